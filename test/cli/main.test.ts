import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allCommands, catalog } from "../../src/commands/catalog.ts";
import { main } from "../../src/commands/main.ts";
import { version } from "../../src/version.ts";
import { memoryHost } from "../memory-host.ts";

async function run(argv: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const host = memoryHost(files);
  const code = await main(argv, host);
  return { code, ...host.output };
}

it("knows the version of the package", async () => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(manifest).toMatchObject({ version });
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

describe("help", () => {
  it.each([[["--help"]], [["-h"]], [["help"]]])("%j lists the commands", async (argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const entry of await allCommands()) {
      expect(stdout).toContain(`  ${entry.name.padEnd(7)}  ${entry.summary}\n`);
    }
  });

  it("is what a bare call prints, as a failure", async () => {
    const { stdout: overview } = await run(["--help"]);
    expect(await run([])).toEqual({ code: 2, stdout: "", stderr: overview });
  });

  it.each(catalog.map((entry) => entry.name))("guardlint %s --help", async (name) => {
    const command = await catalog.find((candidate) => candidate.name === name)?.load();
    const { code, stdout, stderr } = await run([name, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Usage: guardlint ${name} [OPTIONS]`);
    for (const option of command?.options ?? []) {
      expect(stdout).toContain(`\n  --${option.name}`);
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(await run(["help", name])).toEqual({ code, stdout, stderr });
    expect(command).toMatchObject({ name, summary: command?.summary });
  });
});

describe("a command line that makes no sense ends with 2 and says what was meant", () => {
  it.each([
    {
      argv: ["chekc"],
      says: "guardlint: 'chekc' is not a command\nDid you mean 'check'?\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["."],
      says: "guardlint: '.' is not a command\nTo lint it: guardlint check .\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["plan.json"],
      says: "guardlint: 'plan.json' is not a command\nTo lint it: guardlint check plan.json\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["-"],
      says: "guardlint: '-' is not a command\nTo lint it: guardlint check -\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["--versoin"],
      says: "guardlint: unknown option '--versoin'\nDid you mean '--version'?\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["--format", "json"],
      says: "guardlint: unknown option '--format'\nOptions follow the command: guardlint check --format\n'guardlint --help' says what there is.\n",
    },
    {
      argv: ["check", "--fial-on", "note"],
      says: "guardlint: unknown option '--fial-on'\nDid you mean '--fail-on'?\n'guardlint check --help' says what there is.\n",
    },
    {
      argv: ["check", "--format", "sarfi"],
      says: "guardlint: --format takes text, json or sarif, not 'sarfi'\nDid you mean 'sarif'?\n'guardlint check --help' says what there is.\n",
    },
    {
      argv: ["check", "--output", "a.json"],
      says: "guardlint: --output a.json has no --format before it\nWrite, for example, --format sarif --output a.json\n'guardlint check --help' says what there is.\n",
    },
    {
      argv: ["check", "-", "-"],
      says: "guardlint: standard input can be read once: - is given twice\n'guardlint check --help' says what there is.\n",
    },
    {
      argv: ["check", "--rule", "open-endpoint-ingres"],
      says: "guardlint: there is no rule 'open-endpoint-ingres'\nDid you mean 'open-endpoint-ingress'?\n'guardlint check --help' says what there is.\n",
    },
    {
      argv: ["explain", "non-bolean-tag-value"],
      says: "guardlint: there is no rule 'non-bolean-tag-value'\nDid you mean 'non-boolean-tag-value'?\n'guardlint explain --help' says what there is.\n",
    },
    {
      argv: ["explain"],
      says: "guardlint: explain needs the id of one rule\n'guardlint rules' lists them\n'guardlint explain --help' says what there is.\n",
    },
    {
      argv: ["rules", "extra"],
      says: "guardlint: rules takes no argument, and 'extra' is one\n'guardlint rules --help' says what there is.\n",
    },
  ])("$argv", async ({ argv, says }) => {
    expect(await run(argv, { "plan.json": "{}" })).toEqual({ code: 2, stdout: "", stderr: says });
  });
});

describe("a fault of the program", () => {
  const broken = (debug: boolean) => {
    const host = memoryHost({}, { env: { debug } });
    return {
      ...host,
      status: (): never => {
        throw new Error("first line\nsecond line");
      },
    };
  };

  it("is told in one sentence, without a stack", async () => {
    const host = broken(false);
    expect(await main(["nowhere"], host)).toBe(2);
    expect(host.output.stderr).toBe(
      "guardlint: internal error: first line\n" +
        "This is a fault of guardlint, not of the input, and nothing was judged.\n" +
        "GUARDLINT_DEBUG=1 shows where it happened.\n",
    );
  });

  it("shows its stack to whoever asks", async () => {
    const host = broken(true);
    expect(await main(["nowhere"], host)).toBe(2);
    expect(host.output.stderr).toContain("second line\n    at ");
  });
});

it("ends with 2 where the output could not be written", async () => {
  const host = memoryHost({});
  const full = {
    ...host,
    flush: () => Promise.resolve({ ok: false as const, message: "no space left on the device" }),
  };
  expect(await main(["--version"], full)).toBe(2);
  expect(host.output.stderr).toBe(
    "guardlint: cannot write the output: no space left on the device\n",
  );
});
