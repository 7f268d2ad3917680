import { parseOperator } from "../../iam/conditions/operators.ts";
import { parseTemplate } from "../../iam/variables.ts";
import type { Guard } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Condition, PolicyDocument, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { isAboutTagging } from "./tag-breach.ts";
import { coversAny, exemptedArns, tagChangingActions } from "./trusted-principals.ts";

/** Whom the tag's guard lets go. */
export type Exempted =
  /** Principals by their ARN. */
  | {
      readonly kind: "arn";
      readonly pattern: string;
      /** Whether the ARN is compared component by component, and not as one text. */
      readonly byComponent: boolean;
    }
  /** Principals that have a tag. */
  | {
      readonly kind: "tag";
      /** The tag's key, as written. */
      readonly key: string;
      /** Patterns of the values that exempt; undefined where it depends on the request. */
      readonly values: readonly string[] | undefined;
    }
  | { readonly kind: "unknown"; readonly reason: Reason };

/** An exemption with the statements of one policy that grant it. */
export interface Exemption {
  readonly guard: Guard;
  readonly exempted: Exempted;
  /** The first one first, each with the line of the exemption. */
  readonly statements: readonly { readonly statement: Statement; readonly place: Place }[];
}

/** Each statement, with what it exempts and where. */
interface Found {
  readonly exempted: Exempted;
  readonly place: Place;
}

const creation = [...tagChangingActions, "eks:createcluster"];

/**
 * The exemptions of a guard's statements about the tag: principals named by `aws:PrincipalArn`, or
 * by a tag of their own, which keep a deny from matching. What several statements exempt alike is
 * one exemption.
 *
 * @param guard - a service control policy
 */
export function tagExemptions(guard: Guard): readonly Exemption[] {
  const { policy } = guard;
  if (policy.state !== "known") return [];
  const { document } = policy;
  const all = new Map<string, Exemption>();
  for (const statement of document.statements) {
    if (!isTagGuard(statement)) continue;
    for (const { exempted, place } of exemptedBy(statement, document.version)) {
      const key = keyOf(exempted, place);
      const known = all.get(key);
      all.set(key, {
        guard,
        exempted: known === undefined ? exempted : joined(known.exempted, exempted),
        statements: [...(known?.statements ?? []), { statement, place }],
      });
    }
  }
  return [...all.values()];
}

function keyOf(exempted: Exempted, place: Place): string {
  switch (exempted.kind) {
    case "arn":
      return `arn ${exempted.pattern}`;
    case "tag":
      return `tag ${exempted.key.toLowerCase()}`;
    case "unknown":
      return `unknown ${JSON.stringify(place.route)}`;
  }
}

function joined(left: Exempted, right: Exempted): Exempted {
  if (left.kind !== "tag" || right.kind !== "tag") return left;
  const values =
    left.values === undefined || right.values === undefined
      ? undefined
      : [...new Set([...left.values, ...right.values])];
  return { ...left, values };
}

/**
 * Whether a deny was written for the tag. One that names EKS for another purpose, such as the Region
 * of a request, has conditions of its own and none about the tag.
 */
function isTagGuard(statement: Statement): boolean {
  const { effect, action, conditions } = statement;
  if (effect.kind !== "known" || effect.value !== "Deny") return false;
  if (!coversAny(action, creation) || !isAboutTagging(statement)) return false;
  return namesTag(conditions) || conditions.every(isAboutPrincipal);
}

function namesTag(conditions: readonly Condition[]): boolean {
  return conditions.some(({ key, values }) =>
    [key, ...values.items.flatMap((item) => (item.kind === "text" ? [item.text] : []))].some(
      (text) => /guardduty_?managed/i.test(text),
    ),
  );
}

function isAboutPrincipal({ key }: Condition): boolean {
  return /^aws:principal(?:arn$|tag\/)/i.test(key);
}

function exemptedBy(
  { conditions }: Statement,
  version: PolicyDocument["version"],
): readonly Found[] {
  return conditions.flatMap((condition): readonly Found[] => {
    const use = parseOperator(condition.operator)?.operator;
    if (use === undefined) return [];
    const tag = /^aws:principaltag\/(.+)$/i.exec(condition.key)?.[1];
    if (use.family === "null") return tag === undefined ? [] : byPresence(tag, condition);
    if (!use.negated) return [];
    if (tag !== undefined) return byValue(tag, condition, version, use.name);
    const byArn = exemptedArns(condition).map(({ text, place }): Found => {
      const byComponent = use.family === "arn";
      return { exempted: { kind: "arn", pattern: text, byComponent }, place };
    });
    const isArn = condition.key.toLowerCase() === "aws:principalarn";
    return [
      ...byArn,
      ...(isArn ? notKnown(condition) : []),
      ...byVariable(condition, version, isArn),
    ];
  });
}

/** `Null` with `true`: a deny of principals without the tag. */
function byPresence(key: string, { values, place }: Condition): readonly Found[] {
  const denied = values.items.some((item) => item.kind === "text" && item.text === "true");
  if (!denied || values.items.length > 1) return [];
  return [{ exempted: { kind: "tag", key, values: undefined }, place }];
}

function byValue(
  key: string,
  { values, place }: Condition,
  version: PolicyDocument["version"],
  operator: string,
): readonly Found[] {
  const wildcards = operator.includes("Like");
  const told = values.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  const isFixed = told.every(
    (text) =>
      !operator.endsWith("IgnoreCase") &&
      !parseTemplate(text, version).variable &&
      !text.includes("${") &&
      (wildcards || !/[*?]/.test(text)),
  );
  const whole = isFixed && told.length === values.items.length && values.rest === undefined;
  return [{ exempted: { kind: "tag", key, values: whole ? told : undefined }, place }];
}

/** `${aws:PrincipalTag/…}` in what another key is compared with: who has the right tag is let go. */
function byVariable(
  { values }: Condition,
  version: PolicyDocument["version"],
  isArn: boolean,
): readonly Found[] {
  if (isArn) return [];
  return values.items.flatMap((item): readonly Found[] => {
    if (item.kind !== "text") return [];
    return parseTemplate(item.text, version).pieces.flatMap((piece): readonly Found[] => {
      if (piece.kind !== "variable") return [];
      const lower = item.text.toLowerCase();
      const at = lower.indexOf(piece.key);
      const written = item.text.slice(at, at + piece.key.length);
      const key = /^aws:principaltag\/(.+)$/i.exec(written)?.[1];
      if (key === undefined) return [];
      return [{ exempted: { kind: "tag", key, values: undefined }, place: item.place }];
    });
  });
}

function notKnown({ values }: Condition): readonly Found[] {
  const items = values.items.flatMap((item): readonly Found[] =>
    item.kind === "text"
      ? []
      : [{ exempted: { kind: "unknown", reason: item.reason }, place: item.place }],
  );
  if (values.rest === undefined) return items;
  return [...items, { exempted: { kind: "unknown", reason: values.rest }, place: values.place }];
}
