import { describe, expect, it } from "vitest";
import { bundle } from "../../scripts/build/bundle.ts";
import { bundledPackages, noticesText } from "../../scripts/build/notices.ts";
import { textOf } from "../../scripts/project.ts";
import { readLock } from "./manifest.ts";

/** Licences that ask for no more than a notice. */
const permissive = [
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
];

/** The TypeScript parser, and what it brings. */
const ofTheParser: ReadonlySet<string> = new Set([
  "@isaacs/nonrecursive-glob-match",
  "@typescript-eslint/parser",
  "@typescript-eslint/project-service",
  "@typescript-eslint/scope-manager",
  "@typescript-eslint/tsconfig-utils",
  "@typescript-eslint/types",
  "@typescript-eslint/typescript-estree",
  "@typescript-eslint/visitor-keys",
  "balanced-match",
  "brace-expansion",
  "debug",
  "eslint-visitor-keys",
  "fdir",
  "minimatch",
  "ms",
  "picomatch",
  "semver",
  "tinyglobby",
  "ts-api-utils",
  "typescript",
]);

describe("licences", () => {
  it("the project has its own", () => {
    expect(textOf("LICENSE")).toMatch(/^\s*Apache License\n\s*Version 2\.0, January 2004\n/);
  });

  it("of all that is bundled are permissive, and are handed on", async () => {
    const packages = bundledPackages(await bundle({ write: false }));
    expect(packages.filter(({ license }) => !permissive.includes(license))).toEqual([]);
    const notices = noticesText(packages);
    for (const { name, version, text } of packages) {
      expect(notices).toContain(`${name} ${version} (`);
      expect(notices).toContain(text.trim());
    }
    const ours = packages
      .map(({ name }) => name)
      .filter((name) => !ofTheParser.has(name) && !/^@(?:aws|aws-sdk|smithy)\//.test(name));
    expect(ours).toEqual(["bowser", "ignore", "yaml"]);
  }, 60_000);

  it("of the tools are known, and none binds what is made with them", () => {
    const binding = Object.entries(readLock()).filter(([, { license }]) =>
      /AGPL|(^|[^L])GPL|SSPL|BUSL/.test(license ?? ""),
    );
    expect(binding).toEqual([]);
  });
});
