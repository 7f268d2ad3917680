import type { Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../scripts/build/bundle.ts";

describe("the bundle", () => {
  let outputs: Metafile["outputs"];

  beforeAll(async () => {
    ({ outputs } = await bundle({ write: false }));
  });

  /** The sources that are loaded with a file, before anything is asked for. */
  function loadedWith(entry: string): readonly string[] {
    const files = [entry];
    for (const file of files) {
      for (const { path, kind } of outputs[file]?.imports ?? []) {
        if (kind === "import-statement" && path in outputs && !files.includes(path)) {
          files.push(path);
        }
      }
    }
    return files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).sort();
  }

  it("prints the version without loading anything else", () => {
    expect(loadedWith("dist/cli.js")).toEqual([
      "src/cli.ts",
      "src/commands/main.ts",
      "src/decode-text.ts",
      "src/host.ts",
      "src/version.ts",
    ]);
  });

  it("does not load the YAML parser before there is YAML", () => {
    const loaded = loadedWith("dist/commands.js");
    expect(loaded).toContain("src/run.ts");
    expect(loaded.filter((path) => path.startsWith("node_modules/yaml/"))).toEqual([]);
  });

  it("imports nothing that is not in it but modules of Node, and the commands' bundle", () => {
    const outside = Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true).map(({ path }) => path),
    );
    expect(outside.filter((path) => !path.startsWith("node:"))).toEqual(["./commands.js"]);
    expect(Object.keys(outputs)).toContain("dist/commands.js");
  });
});
