import { multivaluedGlobalKeys } from "../../aws/condition-keys.ts";
import { partitions as allPartitions } from "../../aws/partitions.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import type { Place } from "../../model/place.ts";
import type { Condition, Statement, Text } from "../../model/policy.ts";
import type { StatementQuestions } from "./dead-statement.ts";
import { shown, valueProblem, type Circumstances } from "./never-met.ts";
import { callerFamilies, federatedUserOf } from "./tag-change-families.ts";
import { isMeant, tagOfKey, type TagGuard } from "./tag-guard.ts";

/** A value by which a deny means to exempt somebody, and which nobody has. */
export interface IdleExemption {
  readonly value: string;
  /** A clause. */
  readonly because: string;
  readonly at: Place;
}

/** Keys that tell who makes a request, whose values AWS gives. */
const callerKeys: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:username",
]);

type Known = Text & { readonly kind: "text" };

/**
 * The exceptions of a deny that nobody can make use of. One that is written for another partition
 * counts only where the others do not help either: a policy for several partitions lists them all.
 */
export function idleExemptions(
  guard: TagGuard,
  questions: StatementQuestions,
  partitions: ReadonlySet<string>,
): readonly IdleExemption[] {
  const { statement, version, actions } = guard;
  const circumstances = { version, actions, partitions };
  return statement.conditions.flatMap((condition) => {
    if (parseOperator(condition.operator)?.operator.negated !== true) return [];
    const values = condition.values.items.filter((item): item is Known => item.kind === "text");
    const judged = values.map((item) => ({
      item,
      idle: isIdle(item, condition, guard, questions, partitions),
    }));
    const isUsed =
      judged.some(({ idle }) => idle === undefined) ||
      values.length < condition.values.items.length ||
      condition.values.rest !== undefined;
    return judged.flatMap(({ item, idle }) => {
      if (idle === undefined || (idle === "elsewhere" && isUsed)) return [];
      return [
        { value: shown(item.text), because: why(item, condition, circumstances), at: item.place },
      ];
    });
  });
}

function why({ text }: Known, condition: Condition, circumstances: Circumstances): string {
  return (
    valueProblem(text, condition, circumstances)?.because ??
    `\`${shown(condition.key)}\` never has that value`
  );
}

/** `elsewhere`: only in a partition without clusters; undefined where somebody can have the value. */
function isIdle(
  { text, place }: Known,
  condition: Condition,
  { statement, version, actions }: TagGuard,
  questions: StatementQuestions,
  partitions: ReadonlySet<string>,
): "everywhere" | "elsewhere" | undefined {
  const { key } = condition;
  const tag = tagOfKey(key);
  const cause = valueProblem(text, condition, { version, actions, partitions })?.cause;
  // A text that holds a variable or a wildcard by mistake is no tag's value.
  const isLiteral = cause === "literalVariable" || cause === "literalWildcard";
  if (tag !== undefined && isMeant(tag)) return isLiteral ? "everywhere" : undefined;
  if (!callerKeys.has(key.toLowerCase()) || isOfOthers(text, key)) return undefined;
  if (isLiteral) return "everywhere";
  const only: Statement = {
    ...statement,
    action: { ...statement.action, negated: false, items: [{ kind: "text", text: "*", place }] },
    resource: undefined,
    conditions: [
      {
        ...condition,
        operator: positive(condition),
        values: { ...condition.values, items: [{ kind: "text", text, place }], rest: undefined },
      },
    ],
    conditionsRest: undefined,
  };
  const isMetIn = (among: Iterable<string>): boolean =>
    questions.ask(only, version, callerFamilies(among)).answer !== "no";
  if (isMetIn(partitions)) return undefined;
  return partitions !== allPartitions && isMetIn(allPartitions) ? "elsewhere" : "everywhere";
}

/** The operator that is met where the negated one is not. */
function positive({ operator, key }: Condition): string {
  const name = parseOperator(operator)?.operator.name.replace("Not", "") ?? operator;
  return multivaluedGlobalKeys.has(key.toLowerCase()) ? `ForAnyValue:${name}` : name;
}

/**
 * Federated users have an ARN of STS, and AWS does not say which one the identity of an instance
 * has: neither is among those who are asked about.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
 */
function isOfOthers(text: string, key: string): boolean {
  if (key.toLowerCase() !== "aws:principalarn") return false;
  if (/:assumed-role\/aws:/.test(text)) return true;
  return federatedUserOf(text) !== undefined;
}
