import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { projectRoot, textOf } from "../../scripts/project.ts";
import { version } from "../../src/version.ts";
import { readLock, readManifest } from "./manifest.ts";

const manifest = readManifest();

describe("package.json", () => {
  it("says what the package is", () => {
    expect(manifest).toMatchObject({
      name: "guardlint",
      license: "Apache-2.0",
      type: "module",
      engines: { node: ">=20.19.0" },
      bin: { guardlint: "dist/cli.cjs" },
    });
  });

  it("has the version that the program prints", () => {
    expect(version).toBe(manifest.version);
  });

  it("ships what the program and its users read, and nothing else", () => {
    expect(manifest.files).toEqual(["dist", "schema", "rules.yaml"]);
  });

  it("asks nothing of those who install it: all is bundled", () => {
    expect(manifest.dependencies ?? {}).toEqual({});
  });

  it("pins every version", () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
    );
    expect(loose).toEqual([]);
  });

  it("names scripts that are there", () => {
    const files = Object.values(manifest.scripts).flatMap(
      (script) => /^tsx (\S+)/.exec(script)?.slice(1) ?? [],
    );
    expect(files.filter((file) => textOf(file) === undefined)).toEqual([]);
  });
});

describe("the program's file", () => {
  it("can be run", () => {
    expect(textOf("dist/cli.cjs")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(`${projectRoot}/dist/cli.cjs`).mode & 0o111).toBe(0o111);
  });

  it("says so where files of its own are missing", () => {
    const folder = mkdtempSync(`${tmpdir()}/guardlint-program-`);
    try {
      cpSync(`${projectRoot}/dist/cli.cjs`, `${folder}/cli.cjs`);
      const { status, stderr } = spawnSync(process.execPath, [`${folder}/cli.cjs`], {
        encoding: "utf8",
      });
      expect(stderr).toBe(
        `guardlint: its own files are not as they were installed: ${folder}/commands/program.cjs is missing\n`,
      );
      expect(status).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("package-lock.json", () => {
  it("names no host, so that any registry serves", () => {
    const hosts = Object.values(readLock()).filter(({ resolved }) => resolved !== undefined);
    expect(hosts).toEqual([]);
  });
});
