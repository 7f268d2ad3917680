import type { Value } from "../model/value.ts";
import { entryOf, itemsOf, textOf } from "./plain-value.ts";

/** What can be seen of a policy document without knowing what kind it is. */
export interface PolicyTraits {
  /** A statement has `Principal` or `NotPrincipal`. */
  readonly principals: boolean;
  /** Every statement's principal is everyone: `"*"` or `{"AWS": "*"}`. */
  readonly everyone: boolean;
  /** A statement has `Resource` or `NotResource`. */
  readonly resources: boolean;
  readonly allows: boolean;
  readonly denies: boolean;
  /** Every action is one of those with which a role is assumed. */
  readonly assumesOnly: boolean;
  /** A statement allows everyone to do everything to everything, whatever its conditions. */
  readonly allowsEverything: boolean;
  /** Service prefixes of all actions, in lower case; `*` for actions of every service. */
  readonly services: readonly string[];
}

const assumeActions = new Set([
  "sts:assumerole",
  "sts:assumerolewithwebidentity",
  "sts:assumerolewithsaml",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
]);

/**
 * Looks at the statements of a policy document.
 *
 * @param document - the value of the whole document, which may be wrong at every level
 * @returns its traits; statements that cannot be read have none
 */
export function policyTraits(document: Value): PolicyTraits {
  const statements = listOf(entryOf(document, "Statement")).filter(({ kind }) => kind === "map");
  const actions: string[] = [];
  const services = new Set<string>();
  let everyone = statements.length > 0;
  let allowsEverything = false;
  const effects = new Set<string | undefined>();
  for (const statement of statements) {
    const effect = textOf(entryOf(statement, "Effect"));
    effects.add(effect);
    const own = textsOf(entryOf(statement, "Action")).map((action) => action.toLowerCase());
    const excepted = textsOf(entryOf(statement, "NotAction")).length > 0;
    for (const action of own) {
      actions.push(action);
      const colon = action.indexOf(":");
      services.add(colon === -1 ? "*" : action.slice(0, colon));
    }
    if (excepted) {
      services.add("*");
      actions.push("*");
    }
    const open = isEveryone(entryOf(statement, "Principal"));
    everyone &&= open;
    allowsEverything ||=
      effect === "Allow" &&
      open &&
      own.includes("*") &&
      textsOf(entryOf(statement, "Resource")).includes("*");
  }
  const has = (key: string): boolean =>
    statements.some((statement) => entryOf(statement, key).kind !== "absent");
  return {
    principals: has("Principal") || has("NotPrincipal"),
    everyone,
    resources: has("Resource") || has("NotResource"),
    allows: effects.has("Allow"),
    denies: effects.has("Deny"),
    assumesOnly: actions.length > 0 && actions.every((action) => assumeActions.has(action)),
    allowsEverything,
    services: [...services],
  };
}

/** The items of a list, or a single value as the list of one that the policy grammar allows. */
export function listOf(value: Value): readonly Value[] {
  return value.kind === "list" ? itemsOf(value) : value.kind === "absent" ? [] : [value];
}

function textsOf(value: Value): readonly string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? []);
}

function isEveryone(principal: Value): boolean {
  if (textOf(principal) === "*") return true;
  return textsOf(entryOf(principal, "AWS")).includes("*");
}
