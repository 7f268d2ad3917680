import { union, type Language } from "./language.ts";
import type { TextView } from "./reading.ts";
import type { ChoiceVariable, SetVariable, TextVariable, Variable } from "./variable.ts";

/** A statement about one variable, or about two of them. */
export type Literal =
  /** There is no value, or there is one. */
  | {
      readonly kind: "presence";
      readonly variable: TextVariable | SetVariable;
      readonly present: boolean;
    }
  /** There is a value, and it is one of the language, or none of it. */
  | {
      readonly kind: "text";
      readonly variable: TextVariable;
      readonly language: Language;
      readonly inside: boolean;
    }
  /** One of these values was chosen, by index. */
  | {
      readonly kind: "choice";
      readonly variable: ChoiceVariable;
      readonly allowed: ReadonlySet<number>;
    }
  /** There are elements, and some or all of them are of the language, or none of it. */
  | {
      readonly kind: "elements";
      readonly variable: SetVariable;
      readonly quantity: "some" | "all";
      readonly language: Language;
      readonly inside: boolean;
    }
  /** Both have a value, and the texts are the same or different ones. One of them is whole. */
  | {
      readonly kind: "equal";
      readonly left: TextView;
      readonly right: TextView;
      readonly same: boolean;
      /** Whether case makes no difference. */
      readonly caseless: boolean;
    }
  /**
   * What follows depends on the values of other variables, which have one: the search tries some of
   * them, so that it can find that this holds and cannot show that it never does.
   */
  | {
      readonly kind: "linked";
      readonly on: readonly TextVariable[];
      readonly given: (values: readonly string[]) => Formula;
    };

/** A condition on the variables of a question. */
export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "every"; readonly parts: readonly Formula[] }
  | { readonly kind: "some"; readonly parts: readonly Formula[] };

/**
 * What is to be true of a request, where parts of a policy are unknown or AWS leaves their meaning
 * open: `certainly` under every reading, `possibly` under one at least.
 */
export interface Judgement {
  readonly certainly: Formula;
  readonly possibly: Formula;
}

/** Always. */
export const always: Formula = { kind: "constant", value: true };
/** Never. */
export const never: Formula = { kind: "constant", value: false };

/** @returns a literal as a formula; settled at once where the variable leaves no choice */
export function literal(literal: Literal): Formula {
  if (literal.kind === "presence" && !literal.variable.optional) {
    return literal.present ? always : never;
  }
  if (literal.kind === "choice") {
    if (literal.allowed.size === 0) return never;
    if (literal.allowed.size === literal.variable.values.length) return always;
  }
  return { kind: "literal", literal };
}

/** Conjunction. */
export function every(parts: readonly Formula[]): Formula {
  const flat: Formula[] = [];
  for (const part of parts) {
    if (part.kind === "constant") {
      if (!part.value) return never;
    } else if (part.kind === "every") {
      flat.push(...part.parts);
    } else {
      flat.push(part);
    }
  }
  const [first] = flat;
  if (first === undefined) return always;
  return flat.length === 1 ? first : { kind: "every", parts: flat };
}

/** Disjunction; what asks one text for one of several languages asks for their union. */
export function some(parts: readonly Formula[]): Formula {
  const flat: Formula[] = [];
  const inside = new Map<TextVariable, Language[]>();
  const add = (part: Formula): boolean => {
    if (part.kind === "constant") return part.value;
    if (part.kind === "some") return part.parts.some(add);
    const { literal: inner } = part.kind === "literal" ? part : { literal: undefined };
    if (inner?.kind === "text" && inner.inside) {
      inside.set(inner.variable, [...(inside.get(inner.variable) ?? []), inner.language]);
    } else {
      flat.push(part);
    }
    return false;
  };
  if (parts.some(add)) return always;
  for (const [variable, languages] of inside) {
    const language = union(languages);
    flat.push(literal({ kind: "text", variable, language, inside: true }));
  }
  const [first] = flat;
  if (first === undefined) return never;
  return flat.length === 1 ? first : { kind: "some", parts: flat };
}

/** Negation. */
export function negate(formula: Formula): Formula {
  switch (formula.kind) {
    case "constant":
      return formula.value ? never : always;
    case "every":
      return some(formula.parts.map(negate));
    case "some":
      return every(formula.parts.map(negate));
    case "literal":
      return negateLiteral(formula.literal);
  }
}

function negateLiteral(inner: Literal): Formula {
  switch (inner.kind) {
    case "presence":
      return literal({ ...inner, present: !inner.present });
    case "text":
      return some([absent(inner.variable), literal({ ...inner, inside: !inner.inside })]);
    case "choice": {
      const others = inner.variable.values.flatMap((_, at) => (inner.allowed.has(at) ? [] : [at]));
      return literal({ ...inner, allowed: new Set(others) });
    }
    case "elements": {
      const quantity = inner.quantity === "some" ? "all" : "some";
      const others = literal({ ...inner, quantity, inside: !inner.inside });
      return some([absent(inner.variable), others]);
    }
    case "equal": {
      const different = literal({ ...inner, same: !inner.same });
      return some([absent(inner.left.variable), absent(inner.right.variable), different]);
    }
    case "linked": {
      const { on, given } = inner;
      const others = literal({ kind: "linked", on, given: (values) => negate(given(values)) });
      return some([...on.map(absent), others]);
    }
  }
}

/** @returns that the variable has no value */
export function absent(variable: Variable): Formula {
  if (variable.kind === "choice") {
    const allowed = variable.values.flatMap((value, at) => (value === undefined ? [at] : []));
    return literal({ kind: "choice", variable, allowed: new Set(allowed) });
  }
  return literal({ kind: "presence", variable, present: false });
}

/** @returns that the variable has a value */
export function present(variable: Variable): Formula {
  return negate(absent(variable));
}

/** @returns that the text is of the language */
export function textIn(variable: TextVariable, language: Language): Formula {
  if (language.sequences.length === 0) return never;
  return literal({ kind: "text", variable, language, inside: true });
}

/** A judgement that is the same under every reading. */
export function exactly(formula: Formula): Judgement {
  return { certainly: formula, possibly: formula };
}

/** Something of which the input tells nothing. */
export const open: Judgement = { certainly: never, possibly: always };

/** Negation of a judgement. */
export function not({ certainly, possibly }: Judgement): Judgement {
  if (certainly === possibly) return exactly(negate(certainly));
  return { certainly: negate(possibly), possibly: negate(certainly) };
}

/** Conjunction of judgements. */
export function allOf(judgements: readonly Judgement[]): Judgement {
  return combined(judgements, every);
}

/** Disjunction of judgements. */
export function anyOf(judgements: readonly Judgement[]): Judgement {
  return combined(judgements, some);
}

function combined(
  judgements: readonly Judgement[],
  combine: (parts: readonly Formula[]) => Formula,
): Judgement {
  const certainly = combine(judgements.map((judgement) => judgement.certainly));
  const exact = judgements.every((judgement) => judgement.certainly === judgement.possibly);
  if (exact) return exactly(certainly);
  return { certainly, possibly: combine(judgements.map((judgement) => judgement.possibly)) };
}
