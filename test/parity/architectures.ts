import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Verdict } from "../../src/model/finding.ts";

const root = "fixtures/parity";

/** One answer that every ecosystem gives, each in its own words and at its own place. */
export interface Expected {
  readonly rule: string;
  readonly verdict: Verdict;
  /** `{name}` stands for what the ecosystem calls it: see `fixtures/parity/names.json`. */
  readonly subject: string;
  /** The underlined text; one that ends with `…` is its beginning. */
  readonly at: string;
}

/** A small architecture, written once for each ecosystem that can express it. */
export interface Architecture {
  readonly name: string;
  readonly about: string;
  /** Every answer of every rule that is named here. */
  readonly answers: readonly Expected[];
  /** The ecosystems that it is written in, each a folder. */
  readonly ecosystems: readonly string[];
}

/** The architectures below `fixtures/parity`. */
export const architectures: readonly Architecture[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const folder = `${root}/${name}`;
    const expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as Pick<
      Architecture,
      "about" | "answers"
    >;
    const ecosystems = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    return { ...expected, name, ecosystems };
  });

const names = JSON.parse(readFileSync(`${root}/names.json`, "utf8")) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/**
 * Puts the ecosystem's own words in place of `{name}`.
 *
 * @param ecosystem - a folder such as `cloudformation-yaml`; what is not told of it is told of
 *   `cloudformation`
 */
export function inWordsOf(ecosystem: string, text: string): string {
  return text.replace(/\{([^{}\s]+)\}/g, (_, name: string) => {
    const [family = ""] = ecosystem.split("-", 1);
    const own = names[name]?.[ecosystem] ?? names[name]?.[family];
    if (own === undefined) throw new Error(`names.json tells no ${name} of ${ecosystem}`);
    return own;
  });
}

/** The folder of an architecture in an ecosystem, and the configuration that all of them share. */
export function inputsOf(
  architecture: Architecture,
  ecosystem: string,
): { readonly path: string; readonly config: string | undefined } {
  const config = `${root}/${architecture.name}/guardlint.yaml`;
  return {
    path: `${root}/${architecture.name}/${ecosystem}`,
    config: existsSync(config) ? config : undefined,
  };
}
