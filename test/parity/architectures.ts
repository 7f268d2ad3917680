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
  /** What the ecosystems call things of this architecture alone, as in `names.json`. */
  readonly names: Names;
  /** Why it is written in no others than its ecosystems; undefined where each could express it. */
  readonly because: string | undefined;
  /** The ecosystems that it is written in, each a folder. */
  readonly ecosystems: readonly string[];
}

/** What a thing is called: for each name, its words by ecosystem. */
type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What stands beside the code in every ecosystem: AWS's answers about what runs. */
const observed = "observed";

/** The architectures below `fixtures/parity`. */
export const architectures: readonly Architecture[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const folder = `${root}/${name}`;
    const expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as Pick<
      Architecture,
      "about" | "answers"
    > &
      Partial<Pick<Architecture, "names" | "because">>;
    const ecosystems = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== observed)
      .map((entry) => entry.name);
    return { names: {}, because: undefined, ...expected, name, ecosystems };
  });

const shared = JSON.parse(readFileSync(`${root}/names.json`, "utf8")) as Names;

/**
 * Puts the ecosystem's own words in place of `{name}`: those of the architecture, else those that
 * all architectures share.
 *
 * @param ecosystem - a folder such as `cloudformation-yaml`; what is not told of it is told of
 *   `cloudformation`
 */
export function inWordsOf({ names }: Architecture, ecosystem: string, text: string): string {
  return text.replace(/\{([^{}\s]+)\}/g, (_, name: string) => {
    const [family = ""] = ecosystem.split("-", 1);
    const words = names[name] ?? shared[name];
    const own = words?.[ecosystem] ?? words?.[family];
    if (own === undefined) throw new Error(`nothing tells the ${name} of ${ecosystem}`);
    return own;
  });
}

/** The folders of an architecture in an ecosystem, and the configuration that all of them share. */
export function inputsOf(
  { name }: Architecture,
  ecosystem: string,
): { readonly paths: readonly string[]; readonly config: string | undefined } {
  const folder = `${root}/${name}`;
  const config = `${folder}/guardlint.yaml`;
  const paths = [`${folder}/${ecosystem}`, `${folder}/${observed}`];
  return { paths: paths.filter(existsSync), config: existsSync(config) ? config : undefined };
}
