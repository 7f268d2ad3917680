import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHost } from "../../src/host.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guardlint-host-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const node = process.execPath;
const host = createHost();

describe("reading a file", () => {
  it.each([
    { name: "ASCII", bytes: Buffer.from("{}\n"), text: "{}\n", replaced: false },
    { name: "empty", bytes: Buffer.alloc(0), text: "", replaced: false },
    { name: "UTF-8", bytes: Buffer.from("é😀"), text: "é😀", replaced: false },
    {
      name: "UTF-8 with a byte order mark, which stays",
      bytes: Buffer.from("\uFEFF{}"),
      text: "\uFEFF{}",
      replaced: false,
    },
    {
      name: "UTF-16 little endian",
      bytes: Buffer.from("\uFEFFé😀", "utf16le"),
      text: "\uFEFFé😀",
      replaced: false,
    },
    {
      name: "UTF-16 big endian",
      bytes: Buffer.from("\uFEFFé😀", "utf16le").swap16(),
      text: "\uFEFFé😀",
      replaced: false,
    },
    {
      name: "UTF-8 with a bad byte",
      bytes: Buffer.from([0x61, 0xff, 0x62]),
      text: "a\uFFFDb",
      replaced: true,
    },
  ])("$name", ({ bytes, text, replaced }) => {
    const path = join(folder, "file");
    writeFileSync(path, bytes);
    expect(host.readFile(path)).toEqual({ ok: true, text, replaced });
  });

  it("replaces a file as a whole, and makes it for its owner alone", () => {
    const path = join(folder, "snapshot.json");
    expect(host.replaceFile(path, "one")).toEqual({ ok: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o640);
    expect(host.replaceFile(path, "two")).toEqual({ ok: true });
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(host.readFile(path)).toMatchObject({ ok: true, text: "two" });
    expect(readdirSync(folder)).toEqual(["snapshot.json"]);
  });

  it("replaces what a link leads to, and leaves nothing behind where it cannot", () => {
    const path = join(folder, "link.json");
    symlinkSync(join(folder, "target.json"), path);
    writeFileSync(join(folder, "target.json"), "");
    expect(host.replaceFile(path, "one")).toEqual({ ok: true });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(host.readFile(join(folder, "target.json"))).toMatchObject({ ok: true, text: "one" });
    expect(host.replaceFile(folder, "one")).toMatchObject({ ok: false });
    expect(host.replaceFile(join(folder, "nowhere", "a.json"), "one")).toEqual({
      ok: false,
      message: "no such file or directory",
    });
    expect(readdirSync(folder).sort()).toEqual(["link.json", "target.json"]);
  });

  it("ends as programs do that are interrupted, and says so first", () => {
    const program = join(folder, "interrupted.ts");
    const source = JSON.stringify(join(process.cwd(), "src/host.ts"));
    writeFileSync(
      program,
      `import { createHost } from ${source};
      createHost().onInterrupt(() => process.stdout.write("kept"));
      setTimeout(() => undefined, 20_000);
      process.kill(process.pid, "SIGINT");`,
    );
    const ended = spawnSync(node, ["--import", "tsx", program], { encoding: "utf8" });
    expect([ended.status, ended.stdout]).toEqual([130, "kept"]);
  });

  it("adds to a file, and takes it away", () => {
    const path = join(folder, "journal");
    expect(host.appendFile(path, "a\n")).toEqual({ ok: true });
    expect(host.appendFile(path, "b\n")).toEqual({ ok: true });
    expect(host.readFile(path)).toMatchObject({ ok: true, text: "a\nb\n" });
    expect(host.removeFile(path)).toEqual({ ok: true });
    expect(host.removeFile(path)).toEqual({ ok: true });
    expect(host.readFile(path)).toMatchObject({ ok: false, reason: "missing" });
    const nowhere = join(folder, "no-folder", "journal");
    expect(host.appendFile(nowhere, "a")).toMatchObject({ ok: false });
  });

  it("refuses binary files", () => {
    const path = join(folder, "file");
    writeFileSync(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    expect(host.readFile(path)).toEqual({
      ok: false,
      reason: "not-text",
      message: "it holds NUL bytes: it is binary, or UTF-16 without a byte order mark",
    });
  });

  it("refuses what does not fit into one string, before reading it", () => {
    const path = join(folder, "plan.json");
    writeFileSync(path, "");
    // A sparse file: it takes no space.
    truncateSync(path, 536_870_889);
    expect(host.readFile(path)).toEqual({
      ok: false,
      reason: "too-large",
      message: "a text of at most 512 MB (536870888 bytes) can be read, and it has 536870889 bytes",
    });
  });

  it.each([
    { path: "nowhere", reason: "missing", message: "no such file or directory" },
    { path: ".", reason: "directory", message: "it is a directory" },
  ])("says why not: $message", ({ path, reason, message }) => {
    expect(host.readFile(join(folder, path))).toEqual({ ok: false, reason, message });
  });

  it("reads a pipe that a person named", () => {
    const script = `
      import { createHost } from ${JSON.stringify(join(import.meta.dirname, "../../src/host.ts"))};
      console.log(JSON.stringify(createHost().readFile("/dev/stdin")));`;
    const printed = execFileSync(
      "sh",
      ["-c", 'printf piped | "$0" --import tsx --input-type=module --eval "$1"', node, script],
      { encoding: "utf8" },
    );
    expect(JSON.parse(printed)).toEqual({ ok: true, text: "piped", replaced: false });
  });
});

describe("listing a directory", () => {
  it("names links and does not follow them, in a stable order", () => {
    mkdirSync(join(folder, "b"));
    writeFileSync(join(folder, "a.json"), "{}");
    writeFileSync(join(folder, "Z.json"), "{}");
    symlinkSync("..", join(folder, "loop"));
    symlinkSync("/etc/passwd", join(folder, "outside"));
    expect(host.list(folder)).toEqual({
      ok: true,
      entries: [
        { name: "Z.json", kind: "file" },
        { name: "a.json", kind: "file" },
        { name: "b", kind: "directory" },
        { name: "loop", kind: "symlink" },
        { name: "outside", kind: "symlink" },
      ],
    });
  });

  it("says why not", () => {
    expect(host.list(join(folder, "nowhere"))).toEqual({
      ok: false,
      message: "no such file or directory",
    });
  });
});

describe("what a path is", () => {
  it("follows a link that a person named", () => {
    writeFileSync(join(folder, "a.json"), "{}");
    symlinkSync("a.json", join(folder, "link"));
    symlinkSync("nowhere", join(folder, "broken"));
    const kinds = [".", "a.json", "link", "broken", "a.json/b"].map((path) =>
      host.status(join(folder, path)),
    );
    expect(kinds).toEqual([
      { kind: "directory" },
      { kind: "file", size: 2 },
      { kind: "file", size: 2 },
      { kind: "missing" },
      { kind: "missing" },
    ]);
  });
});

describe("writing a file", () => {
  it("replaces what was there", () => {
    const path = join(folder, "out.sarif");
    writeFileSync(path, "something longer");
    expect(host.writeFile(path, "é")).toEqual({ ok: true });
    expect(host.readFile(path)).toEqual({ ok: true, text: "é", replaced: false });
  });

  it("says why not", () => {
    expect(host.writeFile(join(folder, "nowhere/out.sarif"), "")).toEqual({
      ok: false,
      message: "no such file or directory",
    });
    expect(host.writeFile(folder, "")).toEqual({ ok: false, message: "it is a directory" });
  });
});
