import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
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
      bin: { guardlint: "bin/guardlint.cjs" },
    });
  });

  it("has the version that the program prints", () => {
    expect(version).toBe(manifest.version);
  });

  it("ships what the program and its users read, and nothing else", () => {
    expect(manifest.files).toEqual(["bin", "dist", "schema", "rules.yaml"]);
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
    expect(textOf("bin/guardlint.cjs")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(`${projectRoot}/bin/guardlint.cjs`).mode & 0o111).toBe(0o111);
  });

  describe("in a package", () => {
    const run = (program: string | undefined): { status: number | null; stderr: string } => {
      const folder = mkdtempSync(`${tmpdir()}/guardlint-bin-`);
      try {
        mkdirSync(`${folder}/bin`);
        cpSync(`${projectRoot}/bin/guardlint.cjs`, `${folder}/bin/guardlint.cjs`);
        writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
        if (program !== undefined) {
          mkdirSync(`${folder}/dist`);
          writeFileSync(`${folder}/dist/cli.cjs`, program);
        }
        const { status, stderr } = spawnSync(process.execPath, [`${folder}/bin/guardlint.cjs`], {
          encoding: "utf8",
        });
        return { status, stderr };
      } finally {
        rmSync(folder, { recursive: true });
      }
    };

    it("runs the program", () => {
      expect(run("process.exitCode = 3;")).toEqual({ status: 3, stderr: "" });
    });

    it("says so where it is not built", () => {
      expect(run(undefined)).toEqual({
        status: 2,
        stderr: "guardlint: it is not built yet; 'npm run build' in its folder does that\n",
      });
    });

    it("does not take another missing module for that", () => {
      const { status, stderr } = run('require("./chunk.cjs");');
      expect(status).not.toBe(0);
      expect(stderr).toContain("chunk.cjs");
    });
  });
});

describe("package-lock.json", () => {
  it("names no host, so that any registry serves", () => {
    const hosts = Object.values(readLock()).filter(({ resolved }) => resolved !== undefined);
    expect(hosts).toEqual([]);
  });
});
