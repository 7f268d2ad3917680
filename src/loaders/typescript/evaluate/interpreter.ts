import type { TSESTree } from "@typescript-eslint/types";
import type { Source } from "../../../model/place.ts";
import type { Reference } from "../../../model/value.ts";
import {
  because,
  excerpt,
  native,
  nothing,
  ObjectDatum,
  open,
  text,
  type Datum,
  type FunctionDatum,
  type Open,
  type Spot,
} from "../datum.ts";
import type { UserClass } from "./classes.ts";
import { either } from "./either.ts";
import { listMember } from "./lists.ts";
import type { Given, Machine } from "./machine.ts";
import { mapMember } from "./maps.ts";
import { isCertain, type Maybe } from "./maybe.ts";
import { textMember } from "./texts.ts";
import { Work } from "./work.ts";

/** Things that something which cannot be followed holds, gone through at once. */
const mostEscaped = 2_000;
/** Times that one function is called because something unknown holds it. */
const mostHandedOn = 20;

/** What libraries are told of. */
export interface Hooks {
  /** An object of a class that cannot be followed is made. */
  readonly adopt: Machine["adopt"];
  /** Something that cannot be followed got to know of a resource. */
  readonly referred: (reference: Reference, because: Open) => void;
}

/** Evaluates programs: what is known of them is worked out, nothing of them is executed. */
export class Interpreter implements Machine {
  readonly work = new Work();
  readonly adopt: Machine["adopt"];
  readonly library: Machine["library"];
  /** The classes of the program by where they are written. */
  readonly classes = new Map<TSESTree.Node, UserClass>();
  readonly #constructed = new Set<TSESTree.Node>();
  readonly #called = new Map<Source, Set<number>>();
  readonly #handedOn = new Map<number, number>();
  readonly #referred: Hooks["referred"];
  #maybe: Maybe | undefined;

  constructor(hooks: Hooks, library: Machine["library"]) {
    this.adopt = hooks.adopt;
    this.#referred = hooks.referred;
    this.library = library;
  }

  get maybe(): Maybe | undefined {
    return this.#maybe;
  }

  under<T>(cause: Open, run: () => T): T {
    const around = this.#maybe;
    this.#maybe = { because: cause, around };
    try {
      return run();
    } finally {
      this.#maybe = around;
    }
  }

  /** Why it is not known whether a branch is taken. */
  condition(at: Spot, test: Datum): Open {
    const code = test.kind === "open" ? test.code : "unsupported-expression";
    const why = test.kind === "open" ? `: ${test.detail}` : "";
    return open(at, `it depends on ${excerpt(at)}${why}`, { code });
  }

  call(callee: Datum, given: Given, self?: Datum): Datum {
    if (callee.kind === "function") return callee.call({ ...given, machine: this }, self);
    if (callee.kind === "class" && callee.call !== undefined) {
      return callee.call({ ...given, machine: this }, self);
    }
    const cause = open(given.at, detailOf(callee, given.at), {
      code: callee.kind === "open" ? callee.code : "unsupported-expression",
    });
    if (self !== undefined && self.kind !== "open") this.escape(self, cause);
    for (const one of given.args) this.escape(one, cause);
    return cause;
  }

  make(callee: Datum, given: Given): Datum {
    const { at } = given;
    if (callee.kind !== "class") {
      const cause = open(at, detailOf(callee, at), { there: true });
      // A construct of somebody else's makes its own parts in the scope, and leaves the others.
      const [scope] = given.args;
      const own = scope?.kind === "object" && scope.nature !== undefined ? 1 : 0;
      for (const one of given.args.slice(own)) this.escape(one, cause);
      return cause;
    }
    if (!this.work.object()) {
      this.work.cut(at);
      return open(at, "the programs make too many objects", { code: "too-large", there: true });
    }
    const object = new ObjectDatum(callee, at, this.#maybe);
    callee.construct(object, { ...given, machine: this });
    return object;
  }

  member(of: Datum, name: string, at: Spot): Datum {
    const hidden = of.kind === "map" && of.entries.has(name);
    // Outputs and promises are read as the values that they come to.
    if (!hidden && (name === "apply" || name === "then") && isValue(of)) {
      return native(name, at, (call) =>
        this.call(call.args[0] ?? nothing(at), { args: [of], rest: undefined, at: call.at }),
      );
    }
    switch (of.kind) {
      case "map":
        return of.value(name) ?? mapMember(of, name, at) ?? nothing(of.at);
      case "list":
        return listMember(of, name, at) ?? open(at, `${excerpt(at)} is not known`);
      case "text":
      case "json":
        return textMember(of, name, at) ?? open(at, `${excerpt(at)} is not known`);
      case "object":
        return (
          of.fields.get(name) ??
          of.class.member(of, name, at, this) ??
          (of.rest === undefined ? nothing(at) : because(at, of.rest))
        );
      case "namespace":
        return of.member(name, at) ?? open(at, `${excerpt(at)} is not known`);
      case "class":
        return of.own(name, at, this) ?? open(at, `${excerpt(at)} is not known`);
      case "open": {
        if (of.oneOf !== undefined) return this.#memberOfOne(of, of.oneOf, name, at);
        const references = of.references.map((one) => ({ ...one, attribute: name }));
        return references.length === 0
          ? because(at, of)
          : open(at, of.detail, { code: of.code, references, there: of.there });
      }
      default:
        return open(at, `${excerpt(at)} is not known`);
    }
  }

  assign(of: Datum, name: string, value: Datum, at: Spot): void {
    if (of.kind === "map") {
      const old = of.entries.get(name);
      const certain = isCertain(of.born, this.#maybe);
      of.entries.set(name, {
        key: at,
        value: certain ? value : this.#mixed(old?.value ?? nothing(at), value),
      });
    } else if (of.kind === "object") {
      const certain = isCertain(of.born, this.#maybe);
      const old = of.fields.get(name);
      const set = certain || old === undefined ? value : this.#mixed(old, value);
      if (of.nature?.assign?.(name, set) !== true) of.fields.set(name, set);
    } else if (of.kind === "list") {
      of.rest ??= open(at, `${excerpt(at)} is assigned one by one`);
    }
  }

  /** Members of unknown names are assigned. */
  unsettle(of: Datum, cause: Open): void {
    if (of.kind === "map") {
      of.rest = cause;
      for (const [key, entry] of of.entries) {
        of.entries.set(key, {
          key: entry.key,
          value: either(because(entry.key, cause), entry.value, cause),
        });
      }
    } else if (of.kind === "list" || of.kind === "object") of.rest = cause;
  }

  /** The items that a loop goes over. */
  items(
    over: Datum,
    at: Spot,
  ): { readonly items: readonly Datum[]; readonly rest: Open | undefined } {
    if (over.kind === "list") return { items: [...over.items], rest: over.rest };
    if (over.kind === "text")
      return { items: Array.from(over.text).map((one) => text(one, over.at)), rest: undefined };
    if (over.kind === "nothing") return { items: [], rest: undefined };
    return { items: [], rest: open(at, detailOf(over, at)) };
  }

  /** The names of a value's members. */
  keys(
    over: Datum,
    at: Spot,
  ): { readonly items: readonly Datum[]; readonly rest: Open | undefined } {
    if (over.kind === "map") {
      return {
        items: [...over.entries].map(([key, entry]) => text(key, entry.key)),
        rest: over.rest,
      };
    }
    if (over.kind === "list") {
      return { items: over.items.map((_, index) => text(String(index), at)), rest: over.rest };
    }
    return { items: [], rest: open(at, detailOf(over, at)) };
  }

  escape(value: Datum, cause: Open): void {
    const seen = new Set<Datum>();
    const waiting: Datum[] = [value];
    for (
      let next = waiting.pop();
      next !== undefined && seen.size < mostEscaped;
      next = waiting.pop()
    ) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (next.kind === "list") waiting.push(...next.items);
      else if (next.kind === "map")
        waiting.push(...[...next.entries.values()].map((entry) => entry.value));
      else if (next.kind === "object") {
        if (next.nature === undefined) waiting.push(...next.fields.values());
        else next.nature.escape(cause);
      } else if (next.kind === "function") this.#mayCall(next, cause);
      else if (next.kind === "open") {
        for (const reference of next.references) this.#referred(reference, cause);
      }
    }
  }

  /** Whoever holds a function may call it, with anything. */
  #mayCall(called: FunctionDatum, cause: Open): void {
    const { start } = called.at.span;
    const before = this.#handedOn.get(start) ?? 0;
    if (before >= mostHandedOn) return;
    this.#handedOn.set(start, before + 1);
    const unknown = { args: [], rest: cause, at: called.at, machine: this };
    this.under(cause, () => called.call(unknown, undefined));
  }

  /** What is called on one of several objects may be called on each of them. */
  #memberOfOne(of: Open, objects: readonly ObjectDatum[], name: string, at: Spot): Datum {
    const members = objects.map((object) => ({ object, member: this.member(object, name, at) }));
    const canCall = members.some(({ member: { kind } }) => kind === "function" || kind === "class");
    if (!canCall) {
      const [first, ...others] = members;
      const values = others.map(({ member }) => member);
      return values.reduce((one, other) => either(of, one, other), first?.member ?? of);
    }
    return native(name, at, (call) => {
      const cause = because(call.at, of);
      const made = this.under(cause, () =>
        members.map(({ object, member }) => this.call(member, call, object)),
      );
      const [first, ...others] = made;
      return others.reduce((one, other) => either(cause, one, other), first ?? cause);
    });
  }

  #mixed(old: Datum, value: Datum): Datum {
    const cause = this.#maybe?.because;
    return cause === undefined ? value : either(because(value.at, cause), old, value);
  }

  /** A function of the program is called. */
  called({ source, span }: Spot): void {
    const known = this.#called.get(source);
    if (known === undefined) this.#called.set(source, new Set([span.start]));
    else known.add(span.start);
  }

  isCalled({ source, span }: Spot): boolean {
    return this.#called.get(source)?.has(span.start) ?? false;
  }

  /** A class of the program is written. */
  writtenClass(node: TSESTree.Node, made: UserClass): void {
    if (!this.classes.has(node)) this.classes.set(node, made);
  }

  /** An object of a class of the program is made. */
  constructed(node: TSESTree.Node): void {
    this.#constructed.add(node);
  }

  isConstructed(node: TSESTree.Node): boolean {
    return this.#constructed.has(node);
  }
}

function isValue({ kind }: Datum): boolean {
  return kind !== "function" && kind !== "class" && kind !== "namespace";
}

function detailOf(callee: Datum, at: Spot): string {
  return callee.kind === "open" ? callee.detail : `${excerpt(at)} cannot be followed`;
}
