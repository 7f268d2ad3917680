import type { Call, Kept } from "../../src/collect/call.ts";
import { calls } from "../../src/collect/table.ts";

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of snapshots, made from the table of calls. */
export function snapshotSchema(): Schema {
  const held = [...calls.values()].filter(({ scope }) => scope !== "access");
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:guardlint:schema:snapshot:1",
    title: "guardlint snapshot",
    description:
      "What `guardlint collect` read: the answers of AWS to the calls of the AWS CLI, without what nobody judges, in an order of their own. It holds no credentials and no moments.",
    type: "object",
    required: ["guardlint", "redacted", "organization", "awsPolicies", "accounts"],
    additionalProperties: false,
    properties: {
      guardlint: { description: "The version of this format.", const: "snapshot/v1" },
      redacted: { description: "Names are replaced by ids.", type: "boolean" },
      organization: {
        description: "Answers about the organisation as a whole.",
        ...answers(held, "organization"),
      },
      awsPolicies: {
        description: "AWS's own managed policies that some principal holds.",
        type: "array",
        items: { type: "object" },
      },
      accounts: {
        description: "The accounts by their ids.",
        type: "object",
        propertyNames: { pattern: "^[0-9]{12}$" },
        additionalProperties: {
          type: "object",
          required: ["answers", "regions"],
          additionalProperties: false,
          properties: {
            answers: {
              description: "Answers about the account.",
              ...answers(held, "account", unreachable),
            },
            regions: {
              description: "Answers about its Regions, by their names.",
              type: "object",
              additionalProperties: answers(held, "region"),
            },
          },
        },
      },
    },
    $defs: {
      unread: {
        description: "There is no answer.",
        type: "object",
        required: ["action", "because"],
        additionalProperties: false,
        properties: {
          action: { description: "The permission that the call takes.", type: "string" },
          because: { description: "Why AWS did not answer.", type: "string" },
        },
      },
    },
  };
}

/** An account that nothing got into. */
const unreachable: Schema = {
  type: "object",
  required: ["call", "unread"],
  additionalProperties: false,
  properties: {
    call: { description: "Access to the account.", const: "sts assume-role" },
    of: { description: "The role.", type: "string" },
    unread: { $ref: "#/$defs/unread" },
  },
};

function answers(all: readonly Call[], scope: Call["scope"], more?: Schema): Schema {
  const own = all.filter((call) => call.scope === scope).map(answer);
  return { type: "array", items: { oneOf: more === undefined ? own : [...own, more] } };
}

function answer({ name, feeds, kept }: Call): Schema {
  return {
    type: "object",
    required: ["call"],
    oneOf: [{ required: ["response"] }, { required: ["unread"] }],
    additionalProperties: false,
    properties: {
      call: { description: `Tells ${feeds}.`, const: name },
      of: { description: "What the call was about, where it is not about all.", type: "string" },
      response: fields(kept),
      unread: { $ref: "#/$defs/unread" },
    },
  };
}

function fields(kept: Kept): Schema {
  const properties = Object.entries(kept).map(([key, below]): [string, Schema] => [
    key,
    field(below),
  ]);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function field(kept: readonly string[] | "whole" | Kept): Schema {
  if (kept === "whole") return {};
  const object = isNames(kept)
    ? fields(Object.fromEntries(kept.map((name) => [name, "whole"])))
    : fields(kept);
  return { oneOf: [object, { type: "array", items: object }] };
}

function isNames(kept: readonly string[] | Kept): kept is readonly string[] {
  return Array.isArray(kept);
}
