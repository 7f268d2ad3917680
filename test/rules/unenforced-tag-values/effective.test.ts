import { describe, expect, test } from "vitest";
import {
  account,
  everywhere,
  management,
  production,
  reportOn,
  root,
  snapshotOf,
  type TagAttached,
} from "../told-organization.ts";

const operators =
  "https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html";
const examples =
  "https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html";
const syntax =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html";
const kinds =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html";
const types =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_enable-disable.html";

const assign = (...values: readonly string[]): object => ({ "@@assign": values });
const locked = { "@@operators_allowed_for_child_policies": ["@@none"] };

/** A policy about the tag that is all that it should be, but for what is said otherwise. */
const tag = (otherwise: object = {}): object => ({
  guarddutymanaged: {
    tag_key: { "@@assign": "GuardDutyManaged" },
    tag_value: assign("true", "false"),
    enforced_for: assign("eks:cluster"),
    ...otherwise,
  },
});
const only = (settings: object): object => ({ guarddutymanaged: settings });

const effective = (fault: string): string =>
  `The effective tag policy of the account ${account} under \`${production}\`, with one cluster, ${fault}`;
const none = `No tag policy about \`GuardDutyManaged\` reaches the account ${account} under \`${production}\`, with one cluster`;
const yes = effective("lets the value `yes` comply");

interface Row {
  readonly when: string;
  readonly page: string;
  readonly tags: readonly TagAttached[];
  readonly cluster?: string;
  readonly unlisted?: string;
  readonly tagsEnabled?: boolean;
  /** Undefined for satisfied. */
  readonly says: string | undefined;
}

const rows: readonly Row[] = [
  { when: "there is none", page: syntax, tags: [], says: none },
  {
    when: "one is attached to the root",
    page: syntax,
    tags: [{ tags: tag(), to: [root] }],
    says: undefined,
  },
  {
    when: "one is attached to another unit",
    page: syntax,
    tags: [{ tags: tag(), to: ["ou-ab12-22222222"] }],
    says: none,
  },
  { when: "one is attached to nothing", page: syntax, tags: [{ tags: tag(), to: [] }], says: none },
  {
    when: "it is enforced for all that EKS has",
    page: syntax,
    tags: [{ tags: tag({ enforced_for: assign("eks:*") }), to: [root] }],
    says: undefined,
  },
  {
    when: "it is enforced for node groups",
    page: syntax,
    tags: [{ tags: tag({ enforced_for: assign("eks:nodegroup") }), to: [root] }],
    says: effective("is not enforced for `eks:cluster`"),
  },
  {
    when: "it states no key of its own",
    page: syntax,
    tags: [{ tags: tag({ tag_key: {} }), to: [root] }],
    says: effective("asks for the key `guarddutymanaged`"),
  },
  {
    when: "it lists no values",
    page: syntax,
    tags: [{ tags: tag({ tag_value: {} }), to: [root] }],
    says: effective("lets every value comply"),
  },
  {
    when: "the unit assigns other values",
    page: examples,
    tags: [
      { tags: tag(), to: [root] },
      { tags: only({ tag_value: assign("yes") }), to: [production] },
    ],
    says: yes,
  },
  {
    when: "the account assigns the right ones again",
    page: examples,
    tags: [
      { tags: tag({ tag_value: assign("yes") }), to: [root] },
      { tags: only({ tag_value: assign("true") }), to: [account] },
    ],
    says: undefined,
  },
  {
    when: "the unit appends a value",
    page: examples,
    tags: [
      { tags: tag(), to: [root] },
      { tags: only({ tag_value: { "@@append": ["yes"] } }), to: [production] },
    ],
    says: yes,
  },
  {
    when: "the unit takes a value away",
    page: examples,
    tags: [
      { tags: tag({ tag_value: assign("true", "false", "yes") }), to: [root] },
      { tags: only({ tag_value: { "@@remove": ["yes"] } }), to: [production] },
    ],
    says: undefined,
  },
  {
    when: "the unit ends the enforcement",
    page: examples,
    tags: [
      { tags: tag(), to: [root] },
      { tags: only({ enforced_for: { "@@remove": ["eks:cluster"] } }), to: [production] },
    ],
    says: effective("is not enforced for `eks:cluster`"),
  },
  {
    when: "the unit would assign others, and the root lets nobody change the values",
    page: operators,
    tags: [
      { tags: tag({ tag_value: { ...assign("true", "false"), ...locked } }), to: [root] },
      { tags: only({ tag_value: assign("yes") }), to: [production] },
    ],
    says: undefined,
  },
  {
    when: "the root lets nobody change the key's settings",
    page: operators,
    tags: [
      { tags: tag(locked), to: [root] },
      { tags: only({ tag_value: assign("yes") }), to: [production] },
    ],
    says: undefined,
  },
  {
    when: "the root lets nobody change any key's",
    page: operators,
    tags: [
      { tags: { ...tag(), ...locked }, to: [root] },
      { tags: only({ tag_value: assign("yes") }), to: [production] },
    ],
    says: undefined,
  },
  {
    when: "the root lets others append, and the unit does",
    page: operators,
    tags: [
      {
        tags: tag({
          tag_value: {
            ...assign("true", "false"),
            "@@operators_allowed_for_child_policies": ["@@append"],
          },
        }),
        to: [root],
      },
      { tags: only({ tag_value: { "@@append": ["yes"] } }), to: [production] },
    ],
    says: yes,
  },
  {
    when: "the unit allows again what the root has forbidden",
    page: operators,
    tags: [
      { tags: tag({ tag_value: { ...assign("true", "false"), ...locked } }), to: [root] },
      {
        tags: only({ tag_value: { "@@operators_allowed_for_child_policies": ["@@all"] } }),
        to: [production],
      },
      { tags: only({ tag_value: assign("yes") }), to: [account] },
    ],
    says: undefined,
  },
  {
    when: "two policies at one place append",
    page: examples,
    tags: [
      { tags: tag({ tag_value: { "@@append": ["true"] } }), to: [root] },
      { tags: only({ tag_value: { "@@append": ["false"] } }), to: [root] },
    ],
    says: undefined,
  },
  {
    when: "two policies at one place assign different values",
    page: examples,
    tags: [
      { tags: tag(), to: [root] },
      { tags: only({ tag_value: assign("yes") }), to: [root] },
    ],
    says: "Cannot tell, because several tag policies at one place assign different values",
  },
  {
    when: "tag policies are not enabled",
    page: types,
    tags: [{ tags: tag(), to: [root] }],
    tagsEnabled: false,
    says: none,
  },
  {
    when: "the cluster is in the management account, which they bind",
    page: kinds,
    tags: [{ tags: tag(), to: [root] }],
    cluster: management,
    says: undefined,
  },
  {
    when: "it is not known what one is attached to",
    page: syntax,
    tags: [{ tags: tag(), to: [], unread: "targets" }],
    says: "Cannot tell, because `organizations:ListTargetsForPolicy` could not be read: access denied",
  },
  {
    when: "it is not known what one says",
    page: syntax,
    tags: [
      { tags: tag(), to: [root] },
      { tags: {}, to: [production], unread: "content" },
    ],
    says: "Cannot tell, because `organizations:DescribePolicy` could not be read: access denied",
  },
  {
    when: "it is not known where the account stands",
    page: syntax,
    tags: [{ tags: tag(), to: [root] }],
    unlisted: production,
    says: `Cannot tell, because nothing tells where ${account} stands in the organisation, so that it is open which tag policies reach it`,
  },
];

describe("what tag policies amount to", () => {
  test.each(rows)("$when ($page)", async ({ tags, says, cluster, unlisted, tagsEnabled }) => {
    const named = Object.fromEntries(tags.map((policy, at) => [`p-tags000${String(at)}`, policy]));
    const more = {
      ...(cluster === undefined ? {} : { cluster }),
      ...(unlisted === undefined ? {} : { unlisted }),
      ...(tagsEnabled === undefined ? {} : { tagsEnabled }),
    };
    const snapshot = snapshotOf({ full: everywhere, tags: named, ...more });
    const { results } = await reportOn("unenforced-tag-values", { "snapshot.json": snapshot });
    const found = results.map(({ verdict, message }) =>
      verdict === "satisfied" ? undefined : message,
    );
    expect(found).toEqual([says]);
  });
});
