import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configSchema } from "../../scripts/generate/config-schema.ts";
import { textOf } from "../../scripts/project.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import type { RuleMeta } from "../../src/model/rule.ts";
import { rules } from "../../src/rules/index.ts";
import { configuration } from "./configuration.ts";

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false, strictTuples: false });
const published = ajv.compile(JSON.parse(textOf("schema/config.schema.json") ?? "") as object);
const [{ id } = { id: "" }] = rules;

/** Whether the linter takes a configuration. */
async function accepts(text: string): Promise<boolean> {
  return (await readSettings(configuration(text))).settings !== undefined;
}

describe("the published schema and the linter agree", () => {
  it.each([
    [textOf("fixtures/config/complete.yaml") ?? "", true],
    [textOf("rules.yaml") ?? "", true],
    ['account: "111122223333"', true],
    ["account: 111122223333", true],
    ['account: "11112222333"', false],
    ["account: [{ path: a, account: 111122223333 }]", true],
    ["account: [{ path: a }]", false],
    [`rules: { ${id}: off }`, true],
    [`rules: { ${id}: [off] }`, true],
    [`rules: { ${id}: [note, {}] }`, true],
    [`rules: { ${id}: [] }`, false],
    [`rules: { ${id}: [note, {}, {}] }`, false],
    [`rules: { ${id}: [note, { no-such-option: 1 }] }`, false],
    [`rules: { ${id}: loud }`, false],
    [`rules: { ${id}: 5 }`, false],
    [`suppressions: [{ rule: ${id}, reason: because }]`, true],
    [`suppressions: [{ rule: ${id} }]`, false],
    ["suppressions: [{ rule: no-such-rule, reason: because }]", false],
    ["guardduty: { management: sometimes }", false],
    ['trust: { principals: ["arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*"] }', true],
    ['trust: { principals: ["arn:aws-us-gov:sts::111122223333:assumed-role/a/b"] }', true],
    ['trust: { principals: ["111122223333"] }', false],
    ["facts: { attachments: [{ policy: p.json, targets: [r-ab12, ou-ab12-11111111] }] }", true],
    ["facts: { attachments: [{ policy: p.json, targets: [root] }] }", false],
    ["facts: { endpoints: [{ vpc: vpc-0abc, service: guardduty-data }] }", true],
    ["facts: { endpoints: [{ vpc: main, service: guardduty-data }] }", false],
  ])("%j: %s", async (text, valid) => {
    expect({ published: published(parse(text)), linter: await accepts(text) }).toEqual({
      published: valid,
      linter: valid,
    });
  });
});

describe("a rule's options in the schema", () => {
  const meta: Pick<RuleMeta, "options" | "summary"> = {
    summary: "A door stands open",
    options: {
      type: "object",
      additionalProperties: false,
      properties: {
        wide: { description: "How wide", type: "integer" },
        side: { description: "Which side", type: "string", enum: ["left", "right"] },
        keys: { description: "Whose keys", type: "array", items: { type: "string" } },
        locked: { description: "Whether", type: "boolean" },
      },
    },
  };
  const schema = configSchema([{ id: "open-door", meta }]);
  const validate = new Ajv({ strict: false }).compile(schema);

  it.each([
    ["{ wide: 5, side: left, keys: [a, b], locked: true }", true],
    ["{}", true],
    ["{ wide: five }", false],
    ["{ side: top }", false],
    ["{ keys: [1] }", false],
    ["{ locked: 1 }", false],
    ["{ height: 1 }", false],
  ])("%s: %s", (options, valid) => {
    expect(validate(parse(`rules: { open-door: [error, ${options}] }`))).toBe(valid);
  });
});
