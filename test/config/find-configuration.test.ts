import { describe, expect, it } from "vitest";
import { findConfiguration } from "../../src/config/find-configuration.ts";
import { memoryHost } from "../memory-host.ts";

describe("findConfiguration", () => {
  it("finds nothing where there is nothing", () => {
    expect(findConfiguration(memoryHost({}), undefined)).toEqual({ ok: true, source: undefined });
  });

  it.each(["guardlint.yaml", "guardlint.yml"])("finds %s in the working directory", (path) => {
    expect(findConfiguration(memoryHost({ [path]: "ignore: []" }), undefined)).toEqual({
      ok: true,
      source: { path, text: "ignore: []", syntax: "yaml", confidential: false },
    });
  });

  it("takes the file that was named instead", () => {
    const host = memoryHost({ "guardlint.yaml": "a", "ci/lint.yaml": "b" });
    expect(findConfiguration(host, "ci/lint.yaml")).toEqual({
      ok: true,
      source: { path: "ci/lint.yaml", text: "b", syntax: "yaml", confidential: false },
    });
  });

  it.each([
    [
      "two that could be meant",
      memoryHost({ "guardlint.yaml": "", "guardlint.yml": "" }),
      undefined,
      "guardlint.yml",
      "guardlint.yaml stands beside guardlint.yml, and only one can be meant",
    ],
    [
      "a named file that is missing",
      memoryHost({}),
      "no.yaml",
      "no.yaml",
      "cannot read the configuration no.yaml: no such file or directory",
    ],
    [
      "bytes that are no text",
      memoryHost({ "guardlint.yaml": new Uint8Array([0x61, 0xff]) }),
      undefined,
      "guardlint.yaml",
      "cannot read the configuration guardlint.yaml: it is not valid UTF-8",
    ],
  ])("refuses %s", (_, host, named, path, message) => {
    expect(findConfiguration(host, named)).toEqual({
      ok: false,
      notifications: [
        { level: "error", code: "invalid-configuration", message, path, place: undefined },
      ],
    });
  });
});
