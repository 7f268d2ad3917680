import type { Source } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import type { Export, Stack } from "./stack.ts";

interface Exported {
  readonly source: Source;
  readonly exported: Export;
}

/** What the templates of a run export. */
export class Exports {
  readonly #stacks: readonly Stack[];
  #byName: Map<string, Exported[]> | undefined;

  /** @param stacks - the stacks of a run, those nested in others left out */
  constructor(stacks: readonly Stack[]) {
    this.#stacks = stacks;
  }

  /**
   * What is exported under a name.
   *
   * @param from - the template that imports it: what another one refers to stands in that one
   */
  named(name: string, from: Source): readonly Value[] {
    return (this.#names.get(name) ?? []).flatMap(({ source, exported }) => {
      const value = exported.value();
      if (value === undefined) return [];
      return [source === from ? value : elsewhere(value, source)];
    });
  }

  get #names(): ReadonlyMap<string, readonly Exported[]> {
    if (this.#byName !== undefined) return this.#byName;
    // Names that need imports themselves are not known while they are gathered.
    const names = (this.#byName = new Map<string, Exported[]>());
    for (const root of this.#stacks) {
      const { source } = root.template;
      root.resources();
      for (const exported of root.stacks().flatMap((stack) => stack.exports())) {
        const known = names.get(exported.name);
        if (known === undefined) names.set(exported.name, [{ source, exported }]);
        else known.push({ source, exported });
      }
    }
    return names;
  }
}

/** A value whose references lead to resources of another document. */
function elsewhere(value: Value, source: Source): Value {
  switch (value.kind) {
    case "unknown":
      return {
        ...value,
        references: value.references.map((reference) => ({ source, ...reference })),
      };
    case "list": {
      const { place, sensitive, rest } = value;
      const open = rest === undefined ? undefined : elsewhere(rest, source);
      return {
        kind: "list",
        items: value.items.map((item) => elsewhere(item, source)),
        rest: open?.kind === "unknown" ? open : rest,
        place,
        sensitive,
      };
    }
    default:
      return value;
  }
}
