import { describe, expect, it } from "vitest";
import { isObject, ownMember, type JsonObject } from "../../../src/source/json/object.ts";

function parsed(text: string): JsonObject {
  const raw: unknown = JSON.parse(text);
  if (!isObject(raw)) throw new Error("not an object");
  return raw;
}

describe("a member of an object of JSON", () => {
  it.each<[text: string, key: string | number, member: unknown]>([
    ['{"a": null}', "a", null],
    ['{"a": 1}', "b", undefined],
    ['{"0": 1}', 0, 1],
    // What objects inherit: https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object
    ["{}", "constructor", undefined],
    ["{}", "toString", undefined],
    ["{}", "__defineGetter__", undefined],
    ["{}", "__proto__", undefined],
    ['{"constructor": {"a": 1}}', "constructor", { a: 1 }],
    ['{"toString": "text"}', "toString", "text"],
    ['{"__proto__": {"a": 1}}', "__proto__", { a: 1 }],
    ['{"__proto__": {"a": 1}}', "a", undefined],
  ])("of %s by %s is %j", (text, key, member) => {
    expect(ownMember(parsed(text), key)).toEqual(member);
  });

  it("is none that any object has from elsewhere", () => {
    for (const key of Object.getOwnPropertyNames(Object.prototype)) {
      expect(ownMember(parsed("{}"), key)).toBeUndefined();
    }
  });
});
