import type { Layers } from "../../iam/layers.ts";
import { readLayers } from "../../iam/read-layers.ts";
import { parseArn } from "../../iam/arn.ts";
import type { PolicyProblem } from "../../model/policy.ts";
import type { Value } from "../../model/value.ts";
import { didYouMean } from "../../source/did-you-mean.ts";
import { fixedKeyProblem } from "./condition-keys.ts";
import { Fields } from "./fields.ts";
import { organizationProblem, pathProblem } from "./organization.ts";
import { patternProblem } from "./principals.ts";
import {
  accountProblem,
  actionProblem,
  clusterArnProblem,
  clusterNameProblem,
  resourceProblem,
} from "./problems.ts";
import {
  kinds,
  operations,
  type AllowedQuestion,
  type AskedQuestion,
  type ChangeTagQuestion,
  type Standing,
  type UseEndpointQuestion,
} from "./question.ts";

/** A question file as read, or everything that is wrong with it. */
export type QuestionFileOutcome =
  | {
      readonly ok: true;
      readonly question: AskedQuestion;
      /** Undefined where the file names no policies: those of elsewhere apply. */
      readonly layers: Layers | undefined;
      /** What AWS would refuse although its meaning is plain. */
      readonly problems: readonly PolicyProblem[];
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads `{"question": {…}, "policies": {…}}`, which `schema/question.schema.json` describes.
 *
 * @param value - the whole file, or one line of it
 */
export function readQuestionFile(value: Value): QuestionFileOutcome {
  const problems: PolicyProblem[] = [];
  if (value.kind !== "map") {
    const message = "a question file is an object with `question` and `policies`";
    return { ok: false, problems: [{ message, place: value.place }] };
  }
  const file = new Fields(value, "a question file", ["question", "policies", "$schema"], problems);
  const question = readQuestion(value.get("question"), problems);
  const layers = file.states("policies") ? readLayers(value.get("policies")) : undefined;
  if (layers?.ok === false || question === undefined || problems.length > 0) {
    return { ok: false, problems: [...problems, ...(layers?.problems ?? [])] };
  }
  return { ok: true, question, layers: layers?.layers, problems: layers?.problems ?? [] };
}

/** The members of each kind of question. */
const members = {
  "change-tag": [
    "kind",
    "cluster",
    "organization",
    "trusted",
    "principals",
    "operations",
    "context",
  ],
  "use-endpoint": [
    "kind",
    "owner",
    "partition",
    "organization",
    "trusted",
    "principals",
    "context",
  ],
  allowed: [
    "kind",
    "actions",
    "resources",
    "principals",
    "notPrincipals",
    "organization",
    "context",
  ],
} as const;

function readQuestion(value: Value, problems: PolicyProblem[]): AskedQuestion | undefined {
  const named = value.kind === "map" ? value.get("kind") : undefined;
  if (value.kind !== "map" || named === undefined) {
    problems.push({ message: "`question` is an object with a `kind`", place: value.place });
    return undefined;
  }
  const kind = named.kind === "scalar" ? kinds.find((one) => one === named.text) : undefined;
  if (kind === undefined) {
    const text = named.kind === "scalar" ? named.text : "";
    const meant = didYouMean(text, kinds);
    const hint =
      meant === undefined ? `there are \`${kinds.join("`, `")}\`` : `did you mean \`${meant}\`?`;
    const message =
      named.kind === "absent"
        ? `the question has no \`kind\`; ${hint}`
        : `\`${text}\` is no kind of question; ${hint}`;
    problems.push({ message, place: named.place });
    return undefined;
  }
  const fields = new Fields(value, `a question of the kind \`${kind}\``, members[kind], problems);
  const common = {
    principals: fields.texts("principals", patternProblem) ?? [],
    organization: readStanding(fields),
    context: fields.conditionKeys("context", (key) => fixedKeyProblem(kind, key)),
  };
  switch (kind) {
    case "change-tag":
      return readChangeTag(fields, common);
    case "use-endpoint":
      return readUseEndpoint(fields, common);
    case "allowed":
      return readAllowed(fields, common);
  }
}

type CommonFields = Pick<ChangeTagQuestion, "principals" | "organization" | "context">;

function readChangeTag(fields: Fields, common: CommonFields): ChangeTagQuestion | undefined {
  const cluster = fields.fields("cluster", "a cluster", ["name", "arn", "account", "tags"]);
  if (cluster === undefined) {
    if (!fields.states("cluster")) fields.refuse("cluster", "the question has no `cluster`");
    return undefined;
  }
  const name = cluster.text("name");
  const arn = cluster.text("arn");
  const told = cluster.text("account");
  const unnamed = name === undefined ? undefined : clusterNameProblem(name);
  if (unnamed !== undefined) cluster.refuse("name", unnamed);
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (arn !== undefined) {
    const problem = clusterArnProblem(arn, name, told);
    if (problem !== undefined) cluster.refuse("arn", problem);
  }
  const account = told ?? parsed?.account;
  const problem =
    account === undefined ? "the cluster has neither `account` nor `arn`" : accountProblem(account);
  if (problem !== undefined) cluster.refuse("account", problem);
  const asked = fields.texts("operations", operationProblem);
  if (asked?.length === 0) fields.refuse("operations", "`operations` names no operation");
  return {
    kind: "change-tag",
    ...common,
    cluster: { name, arn, account: account ?? "", tags: cluster.textsByName("tags") },
    trusted: fields.texts("trusted", patternProblem) ?? [],
    operations: operations.filter((one) =>
      (asked ?? ["TagResource", "UntagResource"]).includes(one),
    ),
  };
}

function operationProblem(text: string): string | undefined {
  if (operations.some((one) => one === text)) return undefined;
  const meant = didYouMean(text, operations);
  const hint =
    meant === undefined ? `there are \`${operations.join("`, `")}\`` : `did you mean \`${meant}\`?`;
  return `\`${text}\` is no operation; ${hint}`;
}

function readUseEndpoint(fields: Fields, common: CommonFields): UseEndpointQuestion {
  const owner = fields.text("owner");
  const problem =
    owner === undefined
      ? "the question has no `owner`: the account of the endpoint"
      : accountProblem(owner);
  if (problem !== undefined) fields.refuse("owner", problem);
  const partition = fields.text("partition") ?? "aws";
  if (!/^aws[a-z-]*$/.test(partition))
    fields.refuse("partition", `\`${partition}\` is no partition of AWS`);
  const trusted = fields.fields("trusted", "those who are trusted", ["accounts", "organization"]);
  const organization = trusted?.text("organization");
  const unclear = organization === undefined ? undefined : organizationProblem(organization);
  if (unclear !== undefined) trusted?.refuse("organization", unclear);
  return {
    kind: "use-endpoint",
    ...common,
    owner: owner ?? "",
    partition,
    trusted: [],
    trustedAccounts: trusted?.texts("accounts", accountProblem) ?? [],
    trustedOrganization: organization,
  };
}

function readAllowed(fields: Fields, common: CommonFields): AllowedQuestion {
  const actions = fields.texts("actions", actionProblem);
  if (actions === undefined || actions.length === 0) {
    fields.refuse("actions", 'the question has no `actions`: a list such as ["eks:TagResource"]');
  }
  const resources = fields.texts("resources", resourceProblem);
  if (resources?.length === 0) fields.refuse("resources", "`resources` names no resource");
  return {
    kind: "allowed",
    ...common,
    actions: actions ?? [],
    resources: resources ?? ["*"],
    trusted: fields.texts("notPrincipals", patternProblem) ?? [],
  };
}

function readStanding(fields: Fields): Standing {
  const organization = fields.fields("organization", "an organisation", ["id", "paths"]);
  if (organization === undefined) return fields.states("organization") ? "none" : undefined;
  const id = organization.text("id");
  const problem = id === undefined ? "the organisation has no `id`" : organizationProblem(id);
  if (problem !== undefined) organization.refuse("id", problem);
  const paths = organization.texts("paths", (path) => pathProblem(path, id ?? ""));
  return { id: id ?? "", paths: paths?.length === 0 ? undefined : paths };
}
