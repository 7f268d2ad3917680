import { isBuiltin } from "node:module";
import type { Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../scripts/build/bundle.ts";

describe("the bundle", () => {
  let outputs: Metafile["outputs"];

  beforeAll(async () => {
    ({ outputs } = await bundle({ write: false }));
  }, 60_000);

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

  it("starts with nothing but what loads the compiled scripts", () => {
    expect(loadedWith("dist/cli.cjs")).toEqual(["src/cli.ts", "src/compiled-commands.ts"]);
  });

  it("imports nothing but modules of Node that is not in it", () => {
    const outside = Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true).map(({ path }) => path),
    );
    // The TypeScript parser does without these two where they are not there.
    const optional = ["source-map-support", "supports-color"];
    const known = [...optional, "../collect.cjs"];
    const others = outside.filter((path) => !isBuiltin(path) && !known.includes(path));
    expect(others).toEqual([]);
  });

  it("has AWS's SDK in one file, which only the commands that collect ask for", () => {
    const isOfSdk = (path: string): boolean => /@aws-sdk|@smithy|^src\/collect\//.test(path);
    const files = Object.entries(outputs).filter(([, { inputs }]) =>
      Object.keys(inputs).some(isOfSdk),
    );
    expect(files.map(([path]) => path)).toEqual(["dist/collect.cjs"]);
    const asking = Object.entries(outputs).filter(([, { imports }]) =>
      imports.some(({ path }) => path === "../collect.cjs"),
    );
    expect(asking).not.toEqual([]);
    for (const [path, { inputs }] of asking) {
      expect(path).not.toBe("dist/commands/program.cjs");
      expect(Object.keys(inputs)).toContain("src/commands/collect.ts");
    }
  });
});
