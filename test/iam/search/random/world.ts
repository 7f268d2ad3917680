/** What a condition key of the small world compares, and what requests have for it. */
export interface Key {
  readonly name: string;
  readonly kind: "text" | "set" | "arn" | "bool" | "numeric" | "date" | "ip";
  /** What policies compare it with. */
  readonly compared: readonly string[];
  /** What requests have, beside nothing; undefined where it follows from something else. */
  readonly had: readonly (string | readonly string[])[] | undefined;
  /** Every request has it. */
  readonly always?: true;
}

export const account = "111122223333";
export const sibling = "444455556666";
const iam = (name: string, of = account): string => `arn:aws:iam::${of}:${name}`;

/** Everybody who can make a request. */
export const principals = [
  iam("role/Admin"),
  iam("role/AdminEvil"),
  iam("role/x/Admin"),
  iam("role/Admin/evil"),
  iam("user/Admin"),
  iam("user/role/Admin"),
  iam("root"),
  iam("role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"),
  iam("role/Admin", sibling),
  iam("user/ana", sibling),
  iam("root", sibling),
  "arn:aws-us-gov:iam::111122223333:role/Admin",
] as const;

/** Sessions that policies name, with the roles that they can be of: a session tells no path. */
export const sessions = [account, sibling].map((of) => ({
  principal: `arn:aws:sts::${of}:assumed-role/Admin/${of === account ? "ana" : "bob"}`,
  roles: [iam("role/Admin", of), iam("role/x/Admin", of)],
}));

export const arnPatterns = [
  iam("role/Admin"),
  iam("role/Admin", "*"),
  iam("role/Admin*", "*"),
  iam("role/*Admin", "*"),
  iam("*/Admin", "*"),
  iam("root"),
  iam("user/*"),
  iam("*"),
  iam("*", sibling),
  "arn:*:iam::*:role/Admin",
  "arn:aws:iam::*Admin",
  "arn:aws:iam::*",
  "arn:aws:iam:*:role/Admin",
  "arn:aws:sts::*:assumed-role/Admin/*",
  "*",
];

/** Where an account can stand. */
export const paths = [
  "o-ours/r-ab/",
  "o-ours/r-ab/ou-1/",
  "o-ours/r-ab/ou-1/ou-2/",
  "o-theirs/r-cd/",
] as const;

export const clusters = [
  `arn:aws:eks:eu-west-1:${account}:cluster/prod`,
  `arn:aws:eks:eu-west-1:${account}:cluster/a`,
  `arn:aws:eks:us-east-1:${account}:cluster/a`,
  `arn:aws:eks:us-east-1:${account}:cluster/prod/x`,
];

const variables = [
  "${aws:PrincipalTag/team}",
  "${aws:PrincipalTag/team, 'a'}",
  "${aws:ResourceTag/team}",
  "${aws:ResourceTag/team, 'ab'}",
  "${aws:RequestTag/team}",
];
const parts = ["x${aws:PrincipalTag/team}", "${aws:PrincipalTag/team}*", "${aws:username}"];
const texts = ["a", "a", "A", "b", "ab", "a*", "*b", "?", "*", "a?", "a${*}", ...variables];
const hadTexts = ["a", "A", "b", "ab", "xa", "", "a*", "zz"];
const tagKeys = ["team", "Team", "te*", "*", "stage", "team", "x"];

const text = (name: string): Key => ({
  name,
  kind: "text",
  compared: [...texts, ...texts, ...parts],
  had: hadTexts,
});

/** The condition keys of the small world. */
export const keys: readonly Key[] = [
  { name: "aws:TagKeys", kind: "set", compared: tagKeys, had: undefined },
  { name: "aws:TagKeys", kind: "set", compared: tagKeys, had: undefined },
  text("aws:RequestTag/team"),
  text("aws:ResourceTag/team"),
  text("aws:PrincipalTag/team"),
  { name: "aws:PrincipalArn", kind: "arn", compared: arnPatterns, had: undefined },
  {
    name: "aws:PrincipalAccount",
    kind: "text",
    compared: [account, sibling, "1111*", "*", "${aws:PrincipalAccount}"],
    had: undefined,
  },
  {
    name: "aws:PrincipalType",
    kind: "text",
    compared: ["AssumedRole", "User", "Account", "A*"],
    had: undefined,
  },
  {
    name: "aws:username",
    kind: "text",
    compared: ["Admin", "ana", "A*", "${aws:PrincipalTag/team}"],
    had: undefined,
  },
  {
    name: "aws:PrincipalOrgID",
    kind: "text",
    compared: ["o-ours", "o-theirs", "o-*", "O-ours"],
    had: undefined,
  },
  {
    name: "aws:PrincipalOrgPaths",
    kind: "set",
    compared: ["o-ours/*", "o-ours/r-ab/", "o-ours/r-ab/ou-1/*", "o-*"],
    had: undefined,
  },
  {
    name: "aws:CalledVia",
    kind: "set",
    compared: ["a.amazonaws.com", "b.amazonaws.com", "a*"],
    had: [
      ["a.amazonaws.com"],
      ["b.amazonaws.com"],
      ["a.amazonaws.com", "b.amazonaws.com"],
      ["c.amazonaws.com"],
    ],
  },
  {
    name: "aws:SourceIp",
    kind: "ip",
    compared: ["203.0.113.0/24", "203.0.113.0/25", "203.0.113.7", "0.0.0.0/0", "2001:db8::/32"],
    had: ["203.0.113.7", "203.0.113.8", "203.0.113.200", "198.51.100.1", "2001:db8::1", "::1"],
  },
  {
    name: "aws:MultiFactorAuthAge",
    kind: "numeric",
    compared: ["10", "10.0", "9.99", "11", "-5"],
    had: ["-6", "-5", "9.99", "9.995", "10", "10.5", "11", "12"],
  },
  {
    name: "aws:CurrentTime",
    kind: "date",
    compared: ["2026-10-01T00:00:00Z", "2026-10-01", "1790812801"],
    had: ["2026-09-30T23:59:59Z", "2026-10-01T00:00:00Z", "2026-10-01T00:00:01Z", "2027-01-01"],
    always: true,
  },
  {
    name: "aws:MultiFactorAuthPresent",
    kind: "bool",
    compared: ["true", "false"],
    had: ["true", "false"],
  },
  {
    name: "aws:SecureTransport",
    kind: "bool",
    compared: ["true", "false"],
    had: ["true", "false"],
    always: true,
  },
];

/** Tags whose keys the small world knows. */
export const tagNames = ["team", "Team", "stage", "x", "Other"];

/** What actions carry, by AWS's service authorization reference. */
export const carried: Readonly<
  Record<string, { readonly request: boolean; readonly keys: boolean; readonly resource: boolean }>
> = {
  "eks:TagResource": { request: true, keys: true, resource: true },
  "eks:UntagResource": { request: false, keys: true, resource: true },
  "eks:CreateCluster": { request: true, keys: true, resource: false },
};
