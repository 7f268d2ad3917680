import { documentAttributes, generatedAttributes } from "./attributes.ts";
import type { Hop, Path, Source } from "../../model/place.ts";
import type { Reference, Value } from "../../model/value.ts";
import { localName, type Configuration, type Declared, type Scope } from "./configuration.ts";
import type { Configured } from "./configured.ts";
import { entry, itemsIn, member, textAt } from "./parsed-json.ts";
import type { Recorded } from "./recorded.ts";
import type { Part, Setting, Told } from "./planned-part.ts";
import { holdsTrue, type Trace, type Tracer } from "./trace.ts";

/**
 * Blocks that nothing fills in, or that a `dynamic` block may make without a trace in the JSON:
 * where they are unknown and not in the configuration, it cannot be told that there are none.
 * https://github.com/hashicorp/terraform/issues/28346
 */
const blocks: ReadonlySet<string> = new Set([
  "additional_configuration",
  "condition",
  "egress",
  "feature",
  "filter",
  "ingress",
  "principals",
  "not_principals",
  "statement",
  "vpc_config",
]);

/**
 * Blocks that the provider fills in, too, so that a group without any looks the same; rules that
 * are resources of their own exclude rules in the group.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group#protocol-1
 */
const inlineRules: ReadonlySet<string> = new Set(["ingress", "egress"]);
const separateRules: ReadonlySet<string> = new Set([
  "aws_security_group_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
]);

/** What the document as a whole knows of attributes that depend on others. */
export interface Means {
  readonly source: Source;
  readonly configuration: Configuration;
  readonly tracer: Tracer;
  /** A trace that is obscured, where what is in reach leaves one answer all the same. */
  reached(trace: Trace, attribute: string, scope: Scope): Trace;
  /** The document of an `aws_iam_policy_document` whose JSON is not known yet. */
  document(references: readonly Reference[]): Value | undefined;
}

/** One resource, as what its attributes have in common. */
export class ResourceSetting implements Setting {
  readonly source: Source;
  readonly address: string;
  readonly via: readonly Hop[];
  readonly path: Path;
  readonly valuesPath: Path;
  readonly missingMayBeUnknown: boolean;
  readonly #recorded: Recorded;
  readonly #declared: Declared;
  readonly #means: Means;
  #traces: Map<Configured, Trace> | undefined;

  /** @param via - the way that leads to the resource */
  constructor(recorded: Recorded, via: readonly Hop[], declared: Declared, means: Means) {
    this.source = means.source;
    this.address = recorded.address.text;
    this.via = via;
    this.path = recorded.path;
    this.valuesPath = recorded.valuesPath;
    this.missingMayBeUnknown = recorded.missingMayBeUnknown;
    this.#recorded = recorded;
    this.#declared = declared;
    this.#means = means;
  }

  get unknownPath(): Path | undefined {
    return this.#recorded.unknownPath;
  }

  told({ configured, attribute, references }: Part, sensitive: boolean): Told {
    const { scope } = this.#declared.site;
    const trace =
      references === undefined
        ? this.#means.reached(this.#trace(configured), attribute, scope)
        : { references, obscured: undefined };
    if (!sensitive && documentAttributes.has(attribute)) {
      const value = this.#means.document(trace.references);
      if (value !== undefined) return { kind: "value", value };
    }
    if (references === undefined && this.#isOmitted(configured, attribute)) return unset;
    return { kind: "unknown", trace };
  }

  positions(configured: Configured, unknownItems: number): readonly Reference[] | undefined {
    const { tracer } = this.#means;
    const open = this.#trace(configured).references.filter((one) => tracer.isUnknown(one));
    return open.length === unknownItems ? open : undefined;
  }

  #trace(configured: Configured): Trace {
    if (configured.kind !== "expression") return nothing;
    this.#traces ??= new Map();
    let trace = this.#traces.get(configured);
    if (trace === undefined) {
      trace = this.#means.tracer.trace(configured.expressions, this.#declared.site);
      this.#traces.set(configured, trace);
    }
    return trace;
  }

  /**
   * Whether an attribute that is unknown was not set at all, so that the default holds. It was not
   * where the configuration omits it, and where the configuration depends on known things alone:
   * then its value would be known too, if it were not null.
   */
  #isOmitted(configured: Configured, attribute: string): boolean {
    if (this.#recorded.address.mode === "data" || generatedAttributes.has(attribute)) return false;
    switch (configured.kind) {
      case "omitted":
        if (attribute === "tags_all") return this.#addsNoTags();
        if (inlineRules.has(attribute)) return this.#hasSeparateRules();
        return !blocks.has(attribute);
      case "expression": {
        const [only, second] = configured.expressions;
        if (only === undefined || second !== undefined) return false;
        if (member(only, "constant_value") === null) return true;
        if (itemsIn(member(only, "references")).length === 0) return false;
        const { references, obscured } = this.#trace(configured);
        if (obscured !== undefined) return false;
        return !references.some((reference) => this.#means.tracer.isUnknown(reference));
      }
      default:
        return false;
    }
  }

  /**
   * `tags_all` holds the tags of the resource and those of its provider, and nothing else: where
   * `tags` is known and the provider has none, it adds nothing.
   */
  #addsNoTags(): boolean {
    if (holdsTrue(entry(this.#recorded.unknown, "tags"))) return false;
    const key = textAt(this.#declared.resource, "provider_config_key") ?? "";
    const provider = this.#means.configuration.provider(key);
    return member(provider, "expressions", "default_tags") === undefined;
  }

  #hasSeparateRules(): boolean {
    const { scope } = this.#declared.site;
    const own = localName(this.#recorded.address);
    return this.#means.configuration.resources(scope).some((resource) => {
      if (!separateRules.has(textAt(resource, "type") ?? "")) return false;
      const references = member(resource, "expressions", "security_group_id", "references");
      return itemsIn(references).includes(own);
    });
  }
}

const unset: Told = { kind: "unset" };
const nothing: Trace = { references: [], obscured: undefined, within: undefined };
