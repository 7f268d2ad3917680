import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import type { Body } from "../../../src/source/hcl/syntax.ts";

const folder = join(import.meta.dirname, "../../../fixtures/hcl");

/** One text of `fixtures/hcl`. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads texts of `fixtures/hcl`.
 *
 * @param verdict - what Terraform says of them, which is the name of their folder
 */
export function samples(verdict: "valid" | "invalid"): readonly Sample[] {
  return readdirSync(join(folder, verdict)).map((name) => ({
    name,
    text: readFileSync(join(folder, verdict, name), "utf8"),
  }));
}

/**
 * Takes texts apart into their arguments and blocks, each as a text of its own: a change to a small
 * text leaves it valid more often.
 *
 * @param whole - texts of HCL
 * @returns the texts and what they are made of
 */
export function withPieces(whole: readonly string[]): readonly string[] {
  return whole.flatMap((text) => {
    const pieces = (body: Body): readonly string[] =>
      [...body.attributes, ...body.blocks.flatMap((block) => [block, ...block.body.blocks])]
        .map(({ span }) => `${text.slice(span.start, span.end)}\n`)
        .concat(body.blocks.flatMap((block) => pieces({ ...block.body, blocks: [] })));
    return [text, ...pieces(parseHcl(text).body)];
  });
}

/** What is put into texts: whatever opens, closes, separates or escapes something. */
const fragments: readonly string[] = [
  ..."{ } [ ] ( ) \" = , : . * - ! ? ~ $ % \\ # ' ; _ 1 a é e\u0301 😀 \u00a0 \ufeff".split(" "),
  ..."${ %{ ${~ ~} $${ %%{ :: ... [*] .* && == => // /* */ \\n \\u00e9 0.5 1e5 null".split(" "),
  ...[
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "<<E\n",
    "<<-E\n",
    "\nE\n",
    "for a in b :",
    "if ",
    "x = 1\n",
    "b {\n",
    'b "l" {',
  ],
  ...["%{ if a }", "%{ else }", "%{ endif }", "%{~ for a in b ~}", "%{ endfor }"],
];

/** Numbers that look random and are the same for the same seed. */
function* numbers(seed: number): Generator<number, never> {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    yield state;
  }
}

/**
 * Makes texts with a few changes each: something deleted, put in, replaced, or copied from elsewhere.
 *
 * @param texts - what to change
 * @param seed - the same seed gives the same mutants
 * @param count - how many to make
 */
export function mutants(texts: readonly string[], seed: number, count: number): readonly string[] {
  const source = numbers(seed);
  const below = (limit: number): number => source.next().value % limit;
  return Array.from({ length: count }, () => {
    let text = texts[below(texts.length)] ?? "";
    for (let changes = 1 + below(2); changes > 0; changes -= 1) {
      const at = below(text.length + 1);
      const fragment = fragments[below(fragments.length)] ?? "";
      const copied = text.slice(below(text.length + 1)).slice(0, below(20));
      const [removed, added] = [
        [1 + below(3), ""],
        [0, fragment],
        [1 + below(3), fragment],
        [0, copied],
      ][below(4)] as [number, string];
      text = text.slice(0, at) + added + text.slice(at + removed);
    }
    // Half of a pair of surrogates, which no file holds, becomes another character.
    return Buffer.from(text).toString();
  });
}
