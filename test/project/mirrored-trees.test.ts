import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFile } from "../../src/config/read-file.ts";
import { rules } from "../../src/rules/index.ts";
import { projectRoot, textOf } from "../../scripts/project.ts";

const ids = rules.map(({ id }) => id);

function names(folder: string): readonly string[] {
  return existsSync(`${projectRoot}/${folder}`) ? readdirSync(`${projectRoot}/${folder}`) : [];
}

function withExtension(folder: string, extension: string): readonly string[] {
  return names(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length));
}

describe("knowing a rule's id", () => {
  it("you know its source", () => {
    expect(withExtension("src/rules", ".ts")).toEqual([...ids, "index"].sort());
  });

  it("you know its test", () => {
    expect(withExtension("test/rules", ".test.ts")).toEqual(expect.arrayContaining(ids));
  });

  it("you know its page", () => {
    expect(withExtension("docs/rules", ".md")).toEqual(ids);
  });

  it.each(ids)("you know the fixtures of %s", (id) => {
    for (const verdict of ["violated", "satisfied", "undetermined"]) {
      expect(names(`fixtures/rules/${id}/${verdict}`), verdict).not.toEqual([]);
    }
  });

  it("and no fixture belongs to a rule that is gone", () => {
    expect(names("fixtures/rules")).toEqual(ids);
  });
});

const text = textOf("rules.yaml") ?? "";
const read = await readFile({ path: "rules.yaml", text, syntax: "yaml", confidential: false });

describe("rules.yaml", () => {
  it("is a valid configuration", () => {
    expect(read.notifications.map(({ message }) => message)).toEqual([]);
  });

  it("has an entry for each rule and for nothing else", () => {
    expect(read.ok ? Object.keys(read.file.rules ?? {}) : []).toEqual(ids);
  });

  it.each(rules)("gives each option of $id its value", ({ id, meta }) => {
    const entry = read.ok ? read.file.rules?.[id] : undefined;
    const options = typeof entry === "object" ? (entry[1] ?? {}) : {};
    expect(Object.keys(options).sort()).toEqual(Object.keys(meta.options.properties).sort());
  });
});
