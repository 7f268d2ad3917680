import { isAccountId } from "../../aws/account-id.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { PrincipalFamily } from "../../iam/search/question.ts";
import { outcomeOf, type Asking, type Outcome } from "./answer.ts";
import { principalPatterns } from "./principal-patterns.ts";
import type { AskedFamily } from "./question.ts";
import { documentsOf } from "./written-policies.ts";

type AnyPrincipal = PrincipalFamily & { readonly kind: "any" };

/** Principals that policies tell from others, of which some get through. */
export interface PrincipalClass {
  /** `one` is a single principal, which was named. */
  readonly kind: AnyPrincipal["kinds"][number] | "one";
  /** The pattern that they fit; undefined where they fit none of those that policies name. */
  readonly fits: string | undefined;
  /** Whose account it is, where that tells: "an account of no organisation". */
  readonly of: string | undefined;
  readonly outcome: Exclude<Outcome, { readonly answer: "no" }>;
}

/** All classes of which some principal gets through. */
export interface Classes {
  readonly classes: readonly PrincipalClass[];
  /** Whether no further class was left to ask about. */
  readonly complete: boolean;
}

/** So many classes are asked about. */
const mostAsked = 200;
/** Work for one class, and for all of them. */
const stepsForOne = 5_000_000;
const stepsForAll = 50_000_000;

/** Principals to ask about, with what tells them from others. */
interface Cell extends Pick<PrincipalClass, "kind" | "fits" | "of"> {
  readonly asking: Asking;
}

/**
 * Asks about the principals class by class: those of each kind that fit none of the patterns by
 * which the policies tell principals apart, and those that fit one of them, each pattern in turn
 * without the principals that are in the list already. Whoever gets through is in a class of it.
 */
export function classesOf(askings: readonly Asking[]): Classes {
  const classes: PrincipalClass[] = [];
  let asked = 0;
  let spent = 0;
  for (const { layers, families } of askings) {
    for (const group of groupsOf(families)) {
      const listed: string[] = [];
      for (const { kind, fits, asking } of cellsOf({ layers, families: group }, listed)) {
        if (asked >= mostAsked || spent >= stepsForAll) return { classes, complete: false };
        asked += 1;
        const budget = new Budget(stepsForOne);
        const outcome = outcomeOf([asking], budget);
        spent += budget.spent;
        if (outcome.answer === "no") continue;
        if (fits !== undefined) listed.push(fits);
        classes.push({ kind, fits, of: group[0]?.of, outcome });
      }
    }
  }
  return { classes, complete: true };
}

/** Families of the same principals. */
function groupsOf(families: readonly AskedFamily[]): readonly (readonly AskedFamily[])[] {
  const groups = new Map<PrincipalFamily, Map<string | undefined, AskedFamily[]>>();
  for (const family of families) {
    const own = groups.get(family.principal) ?? new Map<string | undefined, AskedFamily[]>();
    groups.set(family.principal, own);
    own.set(family.of, [...(own.get(family.of) ?? []), family]);
  }
  return [...groups.values()].flatMap((own) => [...own.values()]);
}

/** @param listed - patterns of which some principals get through; grows while cells are taken */
function* cellsOf(
  { layers, families }: Asking,
  listed: readonly string[],
): Generator<Omit<Cell, "of">> {
  const principal = families[0]?.principal;
  if (principal === undefined) return;
  if (principal.kind === "one") {
    yield { kind: "one", fits: undefined, asking: { layers, families } };
    return;
  }
  const account = onlyAccount(principal.among);
  const patterns = principalPatterns(documentsOf(layers), account);
  const withPrincipal = (restricted: AnyPrincipal): Asking => ({
    layers,
    families: families.map((family) => ({ ...family, principal: restricted })),
  });
  for (const kind of principal.kinds) {
    const kinds = [kind];
    const except = [...principal.except, ...patterns];
    yield { kind, fits: undefined, asking: withPrincipal({ ...principal, kinds, except }) };
    const before = listed.length;
    for (const fits of patterns) {
      const others = [...principal.except, ...listed.slice(before)];
      const restricted = { ...principal, kinds, within: [fits], except: others };
      yield { kind, fits, asking: withPrincipal(restricted) };
    }
  }
}

function onlyAccount(among: readonly string[]): string | undefined {
  const [first, ...others] = new Set(among.map((pattern) => pattern.split(":")[4] ?? ""));
  return first !== undefined && others.length === 0 && isAccountId(first) ? first : undefined;
}
