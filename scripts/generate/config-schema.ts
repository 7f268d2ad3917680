import type { Schema } from "../../src/config/described.ts";
import { baseSchema } from "../../src/config/schema.ts";
import type { OptionSchema, RuleMeta } from "../../src/model/rule.ts";

/** The part of a rule that the schema is made from. */
export interface ConfigurableRule {
  readonly id: string;
  readonly meta: Pick<RuleMeta, "summary" | "options">;
}

const levels = ["error", "warning", "note", "off"] as const;

/**
 * The JSON Schema of `rules.yaml` and `guardlint.yaml`: the configuration's own keys, and each rule
 * with its options.
 *
 * @param rules - all rules in the order of their ids
 */
export function configSchema(rules: readonly ConfigurableRule[]): Schema {
  const { suppressions } = baseSchema.properties;
  const { rule } = suppressions.items.properties;
  const ids = rules.map(({ id }) => id);
  return {
    ...heading,
    ...baseSchema,
    properties: {
      ...baseSchema.properties,
      rules: {
        description: "The level of each rule, or [level, options].",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((entry) => [entry.id, ruleSchema(entry)])),
      },
      suppressions: {
        ...suppressions,
        items: {
          ...suppressions.items,
          properties: {
            ...suppressions.items.properties,
            rule: ids.length === 0 ? rule : { ...rule, enum: ids },
          },
        },
      },
    },
  };
}

const heading = {
  $schema: "http://json-schema.org/draft-07/schema#",
  description: "Configuration of guardlint: rules.yaml, and a guardlint.yaml of your own.",
};

function ruleSchema({ meta }: ConfigurableRule): Schema {
  const level: Schema = { enum: levels };
  const options: Schema = {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(meta.options.properties).map(([name, option]) => [name, optionSchema(option)]),
    ),
  };
  return {
    description: meta.summary,
    if: { type: "array" },
    then: {
      type: "array",
      items: [level, options],
      additionalItems: false,
      minItems: 1,
      maxItems: 2,
    },
    else: level,
  };
}

function optionSchema({ description, type, items, ...rest }: OptionSchema): Schema {
  return {
    description,
    type,
    ...(rest.enum === undefined ? {} : { enum: rest.enum }),
    ...(items === undefined ? {} : { items }),
  };
}
