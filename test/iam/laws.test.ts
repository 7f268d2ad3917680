import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/iam/compile.ts";
import { decide, type Decision } from "../../src/iam/decide.ts";
import { policySet, type Layers, type PolicyLevels } from "../../src/iam/layers.ts";
import { readRequest, type Request, type RequestInput } from "../../src/iam/request.ts";
import type { PolicyDocument, Statement, Text } from "../../src/model/policy.ts";
import type { Place } from "../../src/model/place.ts";
import type { Reason } from "../../src/model/value.ts";

const place: Place = {
  source: { path: "policy.json", text: "{}", syntax: "json", confidential: false },
  route: { kind: "whole" },
  address: undefined,
  via: [],
};
const reason: Reason = { code: "known-after-apply", detail: "it is not known", place };
const text = (value: string): Text => ({ kind: "text", text: value, place });
const open: Text = { kind: "unknown", reason, place };

/** A statement as these tests build it; `undefined` stands for a value that is not known. */
interface Draft {
  readonly effect: "Allow" | "Deny";
  readonly notAction: boolean;
  readonly actions: readonly (string | undefined)[];
  readonly resources: readonly (string | undefined)[];
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly (string | undefined)[];
  }[];
}

function statement(draft: Draft, index: number): Statement {
  const texts = (values: readonly (string | undefined)[]): readonly Text[] =>
    values.map((value) => (value === undefined ? open : text(value)));
  return {
    index,
    sid: undefined,
    effect: { kind: "known", value: draft.effect, place },
    principal: undefined,
    action: { negated: draft.notAction, items: texts(draft.actions), rest: undefined, place },
    resource: { negated: false, items: texts(draft.resources), rest: undefined, place },
    conditions: draft.conditions.map(({ operator, key, values }) => ({
      operator,
      key,
      values: { items: texts(values), rest: undefined, place },
      place,
    })),
    conditionsRest: undefined,
    place,
  };
}

function document(drafts: readonly Draft[]): PolicyDocument {
  return { place, version: "2012-10-17", statements: drafts.map(statement), rest: undefined };
}

const set = (...documents: readonly (readonly Draft[])[]) =>
  policySet(documents.map((drafts) => compile(document(drafts))));
const levels = (...sets: PolicyLevels["levels"]): PolicyLevels => ({
  levels: sets,
  rest: undefined,
});

const action = fc.constantFrom("eks:TagResource", "eks:Tag*", "eks:*", "*", "iam:*", "eks:Un*");
const resource = fc.constantFrom("*", "arn:aws:eks:*:*:cluster/*", "arn:aws:s3:::*");
const tag = fc.constantFrom("true", "false", "True");
const condition = fc.record({
  operator: fc.constantFrom(
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotEqualsIfExists",
    "ForAnyValue:StringEquals",
    "ForAllValues:StringNotEquals",
    "Null",
    "Bool",
  ),
  key: fc.constantFrom("aws:RequestTag/GuardDutyManaged", "aws:TagKeys", "aws:ViaAWSService"),
  values: fc.array(fc.oneof(tag, fc.constantFrom("GuardDutyManaged", "t*")), {
    minLength: 1,
    maxLength: 2,
  }),
});
const draft: fc.Arbitrary<Draft> = fc.record({
  effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
  notAction: fc.boolean(),
  actions: fc.array(action, { minLength: 1, maxLength: 2 }),
  resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
  conditions: fc.array(condition, { maxLength: 2 }),
});
const drafts = fc.array(draft, { maxLength: 4 });
const full: readonly Draft[] = [
  { effect: "Allow", notAction: false, actions: ["*"], resources: ["*"], conditions: [] },
];
const denyAll: Draft = {
  effect: "Deny",
  notAction: false,
  actions: ["*"],
  resources: ["*"],
  conditions: [],
};

const request: fc.Arbitrary<Request> = fc
  .record({
    action: fc.constantFrom("eks:TagResource", "eks:UntagResource", "iam:CreateRole"),
    value: fc.option(tag, { nil: undefined }),
    extra: fc.boolean(),
    via: fc.option(fc.constantFrom("true", "false"), { nil: undefined }),
  })
  .map(({ action, value, extra, via }) => {
    const context = {
      ...(value === undefined ? {} : { "aws:RequestTag/GuardDutyManaged": value }),
      ...(extra ? { "aws:RequestTag/team": "payments" } : {}),
      ...(via === undefined ? {} : { "aws:ViaAWSService": via }),
    };
    return requestOf({
      principal: "arn:aws:iam::111122223333:role/Developer",
      action,
      resource: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
      context,
    });
  });

function requestOf(input: RequestInput): Request {
  const outcome = readRequest(input);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.request;
}

const order = { no: 0, unknown: 1, yes: 2 };
const rank = (decision: Decision): number => order[decision.permitted];
const runs = { numRuns: 1000 };

describe("laws of decisions", () => {
  test("default deny: without a statement that allows nothing is allowed", () => {
    fc.assert(
      fc.property(request, drafts, (asked, all) => {
        const denies = all.filter(({ effect }) => effect === "Deny");
        expect(decide(asked, { identity: set(denies) }).permitted).toBe("no");
      }),
      runs,
    );
  });

  test("a Deny that matches wins in every layer", () => {
    fc.assert(
      fc.property(request, drafts, fc.nat(4), (asked, all, where) => {
        const denying = set(full, [...all, denyAll]);
        const layers: readonly Layers[] = [
          { identity: denying },
          { identity: set(full), scp: levels(set(full), denying) },
          { identity: set(full), "permissions-boundary": denying },
          { identity: set(full), session: denying },
          { identity: set(all), scp: levels(denying, set()) },
        ];
        expect(decide(asked, layers[where] ?? {}).decision).toBe("explicitly-denied");
      }),
      runs,
    );
  });

  test("order and duplicates of statements and documents do not matter", () => {
    fc.assert(
      fc.property(request, drafts, drafts, (asked, one, two) => {
        const plain = decide(asked, { identity: set(one, two) });
        const shuffled = decide(asked, {
          identity: set([...two, ...two].reverse(), [...one].reverse(), one),
        });
        expect(shuffled.decision).toBe(plain.decision);
      }),
      runs,
    );
  });

  test("a further Deny never allows more", () => {
    fc.assert(
      fc.property(request, drafts, draft, (asked, all, further) => {
        const before = decide(asked, { identity: set(all) });
        const after = decide(asked, { identity: set([...all, { ...further, effect: "Deny" }]) });
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }),
      runs,
    );
  });

  test("a wider Allow never allows less", () => {
    fc.assert(
      fc.property(request, drafts, fc.nat(3), (asked, all, which) => {
        const wider = all.map((item, index) =>
          index === which && item.effect === "Allow"
            ? { ...item, notAction: false, actions: ["*"], resources: ["*"], conditions: [] }
            : item,
        );
        const before = decide(asked, { identity: set(all) });
        const after = decide(asked, { identity: set(wider) });
        expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
      }),
      runs,
    );
  });

  test("a further level never allows more", () => {
    fc.assert(
      fc.property(request, drafts, drafts, drafts, (asked, identity, one, two) => {
        const before = decide(asked, { identity: set(identity), scp: levels(set(one)) });
        const after = decide(asked, { identity: set(identity), scp: levels(set(one), set(two)) });
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }),
      runs,
    );
  });

  test("what is not known never decides: any concrete value agrees with the answer", () => {
    fc.assert(
      fc.property(
        request,
        fc.array(draft, { minLength: 1, maxLength: 3 }),
        fc.nat(2),
        fc.constantFrom("action", "resource", "value"),
        fc.constantFrom("*", "eks:TagResource", "arn:aws:s3:::*", "true", "GuardDutyManaged"),
        (asked, all, which, leaf, concrete) => {
          const put = (value: string | undefined): readonly Draft[] =>
            all.map((item, index) => {
              if (index !== which) return item;
              switch (leaf) {
                case "action":
                  return { ...item, actions: [value, ...item.actions.slice(1)] };
                case "resource":
                  return { ...item, resources: [value, ...item.resources.slice(1)] };
                case "value":
                  return {
                    ...item,
                    conditions: item.conditions.map((one) => ({ ...one, values: [value] })),
                  };
              }
            });
          const unknown = decide(asked, { identity: set(put(undefined)) });
          const known = decide(asked, { identity: set(put(concrete)) });
          if (unknown.decision !== "undetermined") expect(known.decision).toBe(unknown.decision);
          if (unknown.permitted !== "unknown") expect(known.permitted).toBe(unknown.permitted);
        },
      ),
      runs,
    );
  });

  test("a set that may hold more can neither be known to allow nor made to allow by itself", () => {
    fc.assert(
      fc.property(request, drafts, (asked, all) => {
        const whole = decide(asked, { identity: set(all) });
        const partial = decide(asked, { identity: { ...set(all), rest: reason } });
        expect(partial.decision).toBe(
          whole.decision === "explicitly-denied" ? "explicitly-denied" : "undetermined",
        );
        expect(partial.reasons.length > 0).toBe(partial.decision === "undetermined");
      }),
      runs,
    );
  });
});
