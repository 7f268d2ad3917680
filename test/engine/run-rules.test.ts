import { describe, expect, it } from "vitest";
import { activeRules, runRules } from "../../src/engine/run-rules.ts";
import type { Rule } from "../../src/model/rule.ts";
import type { Reason } from "../../src/model/value.ts";
import { emptyEstate, placeOf, ruleOf, settingsOf, sourceOf } from "./results.ts";

const source = sourceOf("one two");
const other = sourceOf("one two", "b.yaml");
const at = placeOf(source, "one");
const settings = settingsOf({ a: "error", b: "warning", c: "note", d: "off" });
const quiet = ["a", "b", "c", "d", "e"].map((id) => ruleOf(id, () => undefined));

function because(detail: string, place = at): Reason {
  return { code: "not-in-input", detail, place };
}

function run(...rules: readonly Rule[]): ReturnType<typeof runRules> {
  return runRules(
    emptyEstate,
    rules.map((rule) => ({ rule, level: "warning" })),
    settings,
  );
}

describe("activeRules", () => {
  it.each([
    [[], { a: "error", b: "warning", c: "note" }],
    [["a"], { a: "error" }],
    [["d"], { d: "warning" }],
    [["c", "e"], { c: "note", e: "warning" }],
    [["nowhere"], {}],
  ])("chosen by %j", (chosen, expected) => {
    const active = activeRules(quiet, settings, chosen);
    expect(Object.fromEntries(active.map(({ rule, level }) => [rule.id, level]))).toEqual(expected);
  });
});

describe("one result for each rule and subject", () => {
  const report = { subject: "door", message: "wide", at } as const;
  const unknown = { subject: "door", at, because: [because("it is dark")] };
  const fine = { subject: "door", at };

  it.each([
    ["violated", "satisfied", "violated"],
    ["violated", "undetermined", "violated"],
    ["undetermined", "satisfied", "undetermined"],
    ["satisfied", "satisfied", "satisfied"],
  ] as const)("%s outweighs %s, in either order", (one, two, expected) => {
    for (const order of [
      [one, two],
      [two, one],
    ]) {
      const { results } = run(
        ruleOf("a", (context) => {
          for (const verdict of order) {
            if (verdict === "violated") context.report(report);
            else if (verdict === "undetermined") context.undetermined(unknown);
            else context.satisfied(fine);
          }
        }),
      );
      expect(results.map(({ verdict }) => verdict)).toEqual([expected]);
    }
  });

  it("keeps rules, subjects and files apart", () => {
    const check = ruleOf("a", (context) => {
      context.satisfied(fine);
      context.satisfied({ ...fine, subject: "window" });
      context.satisfied({ ...fine, at: placeOf(other, "one") });
    });
    const { results } = run(check, { ...check, id: "b" });
    expect(results.map(({ rule, subject, place }) => [rule, subject, place.source.path])).toEqual([
      ["a", "door", "a.yaml"],
      ["a", "window", "a.yaml"],
      ["a", "door", "b.yaml"],
      ["b", "door", "a.yaml"],
      ["b", "window", "a.yaml"],
      ["b", "door", "b.yaml"],
    ]);
  });

  it("says everything that is missing, once", () => {
    const elsewhere = placeOf(source, "two");
    const { results } = run(
      ruleOf("a", (context) => {
        context.undetermined(unknown);
        context.undetermined({ ...unknown, because: [because("it is dark", elsewhere)] });
        context.undetermined({ ...unknown, because: [because("it rains"), because("it is dark")] });
      }),
    );
    expect(results).toMatchObject([
      {
        message: "Cannot tell, because it is dark; and because it rains",
        reasons: [because("it is dark"), because("it is dark", elsewhere), because("it rains")],
      },
    ]);
  });

  it("takes any number of subjects, and of answers about one", () => {
    const many = 130_000;
    const { results, notifications } = run(
      ruleOf("a", (context) => {
        for (let count = 0; count < many; count += 1) {
          context.satisfied({ subject: `door ${count}`, at });
          context.undetermined({ ...unknown, because: [because(`reason ${count}`)] });
          context.note({ message: "noted", at });
        }
      }),
    );
    expect(results).toHaveLength(many + 1);
    expect(notifications).toHaveLength(many);
  });
});

describe("an answer", () => {
  it("has the rule's message, level and advice", () => {
    const { results } = run(
      ruleOf("a", (context) => {
        context.report({ subject: "door", message: "open", data: { name: "`{x}`" }, at });
        context.report({ subject: "gate", message: "wide", at, fix: "Mend it." });
        context.satisfied({ subject: "window", at, basis: "proved" });
      }),
    );
    expect(
      results.map((one) => [one.level, one.message, one.messageId, one.fix, one.basis]),
    ).toEqual([
      ["warning", "The door `{x}` is open", "open", "Shut it.", undefined],
      ["warning", "It is wide open", "wide", "Mend it.", undefined],
      ["warning", "Nothing wrong was found with `window`", "satisfied", undefined, "proved"],
    ]);
  });

  it("of another kind is a note", () => {
    const { notifications } = run(
      ruleOf("a", (context) => {
        context.note({ message: "nothing to judge", at });
      }),
    );
    expect(notifications).toEqual([
      {
        level: "note",
        code: "not-judged",
        message: "a: nothing to judge",
        path: undefined,
        place: at,
      },
    ]);
  });
});

describe("a rule that crashes", () => {
  const answers = (context: Parameters<Parameters<typeof ruleOf>[1]>[0]): void => {
    context.satisfied({ subject: "door", at });
    context.note({ message: "noted", at });
  };

  it.each([
    ["an error", new Error("no door"), "no door"],
    ["something else", "a string", "a string"],
  ])("with %s is told, and none of its answers counts", (_, thrown, what) => {
    const { results, notifications } = run(
      ruleOf("a", (context) => {
        answers(context);
        throw thrown as Error;
      }),
      ruleOf("b", answers),
    );
    expect(results.map(({ rule }) => rule)).toEqual(["b"]);
    expect(notifications.map(({ level, code, message }) => [level, code, message])).toEqual([
      ["error", "rule-crashed", `the rule a crashed, and its answers are left out: ${what}`],
      ["note", "not-judged", "b: noted"],
    ]);
  });

  it("does so where its message needs what it does not give", () => {
    const { results, notifications } = run(
      ruleOf("a", (context) => {
        context.report({ subject: "door", message: "open", at });
      }),
    );
    expect(results).toEqual([]);
    expect(notifications.map(({ code }) => code)).toEqual(["rule-crashed"]);
  });

  it("does not matter where it was not chosen", () => {
    const crashing = ruleOf("a", () => {
      throw new Error("no door");
    });
    const active = activeRules([crashing, ruleOf("b", answers)], settings, ["b"]);
    const { results, notifications } = runRules(emptyEstate, active, settings);
    expect(results.map(({ rule }) => rule)).toEqual(["b"]);
    expect(notifications.map(({ level }) => level)).toEqual(["note"]);
  });
});
