import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/iam/document.ts";
import { locate } from "../../src/source/locate.ts";
import { jsonDocument } from "../../src/source/json/value.ts";
import type { MapValue, UnknownValue, Value } from "../../src/model/value.ts";
import type { PolicyDocument } from "../../src/model/policy.ts";
import { jsonSource, requestValue } from "./request-value.ts";

const statement = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::examples" };
const policy = (...statements: readonly unknown[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

function problems(raw: unknown): readonly [boolean, ...string[]] {
  const outcome = parsePolicy(requestValue(raw));
  return [outcome.ok, ...outcome.problems.map(({ message }) => message)];
}

function read(raw: unknown): PolicyDocument {
  const outcome = parsePolicy(requestValue(raw));
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.document;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
describe("the grammar takes", () => {
  test.each([
    ["a statement instead of a list", { Version: "2012-10-17", Statement: statement }],
    ["no version", { Statement: [statement] }],
    ["the older version", { Version: "2008-10-17", Statement: [statement] }],
    ["an Id", { ...policy(statement), Id: "anything" }],
    [
      "lists of actions and resources",
      policy({ ...statement, Action: ["s3:Get*"], Resource: ["*"] }),
    ],
    ["null in a list", policy({ ...statement, Resource: ["arn:aws:s3:::examples", null] })],
    ["an incomplete ARN", policy({ ...statement, Resource: "arn:aws:s3" })],
    ["a wildcard as partition", policy({ ...statement, Resource: "arn:*:s3:::examples" })],
    [
      "a variable in a resource",
      policy({ ...statement, Resource: "arn:aws:s3:::home/${aws:username}" }),
    ],
    ["no conditions", policy({ ...statement, Condition: {} })],
    ["an unknown operator without keys", policy({ ...statement, Condition: { x: {} } })],
    [
      "a condition without values",
      policy({ ...statement, Condition: { StringEquals: { a: [] } } }),
    ],
    [
      "a boolean without quotation marks",
      policy({ ...statement, Condition: { Null: { a: false } } }),
    ],
    [
      "a number without quotation marks",
      policy({ ...statement, Condition: { NumericEquals: { a: 1 } } }),
    ],
    [
      "a trust policy without resource",
      policy({
        Effect: "Allow",
        Principal: { Service: "eks.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    ],
    ["empty Sids more than once", policy({ ...statement, Sid: "" }, { ...statement, Sid: "" })],
  ])("%s", (_name, raw) => {
    expect(problems(raw)).toEqual([true]);
  });
});

describe("the grammar refuses, since it leaves the meaning open", () => {
  test.each([
    ["a text", "policy", "a policy is an object with `Version` and `Statement`"],
    ["no statement", { Version: "2012-10-17" }, "a policy has a `Statement`"],
    ["an empty list of statements", policy(), "a policy has at least one statement"],
    ["a text as statement", policy("x"), "a statement is an object"],
    [
      "another version",
      { Version: "2013-10-17", Statement: statement },
      "`Version` is `2012-10-17` or `2008-10-17`",
    ],
    [
      "an element of another name",
      { ...policy(statement), Extra: 1 },
      "`Extra` is no element of a policy",
    ],
    [
      "an element in another case",
      { Version: "2012-10-17", statement },
      "`statement` is no element of a policy; did you mean `Statement`?",
    ],
    [
      "an element of a statement in another case",
      policy({ ...statement, condition: {} }),
      "`condition` is no element of a statement; did you mean `Condition`?",
    ],
    [
      "an effect in another case",
      policy({ ...statement, Effect: "allow" }),
      "`Effect` is `Allow` or `Deny`, with this case",
    ],
    [
      "no effect",
      policy({ Action: "*", Resource: "*" }),
      "`Effect` is `Allow` or `Deny`, with this case",
    ],
    [
      "no action",
      policy({ Effect: "Deny", Resource: "*" }),
      "a statement has an `Action` or a `NotAction`",
    ],
    [
      "no resource",
      policy({ Effect: "Deny", Action: "*" }),
      "a statement has a `Resource` or a `NotResource`",
    ],
    [
      "action and its negation",
      policy({ ...statement, NotAction: "*" }),
      "a statement has `Action` or `NotAction`, not both",
    ],
    [
      "resource and its negation",
      policy({ ...statement, NotResource: "*" }),
      "a statement has `Resource` or `NotResource`, not both",
    ],
    [
      "principal and its negation",
      policy({ ...statement, Principal: "*", NotPrincipal: "*" }),
      "a statement has `Principal` or `NotPrincipal`, not both",
    ],
    ["an empty list of actions", policy({ ...statement, Action: [] }), "`Action` is empty"],
    [
      "an object as resource",
      policy({ ...statement, Resource: { a: "*" } }),
      "`Resource` is a text or a list of texts",
    ],
    [
      "a list in a list",
      policy({ ...statement, Action: [["*"]] }),
      "`Action` is a text or a list of texts",
    ],
    [
      "a list of conditions",
      policy({ ...statement, Condition: [] }),
      "`Condition` is an object of operators",
    ],
    [
      "an operator without keys",
      policy({ ...statement, Condition: { StringEquals: "a" } }),
      "`StringEquals` is an object of condition keys",
    ],
    [
      "an object as a condition's value",
      policy({ ...statement, Condition: { StringEquals: { a: {} } } }),
      "a condition's value is a text or a list of texts",
    ],
    [
      "a principal as text",
      policy({ ...statement, Principal: "arn:aws:iam::111122223333:root" }),
      '`Principal` is `"*"` or an object such as `{"AWS": …}`',
    ],
    [
      "another kind of principal",
      policy({ ...statement, Principal: { User: "a" } }),
      "`User` is no element of a principal",
    ],
  ])("%s", (_name, raw, message) => {
    const [ok, first] = problems(raw);
    expect([ok, first]).toEqual([false, message]);
  });

  test("keys that are stated twice, at their place", () => {
    const text = `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Effect": "Allow",
      "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"a": "1", "a": "2"}}}}`;
    const parsed = jsonDocument(jsonSource(text));
    if (!parsed.ok) throw new Error(parsed.message);
    const outcome = parsePolicy(parsed.value);
    expect(outcome.ok).toBe(false);
    const spans = locate(outcome.problems.map(({ place }) => place));
    const shown = outcome.problems.map(({ message, place }) => {
      const span = spans.get(place)?.span;
      return [message, span === undefined ? "" : text.slice(span.start)];
    });
    expect(shown).toEqual([
      ["`Effect` is stated twice", text.slice(text.indexOf('"Effect": "Allow"'))],
      ["`a` is stated twice", text.slice(text.indexOf('"a": "2"'))],
    ]);
  });
});

describe("what AWS would refuse although it has a meaning, or is open only where it stands", () => {
  const condition = (operator: string, value: string) =>
    policy({ ...statement, Condition: { [operator]: { a: value } } });
  test.each([
    [
      policy({ ...statement, Action: "invalid" }),
      "the action `invalid` does not begin with a service's prefix",
    ],
    [
      policy({ ...statement, Action: "s3:List:Bucket" }),
      "the action `s3:List:Bucket` has more than one colon",
    ],
    [policy({ ...statement, Action: "a a:List" }), "`a a` is no prefix of a service"],
    [
      policy({ ...statement, Resource: "examples" }),
      "the resource `examples` is neither an ARN nor `*`",
    ],
    [
      policy({ ...statement, Resource: "arn:error:s3:::x" }),
      "the resource `arn:error:s3:::x` names no partition of AWS",
    ],
    [policy({ ...statement, Resource: "arn:aws" }), "the resource `arn:aws` names no service"],
    [
      policy({ ...statement, Resource: "arn:aws:s3::x" }),
      "the resource `arn:aws:s3::x` has no sixth part, the resource itself",
    ],
    [
      policy({ ...statement, Resource: "arn:aws:s3:us-east-1::x" }),
      "the resource `arn:aws:s3:us-east-1::x` names a Region, which buckets have none of",
    ],
    [
      policy({ ...statement, Resource: "arn:aws:iam:us-east-1::role/x" }),
      "the resource `arn:aws:iam:us-east-1::role/x` names a Region, which IAM has none of",
    ],
    [
      policy({ ...statement, Resource: "arn:aws:iam:::x" }),
      "the resource `arn:aws:iam:::x` names none of the things that IAM has",
    ],
    [
      policy({ ...statement, Sid: "a" }, { ...statement, Sid: "a" }),
      "the `Sid` `a` is given twice",
    ],
    [policy({ ...statement, Sid: {} }), "`Sid` is a text"],
    [
      condition("stringequals", "x"),
      "AWS has no condition operator `stringequals`; did you mean `StringEquals`?",
    ],
    [
      condition("ForAnyValue:stringlike", "x"),
      "AWS has no condition operator `ForAnyValue:stringlike`; did you mean `ForAnyValue:StringLike`?",
    ],
    [condition("NullIfExists", "true"), "AWS has no condition operator `NullIfExists`"],
    [
      condition("DateLessThan", "9223372036854775808"),
      "`9223372036854775808` is nothing that `DateLessThan` compares",
    ],
    [
      condition("DateLessThan", "2016-02-30"),
      "`2016-02-30` is nothing that `DateLessThan` compares",
    ],
    [condition("IpAddress", "10.0.0.0/33"), "`10.0.0.0/33` is nothing that `IpAddress` compares"],
    [
      policy({ ...statement, Condition: { StringEquals: { "aws:a": "1", "AWS:A": "2" } } }),
      "the condition key `AWS:A` is given twice: their names have no case",
    ],
  ])("%#", (raw, message) => {
    expect(problems(raw)).toEqual([true, message]);
  });
});

describe("the document", () => {
  test("keeps what was written", () => {
    const document = read({
      Version: "2012-10-17",
      Statement: {
        Sid: "One",
        Effect: "Deny",
        NotPrincipal: { AWS: ["111122223333"] },
        NotAction: "iam:*",
        NotResource: ["arn:aws:s3:::examples"],
        Condition: {
          "ForAnyValue:StringLike": { "aws:TagKeys": ["a*", "b"] },
          Bool: { "aws:SecureTransport": true },
        },
      },
    });
    const texts = (items: readonly { kind: string; text?: string }[]) =>
      items.map((item) => item.text);
    const [only] = document.statements;
    expect({
      version: document.version,
      sid: only?.sid,
      effect: only?.effect.kind === "known" && only.effect.value,
      principal: [
        only?.principal?.negated,
        only?.principal?.groups.map((group) => [group.kind, texts(group.patterns.items)]),
      ],
      action: [only?.action.negated, texts(only?.action.items ?? [])],
      resource: [only?.resource?.negated, texts(only?.resource?.items ?? [])],
      conditions: only?.conditions.map((one) => [one.operator, one.key, texts(one.values.items)]),
    }).toEqual({
      version: "2012-10-17",
      sid: "One",
      effect: "Deny",
      principal: [true, [["AWS", ["111122223333"]]]],
      action: [true, ["iam:*"]],
      resource: [true, ["arn:aws:s3:::examples"]],
      conditions: [
        ["ForAnyValue:StringLike", "aws:TagKeys", ["a*", "b"]],
        ["Bool", "aws:SecureTransport", ["true"]],
      ],
    });
  });

  test("is of 2008-10-17 where it names no version", () => {
    expect(read({ Statement: statement }).version).toBe("2008-10-17");
  });

  test("keeps parts that are not known as such", () => {
    const known = requestValue(policy(statement, statement));
    const outcome = parsePolicy(replaced(known, ["Statement", "1"]));
    expect(outcome.ok && [outcome.document.statements.length, outcome.document.rest?.code]).toEqual(
      [1, "known-after-apply"],
    );
  });

  test.each([
    [["Version"], []],
    [["Statement"], []],
    [["Statement", "0", "Effect"], ["effect"]],
    [["Statement", "0", "Action"], ["action"]],
    [["Statement", "0", "Resource"], ["resource"]],
    [["Statement", "0", "Condition"], ["conditions"]],
    [["Statement", "0", "Condition", "StringEquals"], ["conditions"]],
    [["Statement", "0", "Condition", "StringEquals", "aws:username"], ["values"]],
    [["Statement", "0", "Principal"], ["principal"]],
    [["Statement", "0", "Principal", "AWS"], ["group"]],
  ])("an unknown %j is open in %j and nowhere else", (path, open) => {
    const whole = policy({
      ...statement,
      Principal: { AWS: "*" },
      Condition: { StringEquals: { "aws:username": "a" } },
    });
    const outcome = parsePolicy(replaced(requestValue(whole), path));
    if (!outcome.ok) throw new Error("the policy of this test is no policy");
    const [first] = outcome.document.statements;
    const found = {
      effect: first?.effect.kind === "unknown",
      action: first?.action.rest !== undefined,
      resource: first?.resource?.rest !== undefined,
      conditions: first?.conditionsRest !== undefined,
      values: first?.conditions[0]?.values.rest !== undefined,
      principal: first?.principal?.rest !== undefined,
      group: first?.principal?.groups[0]?.patterns.rest !== undefined,
    };
    expect(
      Object.entries(found)
        .filter(([, is]) => is)
        .map(([name]) => name),
    ).toEqual(open);
    expect(outcome.document.rest !== undefined).toBe(open.length === 0);
  });
});

/** The same value with an unknown one at a path. */
function replaced(value: Value, path: readonly string[]): Value {
  const [step, ...below] = path;
  if (step === undefined) return unknownAt(value);
  if (value.kind === "list") {
    const items = value.items.map((item, at) =>
      String(at) === step ? replaced(item, below) : item,
    );
    return { ...value, kind: "list", items, rest: undefined, place: value.place, sensitive: false };
  }
  if (value.kind !== "map") throw new Error(`there is no ${step} here`);
  const map: MapValue = value;
  return {
    kind: "map",
    place: map.place,
    sensitive: false,
    keys: () => map.keys(),
    get: (key) => (key === step ? replaced(map.get(key), below) : map.get(key)),
    keyPlace: (key) => map.keyPlace(key),
    rest: undefined,
    duplicates: [],
  };
}

function unknownAt({ place }: Value): UnknownValue {
  const reason = { code: "known-after-apply", detail: "it is not known", place } as const;
  return { kind: "unknown", reason, references: [], place, sensitive: false };
}
