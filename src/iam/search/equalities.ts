import { mostTracks, onTrack, textOnTrack } from "./case-tracks.ts";
import type { Literal } from "./formula.ts";
import type { Constraint, Language } from "./language.ts";
import type { TextView } from "./reading.ts";
import { textFor } from "./values.ts";
import type { TextVariable, Value } from "./variable.ts";
import type { Work } from "./work.ts";

/** That two texts are the same, or are not. */
export type Equal = Literal & { readonly kind: "equal" };

/** A variable whose value follows from the root of its group. */
interface Member {
  readonly variable: TextVariable;
  /** Values of the root with which the variable's value is of a language. */
  readonly holding: (language: Language) => Language;
  readonly partOf: (root: string) => string;
  /** Members of one track have the same case. */
  readonly track: number;
}

/** Variables that equal one another, of which one decides the values of all. */
interface Group {
  readonly root: TextVariable;
  readonly members: ReadonlyMap<TextVariable, Member>;
  readonly tracks: number;
}

/** Values of variables; `complete` is false where others than those tried may exist. */
export type Found =
  | { readonly kind: "texts"; readonly texts: ReadonlyMap<TextVariable, string> }
  | { readonly kind: "none"; readonly complete: boolean };

/**
 * Texts for a variable and for all that equal it.
 *
 * @param equalities - what must be the same
 * @param constraintsOf - gives what each variable's own value meets
 * @param near - a text for the variable that met most of it
 */
export function equalTexts(
  variable: TextVariable,
  equalities: readonly Equal[],
  constraintsOf: (variable: TextVariable) => readonly Constraint[],
  work: Work,
  near?: Value,
): Found {
  const edges = equalities.filter(({ same }) => same);
  const linked = connected(variable, edges);
  if (linked.length === 1) {
    const text = textFor(variable, constraintsOf(variable), work, near);
    if (text === undefined) return { kind: "none", complete: true };
    return { kind: "texts", texts: new Map([[variable, text]]) };
  }
  const group = groupOf(linked, edges);
  if (group === undefined) return { kind: "none", complete: false };
  const found = rootTexts(group, constraintsOf, work);
  if (found.kind === "none") return found;
  const values = new Map(
    linked.map((one) => {
      const member = group.members.get(one);
      return [one, member?.partOf(textOnTrack(found.text, member.track)) ?? ""] as const;
    }),
  );
  const agree = edges.every(
    (edge) =>
      !values.has(edge.left.variable) ||
      isSame(edge, values.get(edge.left.variable) ?? "", values.get(edge.right.variable) ?? ""),
  );
  return agree ? { kind: "texts", texts: values } : { kind: "none", complete: false };
}

/** @returns whether values of both variables are the same, as far as an equality asks */
export function isSame({ left, right, caseless }: Equal, one: string, other: string): boolean {
  const [first, second] = [left.partOf(one), right.partOf(other)];
  return first === second || (caseless && first.toLowerCase() === second.toLowerCase());
}

/** @returns whether equalities alone contradict that two texts differ */
export function isRefuted({ left, right, caseless }: Equal, equalities: readonly Equal[]): boolean {
  const edges = equalities.filter((one) => one.same && (caseless || !one.caseless));
  const reached = [nodeOf(left)];
  for (const node of reached) {
    for (const edge of edges) {
      const [one, other] = [nodeOf(edge.left), nodeOf(edge.right)];
      if (one === node && !reached.includes(other)) reached.push(other);
      if (other === node && !reached.includes(one)) reached.push(one);
    }
  }
  return reached.includes(nodeOf(right));
}

/** The same text is the same node. */
function nodeOf(view: TextView): TextVariable | TextView {
  return view.isWhole ? view.variable : view;
}

/** The variables that a chain of equalities leads to, the first among them. */
function connected(first: TextVariable, edges: readonly Equal[]): readonly TextVariable[] {
  const found = [first];
  if (edges.length === 0) return found;
  for (const member of found) {
    for (const { left, right } of edges) {
      if (left.variable === member && !found.includes(right.variable)) found.push(right.variable);
      if (right.variable === member && !found.includes(left.variable)) found.push(left.variable);
    }
  }
  return found;
}

/** Undefined where none of the variables decides the values of all others. */
function groupOf(linked: readonly TextVariable[], edges: readonly Equal[]): Group | undefined {
  for (const root of linked) {
    const { members, tracks } = reach(root, edges);
    if (members.size === linked.length && tracks <= mostTracks) return { root, members, tracks };
  }
  return undefined;
}

/** What follows from one variable: a text that is the same as a part of it, and so on. */
function reach(root: TextVariable, edges: readonly Equal[]): Omit<Group, "root"> {
  const start: Member = {
    variable: root,
    holding: (language) => language,
    partOf: (text) => text,
    track: 0,
  };
  const members = new Map<TextVariable, Member>([[root, start]]);
  let tracks = 1;
  for (const from of members.values()) {
    for (const { left, right, caseless } of edges) {
      for (const [view, other] of [
        [left, right],
        [right, left],
      ] as const) {
        if (view.variable !== from.variable || !other.isWhole) continue;
        if (members.has(other.variable)) continue;
        members.set(other.variable, {
          variable: other.variable,
          holding: (language) => from.holding(view.holding(language)),
          partOf: (text) => view.partOf(from.partOf(text)),
          track: caseless ? tracks++ : from.track,
        });
      }
    }
  }
  return { members, tracks };
}

function rootTexts(
  { root, members, tracks }: Group,
  constraintsOf: (variable: TextVariable) => readonly Constraint[],
  work: Work,
): { kind: "text"; text: string } | { kind: "none"; complete: boolean } {
  const own = [...members.values()].flatMap((member) =>
    constraintsOf(member.variable).map((constraint) => ({ member, constraint })),
  );
  const alike = own.map(({ member, constraint: { language, inside } }): Constraint => ({
    language: member.holding(language),
    inside,
  }));
  const text = textFor(root, alike, work);
  if (text !== undefined) return { kind: "text", text };
  if (tracks === 1) return { kind: "none", complete: true };
  const apart: Constraint[] = [];
  for (const { member, constraint } of own) {
    const language = onTrack(constraint.language, member.track, tracks);
    if (language === undefined) return { kind: "none", complete: false };
    apart.push({ language: member.holding(language), inside: constraint.inside });
  }
  const found = work.shortest(apart);
  if (found === undefined) return { kind: "none", complete: true };
  return { kind: "text", text: found };
}
