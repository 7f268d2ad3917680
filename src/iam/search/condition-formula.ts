import type { PolicyDocument } from "../../model/policy.ts";
import type { ContextEntry } from "../context.ts";
import { meetsCondition, missingKey, type CompiledCondition } from "../conditions/condition.ts";
import type { OperatorUse } from "../conditions/operators.ts";
import { isUnknown, type Truth } from "../truth.ts";
import { parseTemplate, type Template } from "../variables.ts";
import type { Comparison } from "./comparison.ts";
import {
  absent,
  allOf,
  always,
  anyOf,
  exactly,
  literal,
  never,
  not,
  open,
  present,
  textIn,
  type Formula,
  type Judgement,
} from "./formula.ts";
import { readItem, type Item, type Keys } from "./item.ts";
import { subjectMeets } from "./item-formula.ts";
import { texts, union, type Language } from "./language.ts";
import type { KeyReading, TextView } from "./reading.ts";
import type { ChoiceVariable, SetVariable, Variable } from "./variable.ts";
import type { Work } from "./work.ts";

/** A condition with the values that it compares with. */
interface Asked {
  readonly compiled: CompiledCondition;
  readonly use: OperatorUse;
  /** Undefined for operators that compare no text. */
  readonly compare: Comparison | undefined;
  readonly templates: readonly Template[];
  /** There may be further values, or some that are not known. */
  readonly more: boolean;
  readonly keys: Keys;
  readonly work: Work;
}

/**
 * What must be true of a request for it to meet a condition.
 *
 * @param compiled - the condition
 * @param version - of its document
 * @param keys - how the requests come by the values of condition keys
 */
export function conditionFormula(
  compiled: CompiledCondition,
  version: PolicyDocument["version"],
  keys: Keys,
  work: Work,
): Judgement {
  const { use, condition, rest } = compiled;
  if (use === undefined) return open;
  const { items } = condition.values;
  const asked: Asked = {
    compiled,
    use,
    compare: work.comparison(use.operator.name),
    templates: items.flatMap((item) =>
      item.kind === "text" ? [parseTemplate(item.text, version)] : [],
    ),
    more: rest !== undefined || items.some(({ kind }) => kind === "unknown"),
    keys,
    work,
  };
  return byReading(asked, keys(compiled.key));
}

function byReading(asked: Asked, reading: KeyReading): Judgement {
  switch (reading.kind) {
    case "fixed":
      return onFixed(asked, reading.entry);
    case "text":
      return onText(asked, reading.view, reading.several);
    case "choice":
      return onChoice(asked, reading.variable);
    case "set":
      return onSet(asked, reading.variable);
    case "cases":
      return anyOf(
        reading.cases.map((one) => allOf([exactly(one.when), byReading(asked, one.reading)])),
      );
  }
}

function onFixed(asked: Asked, entry: ContextEntry | undefined): Judgement {
  const { compiled, keys, use, compare, work } = asked;
  const context = new Map<string, ContextEntry>();
  if (entry !== undefined) context.set(compiled.key, entry);
  const isFixed = asked.templates.every((template) =>
    template.pieces.every((piece) => {
      if (piece.kind !== "variable") return true;
      const reading = keys(piece.key);
      if (reading.kind !== "fixed") return false;
      if (reading.entry !== undefined) context.set(piece.key, reading.entry);
      return true;
    }),
  );
  if (isFixed) return settled(meetsCondition(compiled, context));
  if (entry?.kind === "unknown") return open;
  if (entry === undefined) return exactly(missingKey(use) ? always : never);
  const [value, ...others] = entry.values;
  if (compare === undefined || value === undefined || others.length > 0) return open;
  const met = meets(asked, (item) => subjectMeets(value, item, compare, work));
  if (use.set === undefined) return met;
  return value === "" ? exactly(use.set === "ForAllValues" ? always : never) : met;
}

function settled(truth: Truth): Judgement {
  if (isUnknown(truth)) return open;
  return exactly(truth ? always : never);
}

/** Whether a value that is there meets the condition's values; negated operators want none met. */
function meets(asked: Asked, meetsItem: (item: Item) => Judgement): Judgement {
  const { templates, compare, keys, more, use } = asked;
  if (compare === undefined) return open;
  const met = anyOf([
    ...templates.map((template) => meetsItem(readItem(template, compare, keys))),
    ...(more ? [open] : []),
  ]);
  return use.operator.negated ? not(met) : met;
}

function onText(asked: Asked, view: TextView, several: boolean): Judgement {
  const { use, compare, work } = asked;
  const { variable } = view;
  if (use.operator.family === "null") return onPresence(asked, variable);
  const there = exactly(present(variable));
  const without = allOf([exactly(absent(variable)), exactly(missingKey(use) ? always : never)]);
  if (compare === undefined) return anyOf([without, allOf([there, open])]);
  const met = allOf([there, meets(asked, (item) => subjectMeets(view, item, compare, work))]);
  if (several && use.set === undefined) {
    return anyOf([without, { certainly: never, possibly: met.possibly }]);
  }
  if (use.set === undefined) return anyOf([without, met]);
  // An empty text counts as no value at all.
  const empty = exactly(textIn(variable, view.holding(texts([""]))));
  const counted = use.set === "ForAllValues" ? anyOf([empty, met]) : allOf([not(empty), met]);
  return anyOf([without, counted]);
}

function onPresence({ compiled, work }: Asked, variable: Variable): Judgement {
  work.budget.spend(1);
  const is = (context: ReadonlyMap<string, ContextEntry>): Judgement =>
    settled(meetsCondition(compiled, context));
  const some: ContextEntry = { kind: "values", values: ["x"], list: false };
  return anyOf([
    allOf([exactly(absent(variable)), is(new Map())]),
    allOf([exactly(present(variable)), is(new Map([[compiled.key, some]]))]),
  ]);
}

function onChoice(asked: Asked, variable: ChoiceVariable): Judgement {
  const { compiled, templates } = asked;
  const dependent = templates.some(({ variable: isDependent }) => isDependent);
  const certainly = new Set<number>();
  const possibly = new Set<number>();
  for (const [index, value] of variable.values.entries()) {
    const context = new Map<string, ContextEntry>();
    if (value !== undefined) {
      context.set(compiled.key, { kind: "values", values: [value], list: false });
    }
    const met = meetsCondition(compiled, context);
    const isOpen = isUnknown(met) || (dependent && value !== undefined);
    if (!isOpen && met) certainly.add(index);
    if (isOpen || met) possibly.add(index);
  }
  const chosen = (allowed: ReadonlySet<number>): Formula =>
    literal({ kind: "choice", variable, allowed });
  if (certainly.size === possibly.size) return exactly(chosen(certainly));
  return { certainly: chosen(certainly), possibly: chosen(possibly) };
}

function onSet(asked: Asked, variable: SetVariable): Judgement {
  const { use, compare, templates, keys, more } = asked;
  if (use.operator.family === "null") return onPresence(asked, variable);
  const without = allOf([exactly(absent(variable)), exactly(missingKey(use) ? always : never)]);
  const there = exactly(present(variable));
  if (compare === undefined) return anyOf([without, allOf([there, open])]);
  const items = templates.map((template) => readItem(template, compare, keys));
  const meanings = items.flatMap((item) => (item.kind === "meaning" ? [item.meaning] : []));
  const isOpen = more || items.some(({ kind }) => kind !== "meaning" && kind !== "dead");
  const certain = union(meanings.map(({ certainly }) => certainly));
  const possible = union(meanings.map(({ possibly }) => possibly));
  const quantity = use.set === "ForAllValues" ? "all" : "some";
  const elements = (language: Language): Formula =>
    literal({
      kind: "elements",
      variable,
      quantity,
      language,
      inside: !use.operator.negated,
    });
  // Under a negation, what certainly meets no value is what not even possibly meets one.
  const [surely, maybe] = use.operator.negated ? [possible, certain] : [certain, possible];
  const exact = meanings.every(({ certainly, possibly }) => certainly === possibly);
  const met: Judgement = isOpen
    ? use.operator.negated
      ? { certainly: never, possibly: elements(maybe) }
      : { certainly: elements(surely), possibly: present(variable) }
    : exact
      ? exactly(elements(certain))
      : { certainly: elements(surely), possibly: elements(maybe) };
  const counted = use.set === undefined ? { certainly: never, possibly: met.possibly } : met;
  return anyOf([without, allOf([there, counted])]);
}
