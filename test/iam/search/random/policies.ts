import fc from "fast-check";
import type { Documents, RequestFile, Statement } from "../../spec/request-file.ts";
import { account, clusters, principals, sessions, sibling, type Key } from "./world.ts";

export type Policies = NonNullable<RequestFile["policies"]>;

/** Stands for a part of a policy that is not known. */
export const unknownPart = "<unknown>";

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = (values: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: oneOf(values) },
    { weight: 2, arbitrary: fc.array(oneOf(values), { minLength: 1, maxLength: 3 }) },
  );

const strings = [
  "Equals",
  "NotEquals",
  "Like",
  "NotLike",
  "EqualsIgnoreCase",
  "NotEqualsIgnoreCase",
];
const ordered = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan"];
const operators: Readonly<Record<Key["kind"], readonly string[]>> = {
  text: strings.map((name) => `String${name}`),
  set: strings.map((name) => `String${name}`),
  arn: [
    ...["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "ArnNotLike"],
    ...["StringLike", "StringNotLike", "StringNotEquals"],
  ],
  bool: ["Bool"],
  numeric: [...ordered, "GreaterThanEquals"].map((name) => `Numeric${name}`),
  date: [...ordered, "GreaterThanEquals"].map((name) => `Date${name}`),
  ip: ["IpAddress", "NotIpAddress"],
};

type Test = readonly [operator: string, key: string, values: string | string[]];

function testOf(key: Key): fc.Arbitrary<Test> {
  const sets = ["ForAnyValue:", "ForAllValues:"];
  const isSet = key.kind === "set";
  return fc.oneof(
    {
      weight: 7,
      arbitrary: fc.tuple(
        fc
          .tuple(
            oneOf(isSet ? [...sets, ...sets, ...sets, ...sets, ""] : ["", "", "", "", "", ...sets]),
            oneOf(operators[key.kind]),
            oneOf(["", "", "", "IfExists"]),
          )
          .map((parts) => parts.join("")),
        fc.constant(key.name),
        some(key.compared),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constant("Null"),
        fc.constant(key.name),
        oneOf<string | string[]>(["true", "false", ["true", "false"]]),
      ),
    },
  );
}

function conditionOf(keys: readonly Key[], most: number): fc.Arbitrary<Statement["Condition"]> {
  const tests = fc.array(oneOf(keys).chain(testOf), { minLength: 1, maxLength: most });
  return tests.map((list) => {
    const condition: Record<string, Record<string, string | string[]>> = {};
    for (const [operator, key, values] of list) (condition[operator] ??= {})[key] ??= values;
    return condition;
  });
}

const resourcePatterns = [
  ...["*", "*", "*", "arn:aws:eks:*:*:cluster/*", ...clusters, "arn:aws:eks:*:*:cluster/p*"],
  ...["arn:aws:eks:eu-*", "arn:aws:eks:*/a", "arn:aws:sqs:*:*:orders", "arn:aws:s3:::*"],
  ...["arn:aws:eks:us-east-1:111122223333:cluster/${aws:PrincipalTag/team}"],
  ...["arn:aws:eks:us-east-1:111122223333:cluster/${aws:PrincipalTag/team, 'a'}"],
  ...["arn:aws:eks:us-east-1:111122223333:cluster/${aws:username}*"],
];

const namedPrincipals = [
  ...["*", account, sibling, `arn:aws:iam::${account}:root`, principals[0], principals[4]],
  ...[principals[0], principals[8], `arn:aws:iam::${sibling}:root`],
  ...sessions.map(({ principal }) => principal),
];

/** How a kind of policy names principals. */
export type Naming = "nobody" | "anyone" | "somebody";

function statementOf(
  action: string,
  keys: readonly Key[],
  naming: Naming,
): fc.Arbitrary<Statement> {
  const [service = ""] = action.split(":");
  const actions = [action, `${service}:*`, "*", `${action.slice(0, -2)}*`, "eks:Tag*", "iam:*"];
  return fc
    .record({
      Effect: oneOf(["Deny", "Deny", "Allow"]),
      notAction: fc.nat(5),
      notResource: fc.nat(7),
      notPrincipal: fc.nat(2),
      action: fc.oneof(
        { weight: 3, arbitrary: fc.constant("*") },
        { weight: 2, arbitrary: some(actions) },
      ),
      resource: fc.oneof(
        { weight: 4, arbitrary: fc.constant("*") },
        { weight: 2, arbitrary: some(resourcePatterns) },
      ),
      principal: fc.oneof(
        { weight: 2, arbitrary: fc.constant("*") },
        { weight: 3, arbitrary: some(namedPrincipals).map((AWS) => ({ AWS })) },
      ),
      Condition: fc.option(conditionOf(keys, 3), { freq: 6, nil: undefined }),
    })
    .map(({ Effect, notAction, notResource, notPrincipal, action: acts, resource, ...rest }) => {
      const { principal, Condition } = rest;
      const negated = Effect === "Deny" && notPrincipal === 0 && principal !== "*";
      const element =
        naming === "nobody"
          ? {}
          : naming === "anyone"
            ? { Principal: "*" }
            : negated
              ? { NotPrincipal: principal }
              : { Principal: principal };
      return {
        Effect,
        ...element,
        [notAction === 0 && acts !== "*" ? "NotAction" : "Action"]: acts,
        [notResource === 0 && resource !== "*" ? "NotResource" : "Resource"]: resource,
        ...(Condition === undefined ? {} : { Condition }),
      };
    });
}

function documentsOf(
  action: string,
  keys: readonly Key[],
  naming: Naming,
): fc.Arbitrary<Documents> {
  const everything: Statement = {
    Effect: "Allow",
    ...(naming === "nobody" ? {} : { Principal: "*" }),
    ...{ Action: "*", Resource: "*" },
  };
  const document = fc
    .record({
      Version: oneOf(["2012-10-17", "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"]),
      open: fc.nat(5),
      statements: fc.array(statementOf(action, keys, naming), { minLength: 1, maxLength: 3 }),
    })
    .map(({ Version, open, statements }) => ({
      Version,
      Statement: open > 0 ? [everything, ...statements] : statements,
    }));
  return fc.array(document, { minLength: 1, maxLength: 2 });
}

const seldom = <T>(value: fc.Arbitrary<T>, freq: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: freq, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** Policies about an action that speak of few keys. */
export function policiesOf(action: string, keys: readonly Key[]): fc.Arbitrary<Policies> {
  const set = (naming: Naming): fc.Arbitrary<Documents> => documentsOf(action, keys, naming);
  const owned = action.startsWith("sqs:") || action.startsWith("s3:");
  const most = owned ? 1 : 1000;
  return fc
    .record({
      scp: fc.option(fc.array(set("nobody"), { minLength: 1, maxLength: 3 }), { nil: undefined }),
      identity: fc.option(set("nobody"), { nil: undefined }),
      boundary: seldom(set("nobody"), 3),
      session: seldom(set("nobody"), 4),
      endpoint: seldom(set("somebody"), 2),
      resource: seldom(set("somebody"), most),
      rcp: seldom(fc.array(set("anyone"), { minLength: 1, maxLength: 2 }), most),
    })
    .map((layers): Policies =>
      Object.fromEntries(Object.entries(layers).filter(([, value]) => value !== undefined)),
    );
}
