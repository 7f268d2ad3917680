import fc from "fast-check";
import type {
  KeyFamily,
  OrganizationFamily,
  PrincipalFamily,
  RequestFamily,
} from "../../../../src/iam/search/question.ts";
import { account, arnPatterns, carried, clusters, principals, sibling, type Key } from "./world.ts";

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const principal: fc.Arbitrary<PrincipalFamily> = fc.oneof(
  {
    weight: 1,
    arbitrary: oneOf(principals).map((one) => ({ kind: "one", principal: one }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({
        kinds: oneOf([
          ["role", "user", "root"],
          ["role", "user", "root"],
          ["role"],
          ["user", "root"],
        ] as const),
        among: oneOf([
          [],
          [`arn:aws:iam::${account}:*`],
          [`arn:aws:iam::${account}:*`],
          ["arn:aws:iam::*:role/Admin*", `arn:aws:iam::${sibling}:*`],
        ]),
        except: fc.array(oneOf(arnPatterns.slice(0, 7)), { maxLength: 2 }),
        exceptAccounts: oneOf([[], [], [account], [sibling]]),
      })
      .map((some) => ({
        kind: "any" as const,
        partition: "aws",
        preferred: [`arn:aws:iam::${account}:role/untrusted`],
        ...some,
      })),
  },
);

const organization: fc.Arbitrary<OrganizationFamily> = oneOf<OrganizationFamily>([
  { kind: "any" },
  { kind: "any" },
  { kind: "none" },
  { kind: "other", than: ["o-ours"] },
  { kind: "member", id: "o-ours", paths: undefined },
  { kind: "member", id: "o-ours", paths: ["o-ours/r-ab/ou-1/"] },
]);

/** What families say of a key; for most keys nothing. */
function stated(key: Key, action: string): fc.Arbitrary<readonly (readonly [string, KeyFamily])[]> {
  const carries = carried[action];
  const isCarried = /^aws:RequestTag/u.test(key.name)
    ? (carries?.request ?? true)
    : !/^aws:ResourceTag/u.test(key.name) || (carries?.resource ?? true);
  const values = isCarried ? (key.had ?? []) : [];
  const [first] = values;
  if (key.name === "aws:TagKeys") {
    return oneOf<readonly (readonly [string, KeyFamily])[]>([
      [],
      [["aws:TagKeys", { kind: "including", values: ["team"] }]],
      [["aws:TagKeys", { kind: "including", values: ["team"] }]],
      [["aws:TagKeys", { kind: "including", values: ["team", "stage"] }]],
    ]);
  }
  if (first === undefined) return fc.constant([]);
  const reason = { code: "not-in-input", detail: "nothing tells it", place: undefined } as const;
  const texts = values.filter((value) => typeof value === "string");
  const choices: KeyFamily[] = [
    { kind: "is", values: first },
    { kind: "is", values: values.at(-1) ?? first },
    { kind: "any", optional: false },
    { kind: "any", optional: true },
  ];
  if (key.always !== true) choices.push({ kind: "absent" }, { kind: "unknown", reason });
  if (key.kind === "text" && texts.length > 0) {
    choices.push(
      { kind: "any", optional: false, unlike: ["a", "b*"], preferred: ["ab", "zz"] },
      { kind: "any", optional: true, like: ["a*", "zz"] },
    );
  }
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: oneOf(choices).map((family) => [[key.name, family] as const]) },
  );
}

/** Requests for an action that are alike in what they say of some keys. */
export function familyOf(action: string, keys: readonly Key[]): fc.Arbitrary<RequestFamily> {
  const [service = ""] = action.split(":");
  const one = clusters[0] ?? "*";
  const resources: Readonly<Record<string, readonly (readonly string[])[]>> = {
    eks: [[one], [one], ["*"], [`arn:aws:eks:*:${account}:cluster/*`], ["arn:aws:eks:us-*", one]],
    sqs: [[`arn:aws:sqs:eu-west-1:${account}:orders`]],
    s3: [["arn:aws:s3:::bucket/a"]],
  };
  return fc
    .record({
      principal,
      resource: oneOf(resources[service] ?? [["*"]]),
      organization,
      context: fc.tuple(...keys.map((key) => stated(key, action))),
      tags: fc.nat(9),
    })
    .map(({ context, tags, ...rest }) => ({
      action,
      ...rest,
      context: {
        ...(tags === 0 ? { "aws:PrincipalTag/*": { kind: "absent" } as const } : {}),
        ...Object.fromEntries(context.flat()),
      },
    }));
}
