import { isAccountId } from "../../../aws/account-id.ts";
import type { Value } from "../../../model/value.ts";
import { asText } from "./convert.ts";
import { failure, settled, type Datum, type Frame, type Spot, type TextDatum } from "./datum.ts";
import { attributeDatum, blocksDatum } from "./blocks.ts";
import type { Env } from "./env.ts";
import type { Declaration } from "./module-source.ts";
import { attributeOf, indexOf } from "./step.ts";
import { placeOf, valueOf } from "./value.ts";

/** A `provider` block, read in the module that holds it. */
export class Provider {
  readonly #declaration: Declaration;
  readonly #env: Env;
  readonly #made = new Map<string, Datum | undefined>();

  /** @param env - the environment of the module that declares it */
  constructor(declaration: Declaration, env: Env) {
    this.#declaration = declaration;
    this.#env = env;
  }

  /** The Region, where the block sets one. */
  get region(): Datum | undefined {
    return this.#once("region", () => this.#attribute("region"));
  }

  /** The account: of the role that is assumed, or the only one that is allowed. */
  get account(): Datum | undefined {
    return this.#once("account", () => {
      const [role] = this.#block("assume_role");
      if (role !== undefined) {
        const arn = asText(settled(attributeOf(role, "role_arn", role.at)));
        const account = arn.kind === "text" ? (arn.text.split(":")[4] ?? "") : "";
        if (isAccountId(account)) return textual(account, arn);
        if (arn.kind === "open") return arn;
      }
      const allowed = this.#attribute("allowed_account_ids");
      if (allowed?.kind !== "list" || allowed.rest !== undefined) return undefined;
      const [only, second] = allowed.items;
      if (only === undefined || second !== undefined) return undefined;
      const text = asText(
        settled(indexOf({ ...allowed, set: false }, zero(allowed.at), allowed.at)),
      );
      return text.kind === "open" || isAccountId(text.text) ? text : undefined;
    });
  }

  /** The tags that it adds to all of its resources; undefined where it adds none. */
  get defaultTags(): Datum | undefined {
    return this.#once("default_tags", () => {
      const [block] = this.#block("default_tags");
      if (block === undefined) return undefined;
      return block.kind === "map" && !block.entries.has("tags")
        ? undefined
        : settled(attributeOf(block, "tags", block.at));
    });
  }

  #once(name: string, make: () => Datum | undefined): Datum | undefined {
    if (!this.#made.has(name)) {
      this.#made.set(name, failure(this.#spot(), "it refers to itself"));
      this.#made.set(name, make());
    }
    return this.#made.get(name);
  }

  #spot(): Spot {
    const { source, header } = this.#declaration;
    return { source, span: header, hops: [] };
  }

  #attribute(name: string): Exclude<Datum, { kind: "lazy" }> | undefined {
    const written = this.#declaration.attributes.get(name);
    if (written === undefined) return undefined;
    const value = settled(attributeDatum(written, this.#env));
    return value.kind === "null" ? undefined : value;
  }

  #block(type: string): readonly Datum[] {
    const blocks = blocksDatum(this.#declaration, type, this.#env);
    if (blocks === undefined) return [];
    return blocks.rest === undefined ? blocks.items : [blocks.rest];
  }
}

/**
 * An account or a Region as a resource's value.
 *
 * @param datum - what the provider tells; undefined where it says nothing
 */
export function whereaboutsOf(datum: Datum | undefined, frame: Frame, resource: Spot): Value {
  if (datum === undefined) {
    return { kind: "absent", place: placeOf(resource, frame, false), sensitive: false };
  }
  const value = valueOf(datum, frame);
  if (value.kind === "scalar") return value;
  const place = placeOf(resource, frame, false);
  const detail = "the provider's configuration does not tell it as a constant";
  return {
    kind: "unknown",
    reason: { code: "unresolved-reference", detail, place },
    references: [],
    place,
    sensitive: false,
  };
}

function zero(at: Spot): Datum {
  return { kind: "number", value: 0, at, sensitive: false };
}

function textual(text: string, like: Datum): TextDatum {
  const { at, sensitive } = like;
  return { kind: "text", text, pieces: undefined, document: undefined, at, sensitive };
}
