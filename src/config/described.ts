/** The part of JSON Schema (draft 7) that the configuration is described in. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: "string" | "integer" | "boolean" | "object" | "array" | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  /** One schema for every item, or one for each of the first items. */
  readonly items?: Schema | readonly Schema[];
  readonly additionalItems?: false;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly default?: unknown;
}

/** The type of what a schema accepts, so that a schema and its readers cannot drift apart. */
export type Described<S> = S extends { readonly then: infer Then; readonly else: infer Else }
  ? Described<Then> | Described<Else>
  : S extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : S extends { readonly type: "array"; readonly items: infer Item }
      ? readonly Described<Item>[]
      : S extends { readonly type: "object"; readonly properties: infer Properties }
        ? DescribedObject<Properties, RequiredKeys<S>>
        : S extends { readonly type: "boolean" }
          ? boolean
          : S extends { readonly type: "integer" }
            ? number
            : // Numbers that stand for text, such as account ids, arrive as their spelling.
              string;

type RequiredKeys<S> = S extends { readonly required: readonly (infer Key)[] } ? Key : never;

type DescribedObject<Properties, Required> = {
  readonly [Key in keyof Properties as Key extends Required ? Key : never]: Described<
    Properties[Key]
  >;
} & {
  readonly [Key in keyof Properties as Key extends Required ? never : Key]?: Described<
    Properties[Key]
  >;
};
