import fc from "fast-check";
import type { Path, Span } from "../../../src/model/place.ts";

/** JSON as somebody may write it: members may repeat, keys and strings may be escaped anyhow. */
export type Written =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Written[]; readonly blank: string }
  | {
      readonly kind: "object";
      readonly members: readonly (readonly [key: string, value: Written])[];
      readonly blank: string;
    };

/** One member of a written text, as a reader that keeps the last of repeated keys sees it. */
export interface Member {
  readonly steps: readonly (string | number)[];
  readonly value: Span;
  readonly key: Span | undefined;
}

/** A written text with all that a naive reader knows of it. */
export interface WrittenText {
  readonly text: string;
  /** Members that count. */
  readonly members: readonly Member[];
  /** Members of objects that a later statement of their key replaces. */
  readonly replaced: readonly Member[];
  readonly duplicates: readonly {
    readonly steps: readonly (string | number)[];
    readonly key: string;
    readonly span: Span;
  }[];
}

const blank = fc.constantFrom("", " ", "\n  ", "\r\n\t");

/** A character as it is, or in one of its escapes. */
const character = fc.constantFrom(
  ...["a", "0", "{", "]", ",", ":", "é", "\\u00e9", "\u2028", "\ud83d\ude00", "\\ud83d", "\\ude00"],
  ...['\\"', "\\\\", "\\/", "\\n", "\\t", "\\u0022", "\\u005c", "\\u005C", "\\b"],
);

const string = fc.array(character, { maxLength: 6 }).map((parts) => `"${parts.join("")}"`);

const key = fc.oneof(
  fc.constantFrom('"a"', '"b"', '"\\u0061"', '"0"', '""', '"__proto__"', '"constructor"'),
  string,
);

const scalar = fc.oneof(
  string,
  fc.constantFrom("null", "true", "false", "0", "-1.5e+3", "12345678901234567890"),
);

/** Values of any shape. */
export const writtenJson: fc.Arbitrary<Written> = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar.map((text): Written => ({ kind: "scalar", text })),
    fc
      .record({ items: fc.array(tie("value"), { maxLength: 4 }), blank })
      .map((list): Written => ({ kind: "list", ...list })),
    fc
      .record({ members: fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }), blank })
      .map((object): Written => ({ kind: "object", ...object })),
  ),
})).value;

/** Writes a value down and notes where everything came to stand. */
export function write(value: Written, before = ""): WrittenText {
  let text = before;
  const duplicates: WrittenText["duplicates"][number][] = [];
  const replaced: Member[] = [];

  const put = (
    written: Written,
    steps: readonly (string | number)[],
    keySpan: Span | undefined,
  ): readonly Member[] => {
    const start = text.length;
    const below: Member[] = [];
    switch (written.kind) {
      case "scalar":
        text += written.text;
        break;
      case "list":
        text += `[${written.blank}`;
        for (const [index, item] of written.items.entries()) {
          if (index > 0) text += `${written.blank},`;
          below.push(...put(item, [...steps, index], undefined));
        }
        text += `${written.blank}]`;
        break;
      case "object": {
        const last = new Map<string, readonly Member[]>();
        text += `{${written.blank}`;
        for (const [index, [quoted, member]] of written.members.entries()) {
          if (index > 0) text += `,${written.blank}`;
          const name = String(JSON.parse(quoted));
          const span = { start: text.length, end: text.length + quoted.length };
          const earlier = last.get(name);
          if (earlier !== undefined) {
            duplicates.push({ steps, key: name, span });
            replaced.push(...earlier);
          }
          text += `${quoted}${written.blank}:`;
          last.set(name, put(member, [...steps, name], span));
        }
        text += `${written.blank}}`;
        below.push(...[...last.values()].flat());
        break;
      }
    }
    const own = { steps, value: { start, end: text.length }, key: keySpan };
    return steps.length === 0 ? below : [own, ...below];
  };

  const members = put(value, [], undefined);
  return { text, members, replaced, duplicates };
}

/** Steps from the root as a path. */
export function pathOf(steps: readonly (string | number)[]): Path | undefined {
  return steps.reduce<Path | undefined>((parent, step) => ({ parent, step }), undefined);
}

/** A path as steps from the root. */
export function stepsTo(path: Path | undefined): readonly (string | number)[] {
  return path === undefined ? [] : [...stepsTo(path.parent), path.step];
}

/** What the steps lead to in parsed JSON; undefined where they lead nowhere. */
export function follow(raw: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, step)?.value
        : undefined,
    raw,
  );
}
