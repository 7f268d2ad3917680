import fc from "fast-check";
import type { RequestFile, Statement } from "./spec/request-file.ts";

type Policies = NonNullable<RequestFile["policies"]>;
type Document = { readonly Version?: string; readonly Statement: Statement | Statement[] };

const account = "111122223333";
const sibling = "444455556666";
const iam = (name: string, of = account): string => `arn:aws:iam::${of}:${name}`;
const sts = (name: string): string => `arn:aws:sts::${account}:${name}`;
const cluster = `arn:aws:eks:eu-west-1:${account}:cluster/payments`;
const bucket = "arn:aws:s3:::amzn-s3-demo-bucket/red/a.txt";
const tags = ["GuardDutyManaged", "guarddutymanaged", "GuardDutyManage", "team", "Team", "*"];
const teams = ["red", "Red", "r*", "re?", "", "*", "blue", "${x}"];
const booleans = ["true", "True", "false", "truee"];

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Mostly one, sometimes two or three. */
const some = (values: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: values },
    { weight: 2, arbitrary: fc.array(values, { minLength: 1, maxLength: 3 }) },
  );
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { freq: 3, nil: undefined });
const often = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: value });

function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as never;
}

const principals = oneOf([
  iam("role/Developer"),
  iam("role/team/Developer"),
  sts("assumed-role/Developer/ci"),
  sts("assumed-role/Developer/ci"),
  sts("assumed-role/AWSServiceRoleForAmazonEKS/s"),
  iam("role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"),
  iam("user/ana"),
  iam("user/team/ana"),
  iam("user/ana", sibling),
  iam("role/Developer", sibling),
  iam("root"),
  iam("root", sibling),
  account,
  sts("federated-user/ana"),
  "events.amazonaws.com",
  "*",
]);
const actions = [
  ...["eks:TagResource", "eks:UntagResource", "eks:CreateCluster", "s3:GetObject"],
  ...["guardduty:SendSecurityTelemetry", "sqs:SendMessage", "sts:AssumeRole"],
];
const actionPatterns = [
  ...actions,
  ...["*", "eks:*", "eks:Tag*", "eks:*TagResource", "EKS:tagresource", "eks:TagResourc?", "*:*"],
  ...["eks:?tagResource", "s3:Get*", "s3:*", "guardduty:Get*", "guardduty:S*y", "eks:TagResources"],
];
const queue = `arn:aws:sqs:eu-west-1:${sibling}:orders`;
const resources = [cluster, cluster, bucket, queue, iam("role/Target"), "*"];
const resourcePatterns = [
  ...[
    "*",
    "*",
    "*",
    cluster,
    bucket,
    "arn:aws:eks:*:*:cluster/*",
    "arn:aws:eks:*:cluster/payments",
  ],
  ...["arn:aws:eks:eu-*:111122223333:cluster/pay*", "arn:aws:eks:eu-west-?:*:cluster/?ayments"],
  ...["arn:aws:eks:e*t-1:*:cluster/payments", "arn:aws:eks:e*3:cluster/payments", "arn:aws:s3:::*"],
  ...["arn:aws-cn:eks:*:*:cluster/*", "arn:aws:eks:*:*:cluster/Payments", "arn:aws:eks:eu-west-1*"],
  ...["arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team}/*", "arn:aws:sqs:*:*:order?"],
  "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team, 'red'}/*.txt",
  ...["arn:aws:iam::${aws:PrincipalAccount}:role/*", iam("role/Target"), "arn:aws:iam::*Target"],
  ...[
    "arn:aws:eks",
    "arn:aws:eks:eu-west-1:111122223333",
    "arn:aws:eks:*:111122223333",
    "arn:aws:*:111122223333",
    "arn:aws:s3:::*/${aws:TagKeys}",
  ],
  ...["arn:aws:s3:::amzn-s3-demo-bucket/*/?.txt", "arn:aws:s3:::amzn-s3-demo-bucket/${*}/a.txt"],
];
const arns = [
  ...[iam("role/Developer"), iam("role/developer"), iam("role/Developer", "*"), iam("role/*", "*")],
  ...[iam("*/Developer"), iam("user/ana"), iam("role/team/Developer"), iam("role/De?eloper")],
  ...[iam("root"), iam("root", sibling), "arn:aws:iam::*", "*", sts("assumed-role/Developer/ci")],
  ...["arn:aws:iam::1111*:role/Dev*", "arn:aws-cn:iam::*:role/Developer", iam("role/D*r/x")],
  ...["arn:*:iam::111122223333:*", "${aws:PrincipalArn}", "arn:aws:iam:*:role/Developer"],
  "arn:aws:iam::${aws:PrincipalAccount}:role/${aws:PrincipalTag/team, 'Developer'}",
];
const variables = [
  ...["${aws:PrincipalTag/team}", "${aws:principaltag/TEAM}", "${aws:PrincipalTag/team, 'red'}"],
  ...["r${*}", "r${?}", "${$}{x}", "${aws:TagKeys}", "x-${aws:PrincipalTag/team}", "${aws:Prin"],
  ...["${aws:RequestTag/GuardDutyManaged}", "${aws:PrincipalTag/team}*", "${aws:PrincipalOrgID}"],
];
const numbers = ["10", "10.0", "9.99", "11", "-5", "ten", "9007199254740993", "9007199254740992"];
const dates = [
  ...["2026-10-01T00:00:00Z", "2026-10-01", "2026-10-01T02:00:00+02:00", "1790812800", "soon"],
  ...["1790812801", "2026-09-30T23:59:59.999Z", "2026-10-01T00:00:00.000000001Z"],
];
const addresses = [
  ...["203.0.113.7", "203.0.113.0/24", "203.0.113.0/25", "203.0.113.128/25", "198.51.100.1"],
  ...["0.0.0.0/0", "::/0", "2001:db8::1", "2001:DB8::/32", "203.0.113.0/33", "AWS Internal"],
];
const organizations = ["o-a1b2c3d4e5", "o-a1b2c3d4e6", "O-a1b2c3d4e5", "o-a1b2*"];
const paths = ["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/", "o-a1b2c3d4e5/r-ab12/ou-ab12-1/", "o-*"];
const keysOfText: Readonly<Record<string, readonly string[]>> = {
  "aws:TagKeys": tags,
  "AWS:tagkeys": tags,
  "aws:RequestTag/GuardDutyManaged": [...booleans, ...variables],
  "aws:requesttag/guarddutymanaged": booleans,
  "aws:ResourceTag/GuardDutyManaged": [...booleans, ...variables],
  "aws:PrincipalTag/team": [...teams, ...variables],
  "aws:PrincipalArn": arns,
  "aws:PrincipalAccount": [account, sibling, "1111*", "anonymous", "*"],
  "aws:PrincipalOrgID": organizations,
  "aws:PrincipalOrgPaths": paths,
  "aws:PrincipalType": ["AssumedRole", "User", "Account", "Anonymous", "FederatedUser"],
};
const stringOperators = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase"]
  .concat("Like", "NotLike", "Equals", "Like")
  .map((name) => `String${name}`);
const ordered = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan"];
const families: readonly (readonly [
  readonly string[],
  Readonly<Record<string, readonly string[]>>,
])[] = [
  [stringOperators, keysOfText],
  [stringOperators, keysOfText],
  [stringOperators, { "aws:TagKeys": tags, "aws:PrincipalOrgPaths": paths }],
  [["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"], { "aws:PrincipalArn": arns }],
  [["Bool"], { "aws:MultiFactorAuthPresent": [...booleans, "${aws:PrincipalTag/team}"] }],
  [["StringSame", "stringequals", "NotBool"], { "aws:PrincipalTag/team": teams }],
  [ordered.concat("GreaterThanEquals").map((name) => `Numeric${name}`), { "s3:max-keys": numbers }],
  [ordered.concat("GreaterThanEquals").map((name) => `Date${name}`), { "aws:CurrentTime": dates }],
  [["IpAddress", "NotIpAddress"], { "aws:SourceIp": addresses }],
  [["BinaryEquals"], { "aws:PrincipalTag/team": ["cmVk", "cmVk=", "red", "cmV"] }],
];
const test = oneOf(families).chain(([operators, keys]) =>
  fc
    .tuple(
      oneOf(["", "", "", "ForAnyValue:", "ForAllValues:"]),
      oneOf(operators),
      oneOf(["", "", "IfExists"]),
      oneOf(Object.entries(keys)).chain(([key, values]) =>
        some(oneOf(values)).map((value) => [key, value] as const),
      ),
    )
    .map(([set, operator, suffix, entry]) => [`${set}${operator}${suffix}`, entry] as const),
);
const nullTest = fc.tuple(
  fc.constant("Null"),
  fc.tuple(
    oneOf([...Object.keys(keysOfText), "s3:max-keys"]),
    some(oneOf(["true", "true", "false", "false", "True", "yes"])),
  ),
);
const conditions = fc
  .array(fc.oneof({ weight: 8, arbitrary: test }, { weight: 1, arbitrary: nullTest }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((tests) => {
    const condition: Record<string, Record<string, string | string[]>> = {};
    for (const [operator, [key, values]] of tests) {
      const keys = (condition[operator] ??= {});
      // Twice the same key under one operator is a mistake, whatever its case.
      if (!Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase()))
        keys[key] = values;
    }
    return condition;
  });

const awsPrincipals = [
  ...["*", account, sibling, iam("root"), iam("root", sibling), iam("role/Developer")],
  ...[iam("role/team/Developer"), iam("user/ana"), iam("user/Ana"), iam("user/ana", sibling)],
  ...[sts("assumed-role/Developer/ci"), sts("assumed-role/Developer/ci2")],
  ...[
    sts("federated-user/ana"),
    iam("role/Developer", sibling),
    "arn:aws-cn:iam::111122223333:root",
  ],
];
const principalElement = fc.oneof(
  fc.constant("*"),
  some(oneOf(awsPrincipals)).map((AWS) => ({ AWS })),
  some(oneOf(["events.amazonaws.com", "sns.amazonaws.com"])).map((Service) => ({ Service })),
);

function statement(named: "anyone" | "somebody" | undefined): fc.Arbitrary<Statement> {
  return fc
    .record({
      Effect: oneOf(["Allow", "Allow", "Deny"]),
      not: fc.record({ principal: oneOf([0, 0, 1]), action: fc.nat(5), resource: fc.nat(5) }),
      principal: principalElement,
      action: fc.oneof(fc.constant("*"), some(oneOf(actionPatterns))),
      resource: fc.oneof(fc.constant("*"), some(oneOf(resourcePatterns))),
      Condition: often(conditions),
    })
    .map(({ Effect, not, principal, action, resource, Condition }) => {
      const negated = Effect === "Deny" && not.principal === 1 && principal !== "*";
      const who = named === "anyone" ? { Principal: "*" } : { Principal: principal };
      const element = negated && named === "somebody" ? { NotPrincipal: principal } : who;
      return {
        Effect,
        ...(named === undefined ? {} : element),
        [not.action === 0 && action !== "*" ? "NotAction" : "Action"]: action,
        [not.resource === 0 && resource !== "*" ? "NotResource" : "Resource"]: resource,
        ...given({ Condition }),
      };
    });
}

function document(named?: "anyone" | "somebody"): fc.Arbitrary<Document> {
  const everything = {
    Effect: "Allow",
    ...(named === undefined ? {} : { Principal: "*" }),
    ...{ Action: "*", Resource: "*" },
  };
  return fc
    .record({
      Version: oneOf(["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", undefined]),
      open: fc.boolean(),
      statements: fc.array(statement(named), { minLength: 1, maxLength: 3 }),
    })
    .map(({ Version, open, statements }) => {
      const all = open ? [everything, ...statements] : statements;
      return { ...given({ Version }), Statement: all.length === 1 && all[0] ? all[0] : all };
    });
}

const set = (named?: "anyone" | "somebody"): fc.Arbitrary<Document[]> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(document(named), { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(document(named), { maxLength: 0 }) },
  );
const policies: fc.Arbitrary<Policies> = fc
  .record({
    scp: rarely(fc.array(set(), { maxLength: 3 })),
    rcp: rarely(fc.array(set("anyone"), { maxLength: 2 })),
    identity: often(set()),
    boundary: rarely(set()),
    session: rarely(set()),
    endpoint: rarely(set("somebody")),
    resource: rarely(set("somebody")),
  })
  .map(given);

const context = fc
  .record({
    "aws:TagKeys": rarely(fc.array(oneOf(tags), { maxLength: 3 })),
    "aws:RequestTag/GuardDutyManaged": often(oneOf(booleans)),
    "aws:RequestTag/team": rarely(oneOf(teams)),
    "aws:ResourceTag/GuardDutyManaged": often(oneOf(booleans)),
    "aws:PrincipalTag/team": often(
      fc.oneof(
        oneOf(teams),
        oneOf(teams).map((team) => [team]),
      ),
    ),
    "aws:PrincipalArn": fc.option(oneOf([iam("role/Developer"), iam("role/team/Developer")]), {
      freq: 12,
      nil: undefined,
    }),
    "aws:PrincipalOrgID": often(oneOf(organizations)),
    "aws:PrincipalOrgPaths": often(fc.array(oneOf(paths), { maxLength: 2 })),
    "aws:SourceIp": often(oneOf(addresses)),
    "aws:CurrentTime": often(oneOf(dates)),
    "aws:MultiFactorAuthPresent": often(oneOf(booleans)),
    "aws:ResourceAccount": rarely(oneOf([account, sibling])),
    "s3:max-keys": often(
      fc.oneof(
        oneOf(numbers),
        oneOf(numbers).map((size) => [size, "7"]),
      ),
    ),
  })
  .map(given);

/** What a resource policy grants, and to whom: nothing but principals differs. */
const grants: fc.Arbitrary<RequestFile> = fc
  .record({
    principal: principals,
    deny: oneOf(["Principal", "NotPrincipal", undefined]),
    allowed: principalElement,
    denied: fc.subarray(awsPrincipals, { minLength: 1, maxLength: 4 }),
    limits: fc.record({
      identity: oneOf([undefined, false, false, true]),
      boundary: oneOf([undefined, undefined, false, true]),
      session: oneOf([undefined, undefined, false, true]),
    }),
  })
  .map(({ principal, deny, allowed, denied, limits }) => {
    const all = { Action: "*", Resource: "*" };
    const statements: Statement[] = [{ Effect: "Allow", Principal: allowed, ...all }];
    if (deny !== undefined) statements.push({ Effect: "Deny", [deny]: { AWS: denied }, ...all });
    const layer = (open: boolean | undefined): Document[] | undefined =>
      open === undefined ? undefined : open ? [{ Statement: { Effect: "Allow", ...all } }] : [];
    const { identity, boundary, session } = limits;
    const narrow = {
      identity: layer(identity),
      boundary: layer(boundary),
      session: layer(session),
    };
    return {
      request: { principal, action: "sqs:SendMessage", resource: queue.replace(sibling, account) },
      policies: { ...given(narrow), resource: [{ Statement: statements }] },
    };
  });

const anything: fc.Arbitrary<RequestFile> = fc.record({
  request: fc.record({
    principal: principals,
    action: oneOf(actions),
    resource: oneOf(resources),
    context: context,
  }),
  policies,
});

/** Requests with policies, mostly valid ones whose patterns are near misses of their values. */
export const requestFiles: fc.Arbitrary<RequestFile> = fc.oneof(
  { weight: 2, arbitrary: anything },
  { weight: 1, arbitrary: grants },
);
