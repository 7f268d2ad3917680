import { describe, expect, it } from "vitest";
import { fillTemplate } from "../../src/engine/message.ts";

describe("fillTemplate", () => {
  it.each([
    ["no names", {}, "no names"],
    ["{a} and {b}, {a}", { a: "1", b: "2" }, "1 and 2, 1"],
    ["{a}", { a: "{b}", b: "no" }, "{b}"],
    ["{a}", { a: "$& $1 \\0" }, "$& $1 \\0"],
    ["{a}", { a: "" }, ""],
    ["{ a } {} {1}", {}, "{ a } {} {1}"],
  ])("makes of %j and %j %j", (template, data, message) => {
    expect(fillTemplate(template, data)).toBe(message);
  });

  it.each(["missing", "constructor", "toString"])("asks for {%s}", (name) => {
    expect(() => fillTemplate(`{${name}}`, {})).toThrow(
      `the message needs \`${name}\`, which is not given`,
    );
  });
});
