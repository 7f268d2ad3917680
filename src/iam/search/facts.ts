import type { Literal } from "./formula.ts";
import { equalTexts, isRefuted, type Equal } from "./equalities.ts";
import { caseless, texts, type Constraint, type Language } from "./language.ts";
import { KnownValues } from "./known-values.ts";
import { holdsFor } from "./literal-holds.ts";
import { isPlainlyRefuted } from "./literal-refuted.ts";
import { elementsFor } from "./values.ts";
import type {
  ChoiceVariable,
  Model,
  SetVariable,
  TextVariable,
  Value,
  Variable,
} from "./variable.ts";
import type { Work } from "./work.ts";

type Linked = Literal & { readonly kind: "linked" };

/** More texts that must differ are not settled one after the other. */
const mostDifferences = 64;

/**
 * Literals that are taken as true together, with values at hand that agree with all of them.
 * They can be taken back, the latest first.
 */
export class Facts {
  readonly #work: Work;
  readonly #known: KnownValues;
  #equalities: readonly Equal[] = [];
  #linked: readonly Linked[] = [];
  /** Variables whose value at hand may not agree with the facts. */
  readonly #stale = new Set<TextVariable | SetVariable>();
  #complete = true;

  /** @param near - values to begin with where a variable has one in any case */
  constructor(work: Work, near: Model | undefined) {
    this.#work = work;
    this.#known = new KnownValues(near);
  }

  /** Whether every contradiction so far was shown to be one. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Whether the values at hand stay as they are while nothing else is added. */
  get areFinal(): boolean {
    return this.#linked.length === 0 && this.#equalities.every(({ same }) => same);
  }

  /** @returns a mark to go back to */
  mark(): number {
    return this.#known.mark();
  }

  /** Takes back all that was added after a mark. */
  undo(mark: number): void {
    this.#known.undo(mark);
    this.#stale.clear();
  }

  /** @returns a value that agrees with all facts; undefined for none */
  valueOf(variable: Variable): Value {
    return this.#known.of(variable).value;
  }

  /**
   * Takes a literal as true. Values are chosen by {@link settle}, once for all that was added.
   *
   * @returns false where it plainly contradicts the facts, which may keep a part of it
   */
  add(literal: Literal): boolean {
    switch (literal.kind) {
      case "presence":
        return this.#addPresence(literal.variable, literal.present);
      case "text": {
        const { variable, language, inside } = literal;
        return this.#constrain(variable, { language, inside });
      }
      case "choice":
        return this.#addChoice(literal.variable, literal.allowed);
      case "elements":
        return this.#addElements(literal);
      case "equal":
        return this.#addEqual(literal);
      case "linked": {
        const before = this.#linked;
        this.#linked = [...before, literal];
        this.#known.done(() => (this.#linked = before));
        return literal.on.every((variable) => this.#addPresence(variable, true));
      }
    }
  }

  /** Chooses values that agree with the facts; false where there are none. */
  settle(): boolean {
    for (const variable of this.#stale) {
      const found =
        variable.kind === "text" ? this.#chooseText(variable) : this.#chooseElements(variable);
      if (!found) return false;
    }
    this.#stale.clear();
    return true;
  }

  /** @returns whether the literal holds for the values at hand */
  holds(literal: Literal): boolean {
    return holdsFor(literal, (variable) => this.valueOf(variable), this.#work);
  }

  /** @returns whether the facts plainly rule the literal out; false where that takes a search */
  refutes(literal: Literal): boolean {
    return isPlainlyRefuted(literal, (variable) => this.#known.of(variable), this.#work);
  }

  /** Formulas that depend on values; they are handed out once. */
  takeLinked(): readonly Linked[] {
    const linked = this.#linked;
    this.#linked = [];
    this.#known.done(() => (this.#linked = linked));
    return linked;
  }

  /** @returns up to so many values that the variable can have, the one at hand first */
  candidates(variable: TextVariable, count: number): readonly string[] {
    const found: string[] = [];
    const { value } = this.#known.of(variable);
    if (typeof value === "string") found.push(value);
    while (found.length < count) {
      const next = this.#texts(variable, { language: texts(found), inside: false });
      const text = next?.get(variable);
      if (text === undefined) break;
      found.push(text);
    }
    return found;
  }

  /** Gives a variable this value. */
  fix(variable: TextVariable, value: string): boolean {
    return this.#constrain(variable, { language: texts([value]), inside: true }) && this.settle();
  }

  /** Chooses values so that those that must differ do; false where there are none. */
  settleDifferences(): boolean {
    return this.#differ(mostDifferences);
  }

  /** Of two texts that differ, the first is another than at hand, or the second is. */
  #differ(most: number): boolean {
    const broken = this.#equalities.find((one) => !one.same && !this.holds(one));
    if (broken === undefined) return true;
    if (isRefuted(broken, this.#equalities)) return false;
    const { left, right } = broken;
    const value = this.valueOf(left.variable);
    if (most === 0 || typeof value !== "string") {
      this.#complete = false;
      return false;
    }
    const part = left.partOf(value);
    const language = broken.caseless ? caseless(part) : texts([part]);
    const [own, other] = [left.holding(language), right.holding(language)];
    const mark = this.mark();
    const constrain = (variable: TextVariable, language: Language, inside: boolean): boolean =>
      this.#constrain(variable, { language, inside });
    if (constrain(left.variable, own, false) && this.settle() && this.#differ(most - 1))
      return true;
    this.undo(mark);
    const isOther = constrain(left.variable, own, true) && constrain(right.variable, other, false);
    if (isOther && this.settle() && this.#differ(most - 1)) return true;
    this.undo(mark);
    return false;
  }

  #addPresence(variable: TextVariable | SetVariable, present: boolean): boolean {
    const known = this.#known.of(variable);
    if (known.presence === present) return true;
    if (known.presence !== undefined || (!present && !variable.optional)) return false;
    if (!present) return this.#known.set(variable, { ...known, presence: false, value: undefined });
    this.#known.set(variable, { ...known, presence: true });
    if (known.value === undefined) this.#stale.add(variable);
    return true;
  }

  #constrain(variable: TextVariable, constraint: Constraint): boolean {
    if (this.#known.of(variable).presence === false) return false;
    const known = this.#known.of(variable);
    const { value } = known;
    const constraints = [...known.constraints, constraint];
    this.#known.set(variable, { ...known, presence: true, constraints });
    const meets = typeof value === "string" && this.#work.automata.meetsAll(value, [constraint]);
    if (!meets) this.#stale.add(variable);
    return true;
  }

  #addChoice(variable: ChoiceVariable, wanted: ReadonlySet<number>): boolean {
    const known = this.#known.of(variable);
    const before = known.allowed ?? new Set(variable.values.keys());
    const allowed = new Set([...before].filter((at) => wanted.has(at)));
    const [first] = allowed;
    if (first === undefined) return false;
    const current = variable.values.indexOf(
      typeof known.value === "string" ? known.value : undefined,
    );
    const value = variable.values[allowed.has(current) ? current : first];
    return this.#known.set(variable, { ...known, allowed, value });
  }

  #addElements({ variable, quantity, language, inside }: Literal & { kind: "elements" }): boolean {
    const known = this.#known.of(variable);
    if (known.presence === false) return false;
    const constraint = { language, inside };
    this.#known.set(
      variable,
      quantity === "some"
        ? { ...known, presence: true, elements: [...known.elements, constraint] }
        : { ...known, presence: true, constraints: [...known.constraints, constraint] },
    );
    const { value } = known;
    if (value !== undefined && typeof value !== "string") {
      const meets = (element: string): boolean =>
        this.#work.automata.meetsAll(element, [constraint]);
      if (quantity === "some" ? value.some(meets) : value.every(meets)) return true;
    }
    this.#stale.add(variable);
    return true;
  }

  #addEqual(literal: Equal): boolean {
    const { left, right, same } = literal;
    if (!this.#addPresence(left.variable, true)) return false;
    if (!this.#addPresence(right.variable, true)) return false;
    const before = this.#equalities;
    this.#equalities = [...before, literal];
    this.#known.done(() => (this.#equalities = before));
    if (same && !this.holds(literal)) this.#stale.add(left.variable);
    return true;
  }

  /** A new value for a text and for all that equal it. */
  #chooseText(variable: TextVariable): boolean {
    const found = this.#texts(variable);
    if (found === undefined) return false;
    for (const [member, value] of found)
      this.#known.set(member, { ...this.#known.of(member), value });
    return true;
  }

  #texts(
    variable: TextVariable,
    further?: Constraint,
  ): ReadonlyMap<TextVariable, string> | undefined {
    const constraintsOf = (member: TextVariable): readonly Constraint[] => [
      ...member.within,
      ...this.#known.of(member).constraints,
      ...(member === variable && further !== undefined ? [further] : []),
    ];
    const found = equalTexts(
      variable,
      this.#equalities,
      constraintsOf,
      this.#work,
      this.valueOf(variable),
    );
    if (found.kind === "texts") return found.texts;
    if (!found.complete) this.#complete = false;
    return undefined;
  }

  #chooseElements(variable: SetVariable): boolean {
    const known = this.#known.of(variable);
    const value = elementsFor(variable, known.constraints, known.elements, this.#work);
    return value !== undefined && this.#known.set(variable, { ...known, value });
  }
}
