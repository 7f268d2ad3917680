import { run } from "../../src/run.ts";
import type { Report } from "../../src/model/report.ts";
import { memoryHost } from "../memory-host.ts";

/** The tree: the root, two units, an account in each, and the management account at the root. */
export const root = "r-ab12";
export const production = "ou-ab12-11111111";
export const sandboxes = "ou-ab12-22222222";
export const account = "111122223333";
export const other = "444455556666";
export const management = "999999999999";
export const everywhere = [root, production, sandboxes, account, other, management];

/** A service control policy with what it is attached to. */
export interface Attached {
  readonly allow?: readonly string[];
  readonly statements?: readonly object[];
  readonly to: readonly string[];
  /** Its content, or its targets, could not be read. */
  readonly unread?: "content" | "targets";
}

/** An organisation as a snapshot tells it. */
export interface Told {
  /** What `FullAWSAccess` is attached to; `unread` where that could not be read. */
  readonly full: readonly string[] | "unread";
  readonly policies?: Readonly<Record<string, Attached>>;
  /** The account of the cluster. */
  readonly cluster?: string;
  /** Whose accounts could not be listed. */
  readonly unlisted?: string;
  readonly enabled?: boolean;
  /** Tag policies by id; `tags` of the content. */
  readonly tags?: Readonly<Record<string, TagAttached>>;
  readonly tagsEnabled?: boolean;
}

/** A tag policy with what it is attached to. */
export interface TagAttached {
  readonly tags: object;
  readonly to: readonly string[];
  readonly unread?: "content" | "targets";
}

/** Everything except what is named, for policies that allow in place of `FullAWSAccess`. */
export const without = (...nodes: readonly string[]): readonly string[] =>
  everywhere.filter((node) => !nodes.includes(node));

const refused = (action: string): object => ({
  unread: { action: `organizations:${action}`, because: "access denied" },
});

const answer = (call: string, of: string, response: object): object => ({
  call: `organizations ${call}`,
  ...(of === "" ? {} : { of }),
  response,
});

function summaryOf(id: string, Type = "SERVICE_CONTROL_POLICY"): object {
  const kind = Type.toLowerCase();
  const Arn = `arn:aws:organizations::${management}:policy/o-ab12cd34ef/${kind}/${id}`;
  return { Id: id, Arn, Name: id, Type };
}

function policyAnswers(id: string, { allow, statements, to, unread }: Attached): readonly object[] {
  const Statement = [
    ...(allow === undefined ? [] : [{ Effect: "Allow", Action: allow, Resource: "*" }]),
    ...(statements ?? []),
  ];
  return answersOf(id, summaryOf(id), { Version: "2012-10-17", Statement }, to, unread);
}

function answersOf(
  id: string,
  PolicySummary: object,
  content: object,
  to: readonly string[],
  unread: "content" | "targets" | undefined,
): readonly object[] {
  const Targets = to.map((TargetId) => ({ TargetId, Type: "ACCOUNT" }));
  const Content = JSON.stringify(content);
  return [
    unread === "content"
      ? { call: "organizations describe-policy", of: id, ...refused("DescribePolicy") }
      : answer("describe-policy", id, { Policy: { PolicySummary, Content } }),
    unread === "targets"
      ? {
          call: "organizations list-targets-for-policy",
          of: id,
          ...refused("ListTargetsForPolicy"),
        }
      : answer("list-targets-for-policy", id, { Targets }),
  ];
}

/** The snapshot as text. */
export function snapshotOf(told: Told): string {
  const { full, policies = {}, cluster, unlisted, tags = {} } = told;
  const own: Readonly<Record<string, Attached>> = {
    "p-FullAWSAccess":
      full === "unread" ? { allow: ["*"], to: [], unread: "targets" } : { allow: ["*"], to: full },
    ...policies,
  };
  const accounts = (parent: string, ...ids: readonly string[]): object =>
    parent === unlisted
      ? {
          call: "organizations list-accounts-for-parent",
          of: parent,
          ...refused("ListAccountsForParent"),
        }
      : answer("list-accounts-for-parent", parent, {
          Accounts: ids.map((Id) => ({ Id, Name: Id, Status: "ACTIVE" })),
        });
  const PolicyTypes = [
    ...(told.enabled === false ? [] : ["SERVICE_CONTROL_POLICY"]),
    ...(told.tagsEnabled === false ? [] : ["TAG_POLICY"]),
  ].map((Type) => ({ Type, Status: "ENABLED" }));
  const organization = [
    answer("describe-organization", "", {
      Organization: { Id: "o-ab12cd34ef", MasterAccountId: management },
    }),
    answer("list-roots", "", { Roots: [{ Id: root, PolicyTypes }] }),
    answer("list-organizational-units-for-parent", root, {
      OrganizationalUnits: [production, sandboxes].map((Id) => ({ Id, Name: Id })),
    }),
    accounts(root, management),
    accounts(production, account),
    accounts(sandboxes, other),
    ...Object.entries(own).flatMap(([id, policy]) => policyAnswers(id, policy)),
    ...Object.entries(tags).flatMap(([id, policy]) =>
      answersOf(id, summaryOf(id, "TAG_POLICY"), { tags: policy.tags }, policy.to, policy.unread),
    ),
    answer("list-policies", "TAG_POLICY", {
      Policies: Object.keys(tags).map((id) => summaryOf(id, "TAG_POLICY")),
    }),
    answer("list-policies", "SERVICE_CONTROL_POLICY", {
      Policies: Object.keys(own).map((id) => summaryOf(id)),
    }),
  ];
  const where = cluster ?? account;
  const described = {
    call: "eks describe-cluster",
    of: "payments",
    response: {
      cluster: {
        name: "payments",
        arn: `arn:aws:eks:eu-west-1:${where}:cluster/payments`,
        tags: { GuardDutyManaged: "true" },
      },
    },
  };
  return JSON.stringify({
    guardlint: "snapshot/v1",
    redacted: false,
    organization,
    awsPolicies: [],
    accounts: { [where]: { answers: [], regions: { "eu-west-1": [described] } } },
  });
}

/** Runs one rule over files. */
export async function reportOn(
  rule: string,
  files: Readonly<Record<string, string>>,
  context?: string,
): Promise<Report> {
  const { report } = await run(memoryHost(files), {
    paths: Object.keys(files).filter((path) => path !== context && path !== "guardlint.yaml"),
    ...(context === undefined ? {} : { context: [context] }),
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  return report;
}

/** The verdict and, where it is open, why; of the only result. */
export function verdictOf({ results }: Report): string {
  return results
    .map(({ verdict, message }) => (verdict === "undetermined" ? message : verdict))
    .join("; ");
}
