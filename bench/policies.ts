/**
 * Policies that stand for those of real organisations, and for the worst that one could write. They
 * are made from a seed, so that every run measures the same.
 */

/** A policy document as JSON has it. */
export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/** What `FullAWSAccess` says. */
export const fullAccess: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const tagging = ["eks:TagResource", "eks:UntagResource"];
const tagged = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } };

/**
 * A guard of the tag in the shape that AWS recommends for tags.
 *
 * @param exempt - whom it lets go
 */
export function guard(exempt: string): Document {
  const condition = { ...tagged, ArnNotLike: { "aws:PrincipalArn": [exempt] } };
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Guard", Effect: "Deny", Action: tagging, Resource: "*", Condition: condition },
    ],
  };
}

/** How the exemptions of an organisation's guards are written. */
export type Style =
  /** Names that begin alike: no two guards let the same role go. */
  | "prefixes"
  /** Words anywhere in a name, out of a stock that the guards share. */
  | "shared words"
  /** Single letters anywhere in a name, with `?` between. */
  | "hostile";

/** As of AWS's quotas. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const levels = 7;
const policiesPerLevel = 10;
const charactersPerPolicy = 10_240;

/** @returns an organisation at AWS's limits, by level: guards, other denies, Regions */
export function organizationAtLimits(style: Style, seed: number): readonly (readonly Document[])[] {
  const random = generator(seed);
  const pick = <T>(list: readonly T[], other: T): T =>
    list[Math.floor(random() * list.length)] ?? other;
  const letters = Array.from("abcdefgh");
  const word = (): string =>
    Array.from({ length: 3 + Math.floor(random() * 5) }, () => pick(letters, "a")).join("");
  const name = (): string => {
    switch (style) {
      case "prefixes":
        return `${word()}*`;
      case "shared words":
        return `*${word()}*${word()}*`;
      case "hostile":
        return `${Array.from({ length: 4 }, () => `*${pick(letters, "a")}${pick(["?", "", "a"], "")}`).join("")}*`;
    }
  };
  const stock = Array.from({ length: 40 }, name);
  const exempt = (): string =>
    `arn:aws:iam::*:role/${style === "prefixes" ? name() : pick(stock, "a")}`;
  const statement = (): object => {
    const kind = random();
    if (kind < 0.4) {
      const ownTag = { [`aws:PrincipalTag/${word()}`]: [word(), word()] };
      return {
        Sid: `Guard${word()}`,
        Effect: "Deny",
        Action: tagging,
        Resource: "*",
        Condition: {
          ...tagged,
          ArnNotLike: { "aws:PrincipalArn": Array.from({ length: 7 }, exempt) },
          ...(random() < 0.3 ? { StringNotEquals: ownTag } : {}),
        },
      };
    }
    const regions = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } };
    if (kind < 0.8) {
      const actions = [`s3:${word()}*`, `ec2:*${word()}*`];
      return { Effect: "Deny", Action: actions, Resource: "*", Condition: regions };
    }
    const condition = { ...regions, ArnNotLike: { "aws:PrincipalArn": [exempt()] } };
    const others = ["iam:*", "sts:*", `${word()}:*`];
    return { Effect: "Deny", NotAction: others, Resource: "*", Condition: condition };
  };
  const policy = (): Document => {
    const Statement: object[] = [];
    let size = 0;
    for (;;) {
      const next = statement();
      size += JSON.stringify(next).length + 1;
      if (size > charactersPerPolicy - 50) return { Version: "2012-10-17", Statement };
      Statement.push(next);
    }
  };
  return Array.from({ length: levels }, () => [
    fullAccess,
    ...Array.from({ length: policiesPerLevel - 1 }, policy),
  ]);
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
