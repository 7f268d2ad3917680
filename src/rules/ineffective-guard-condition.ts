import { managedTag } from "../aws/guardduty.ts";
import { parseOperator } from "../iam/conditions/operators.ts";
import type { Condition, Statement, Text } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { isTagKeys, tagGuards, tagOfKey, type TagGuard } from "./reading/tag-guard.ts";
import { openIn } from "./reading/untold.ts";

type MessageId = "allValues" | "noSet" | "inverted" | "requestTag" | "requestValue" | "resourceTag";

/** Flags conditions of a guard that some change of the tag does not meet. */
export const ineffectiveGuardCondition = defineRule<MessageId>({
  id: "ineffective-guard-condition",
  meta: {
    summary: "The condition of a guard of the tag lets some change of it pass",
    why: "A deny catches only what meets its conditions. Several that look right are met by some changes of the tag and not by others: one more tag in the request, a removal, another value, or a cluster without the tag, and the guard lets go.",
    fix: "Confine the deny by `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged`.",
    confidence: "high",
    status: "stable",
    severity: 6.5,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      allValues:
        "{guard} compares `aws:TagKeys` with `ForAllValues`, which a request that carries another tag as well does not meet",
      noSet:
        "{guard} compares `aws:TagKeys`, which has several values, without `ForAnyValue`, and AWS does not say what that means",
      inverted: "{guard} is met by requests without the tag, and not by those that change it alone",
      requestTag:
        "{guard} looks at `aws:RequestTag/GuardDutyManaged` alone, which a removal of the tag does not carry",
      requestValue:
        "{guard} looks for {values} in `aws:RequestTag/GuardDutyManaged`, and any other value passes",
      resourceTag:
        "{guard} looks at the tag that the cluster has, so that it can be set on a cluster without it",
    },
    references: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
    ],
  },
  check(estate, context) {
    for (const { kind, subject, policy } of estate.guards) {
      if (kind !== "scp" || policy.state !== "known") continue;
      const guards = tagGuards(subject, policy.document);
      // What one statement lets pass another of the same policy may catch.
      const sound = guards.some(
        ({ statement }) => faultsOf(statement).length === 0 && openParts(statement).length === 0,
      );
      for (const guard of guards) if (guard.namesTag) checkGuard(guard, sound, context);
    }
  },
});

function checkGuard(guard: TagGuard, sound: boolean, context: RuleContext<MessageId>): void {
  const { statement, subject, name } = guard;
  if (statement.effect.kind !== "known") return;
  const at = statement.place;
  const because = openParts(statement);
  const [fault] = faultsOf(statement);
  if (fault === undefined || sound) {
    if (because.length > 0 && !sound) context.undetermined({ subject, at, because });
    else context.satisfied({ subject, at });
    return;
  }
  const { message, condition } = fault;
  const values = condition.values.items
    .flatMap((item) => (item.kind === "text" ? [`\`${item.text}\``] : []))
    .join(", ");
  const data = { guard: name, values };
  context.report({ subject, at: condition.place, message, data });
}

interface Fault {
  readonly message: MessageId;
  readonly condition: Condition;
}

/** What keeps a statement from catching every change of the tag; the plainest first. */
function faultsOf(statement: Statement): readonly Fault[] {
  const about = statement.conditions.filter(isAboutTag);
  const keys = about.filter(({ key }) => isTagKeys(key)).flatMap(faultOfKeys);
  if (about.some(({ key }) => isTagKeys(key))) return keys;
  const onRequest = about.filter(({ key }) => /requesttag\//i.test(key)).flatMap(faultOfRequest);
  const onResource = about
    .filter(({ key }) => /resourcetag\//i.test(key))
    .map((condition): Fault => ({ message: "resourceTag", condition }));
  return [...onRequest, ...onResource];
}

/** A value in another case is met by no request, which is another rule's matter. */
function faultOfKeys(condition: Condition): readonly Fault[] {
  const use = parseOperator(condition.operator);
  if (use === undefined || use.operator.family !== "string") return [];
  const set = /^for(any|all)values?:/i.exec(condition.operator)?.[1]?.toLowerCase();
  if (use.operator.negated) return [{ message: "inverted", condition }];
  if (set === "all") return [{ message: "allValues", condition }];
  return set === undefined ? [{ message: "noSet", condition }] : [];
}

function faultOfRequest(condition: Condition): readonly Fault[] {
  const use = parseOperator(condition.operator)?.operator;
  if (use === undefined) return [];
  const message = use.family === "null" || use.negated ? "requestTag" : "requestValue";
  return [{ message, condition }];
}

function isAboutTag({ key, values }: Condition): boolean {
  const tag = tagOfKey(key);
  if (tag !== undefined) {
    return tag.toLowerCase() === managedTag.toLowerCase() && !/principaltag\//i.test(key);
  }
  if (!isTagKeys(key)) return false;
  return values.items.some(isTheTag);
}

function isTheTag(item: Text): boolean {
  return item.kind === "text" && item.text.toLowerCase() === managedTag.toLowerCase();
}

function openParts({ conditions, conditionsRest }: Statement): readonly Reason[] {
  const open = conditions.flatMap(({ key, values }) =>
    isTagKeys(key) && !values.items.some(isTheTag) ? openIn(values) : [],
  );
  return conditionsRest === undefined ? open : [...open, conditionsRest];
}
