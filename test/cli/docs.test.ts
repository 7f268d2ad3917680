import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/commands/catalog.ts";
import { parseArguments } from "../../src/commands/arguments.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

const repository = join(import.meta.dirname, "../..");

const options = {
  config: undefined,
  failOn: "warning",
  undetermined: "pass",
  noInputs: "fail",
  rules: [],
  ignore: true,
  timing: false,
} as const;

const pages = [
  ...readdirSync(repository).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

function read(page: string): string {
  return readFileSync(join(repository, page), "utf8");
}

/** The code blocks of a page in one language. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text ?? "");
}

describe("links lead somewhere", () => {
  it.each(pages)("%s", (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, to]) => to ?? "",
    );
    const broken = targets.filter((to) => !existsSync(join(repository, dirname(page), to)));
    expect(broken).toEqual([]);
  });
});

describe("examples are true", () => {
  it.each([...blocks("docs/configuration.md", "yaml"), ...blocks("README.md", "yaml")])(
    "the configuration %#",
    async (text) => {
      const path = "guardlint.yaml";
      const outcome = await readSettings({ path, text, syntax: "yaml", confidential: false });
      expect(outcome.notifications).toEqual([]);
      expect(outcome.settings?.file).toBe(path);
    },
  );

  it.each(blocks("docs/inventory.md", "yaml"))("the inventory %#", async (text) => {
    const host = memoryHost({ "inventory.yaml": text });
    const { report } = await run(host, { ...options, paths: ["inventory.yaml"] });
    expect(report.notifications).toEqual([]);
    expect(report.summary.files).toEqual({ read: 1, loaded: 1, failed: 0 });
  });

  const lines = pages.flatMap((page) =>
    [...blocks(page, "console"), ...blocks(page, "bash")].flatMap((text) =>
      [...text.matchAll(/\bguardlint ([a-z]+)( [^#\n]*)?/g)].map(([, name, words]) => ({
        page,
        name: name ?? "",
        words: (words ?? "").split(/\s+/).filter((word) => word !== ""),
      })),
    ),
  );
  it.each(lines)("$page: guardlint $name $words", async ({ name, words }) => {
    const command = (await allCommands()).find((entry) => entry.name === name);
    const given = parseArguments(words, command?.options ?? []);
    expect(() => command?.options.map((option) => given.get(option))).not.toThrow();
  });
});
