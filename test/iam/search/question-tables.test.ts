import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { KeyFamily, RequestFamily } from "../../../src/iam/search/question.ts";
import type { RequestFile } from "../spec/request-file.ts";
import { layersOf, untrusted } from "./families.ts";
import { replayed } from "./replay.ts";

/** Policies with the answers to several questions, each by its name. */
interface Table {
  readonly about: string;
  readonly rows: readonly {
    readonly case: string;
    /** The AWS page that makes the row true. */
    readonly page: string;
    readonly policies: NonNullable<RequestFile["policies"]>;
    readonly answers: Readonly<Record<string, string>>;
  }[];
}

const own = "111122223333";
const organization = "o-a1b2c3d4e5";

/** Anybody of an account who sends telemetry through an endpoint. */
function telemetry(of: string, where: RequestFamily["organization"]): RequestFamily {
  return {
    action: "guardduty:SendSecurityTelemetry",
    principal: {
      kind: "any",
      kinds: ["role", "user", "root"],
      partition: "aws",
      among: [`arn:aws:iam::${of}:*`],
      except: [],
      exceptAccounts: [],
      preferred: [],
    },
    resource: ["*"],
    organization: where,
    context: { "aws:ResourceOrgID": { kind: "unknown", reason: untold } },
  };
}
const untold = {
  code: "unspecified-by-aws",
  detail: "AWS does not say whether such requests have it",
  place: undefined,
} as const;
const inside = { kind: "member", id: organization, paths: undefined } as const;

const is = (values: string | readonly string[]): KeyFamily => ({ kind: "is", values });
const absent: KeyFamily = { kind: "absent" };
const tag = "GuardDutyManaged";

/** A change of the tags of a cluster: what it has, and what is set or removed. */
function change(
  action: string,
  before: string | undefined,
  set: Readonly<Record<string, string>> | readonly string[],
): RequestFamily {
  const tags = Array.isArray(set) ? [] : Object.entries(set);
  const keys: readonly string[] = Array.isArray(set) ? set : Object.keys(set);
  const resourceTag =
    action === "eks:CreateCluster"
      ? {}
      : { [`aws:ResourceTag/${tag}`]: before === undefined ? absent : is(before) };
  return {
    action,
    principal: untrusted,
    resource: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
    organization: inside,
    context: {
      ...resourceTag,
      ...(Array.isArray(set) ? {} : { "aws:RequestTag/*": absent }),
      ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, is(value)])),
      "aws:TagKeys": is(keys),
    },
  };
}

const changes: Readonly<Record<string, RequestFamily>> = {
  set: change("eks:TagResource", "true", { [tag]: "false" }),
  "set-with-another": change("eks:TagResource", "true", { [tag]: "false", Team: "x" }),
  "set-other-value": change("eks:TagResource", "true", { [tag]: "False" }),
  "set-on-untagged": change("eks:TagResource", undefined, { [tag]: "false" }),
  remove: change("eks:UntagResource", "true", [tag]),
  "remove-with-another": change("eks:UntagResource", "true", [tag, "Team"]),
  "other-on-tagged": change("eks:TagResource", "true", { Team: "x" }),
  "other-on-untagged": change("eks:TagResource", undefined, { Team: "x" }),
  create: change("eks:CreateCluster", undefined, { [tag]: "false" }),
};

const principalTags: Readonly<Record<string, KeyFamily>> = {
  "untagged-principal": absent,
  "principal-tag-false": is("false"),
  "principal-tag-true": is("true"),
};

function withPrincipalTag(name: string): RequestFamily | undefined {
  const [principal = "", what = ""] = name.split(": ");
  const family = changes[what];
  const own = principalTags[principal];
  if (family === undefined || own === undefined) return undefined;
  return { ...family, context: { ...family.context, [`aws:PrincipalTag/${tag}`]: own } };
}

/** Setting the tag, by one principal. */
function by(name: string): RequestFamily | undefined {
  const [, partition = "aws", path = ""] = /^(?:(aws\S*) )?(\S+\/\S+)$/u.exec(name) ?? [];
  const { set } = changes;
  if (path === "" || set === undefined) return undefined;
  return { ...set, principal: { kind: "one", principal: `arn:${partition}:iam::${own}:${path}` } };
}

const accounts: Readonly<Record<string, RequestFamily>> = {
  own: telemetry(own, inside),
  sibling: telemetry("444455556666", inside),
  foreign: telemetry("777788889999", { kind: "other", than: [organization] }),
  none: telemetry("999988887777", { kind: "none" }),
};

function familyOf(name: string): RequestFamily {
  const family = accounts[name] ?? changes[name] ?? withPrincipalTag(name) ?? by(name);
  if (family === undefined) throw new Error(`no question is called ${name}`);
  return family;
}

const folder = new URL("../../../fixtures/questions/", import.meta.url);

for (const file of readdirSync(folder)) {
  const table = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Table;
  describe(table.about, () => {
    const rows = table.rows.flatMap((row) =>
      Object.entries(row.answers).map(([name, answer]) => ({ ...row, name, answer })),
    );
    test.each(rows)("$case: $name → $answer ($page)", ({ policies, name, answer }) => {
      const found = ask({
        layers: layersOf(policies),
        families: [familyOf(name)],
        budget: new Budget(1_000_000),
      });
      expect(found.answer).toBe(answer);
      if (found.answer === "yes")
        expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
    });
  });
}
