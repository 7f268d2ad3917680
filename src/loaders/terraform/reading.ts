import type { Hop, Place, Source } from "../../model/place.ts";
import type { Reason, Reference, Value } from "../../model/value.ts";
import { localName, type Configuration, type Scope } from "./configuration.ts";
import { configuredResource, type Configured } from "./configured.ts";
import { isObject, itemsIn, member, textAt } from "./parsed-json.ts";
import type { PlanIndex, Recorded } from "./plan-index.ts";
import { ModuleReach } from "./module-reach.ts";
import { placeOf, plannedValue, type Setting } from "./planned-value.ts";
import { policyDocumentData } from "./policy-document-data.ts";
import { holdsTrue, type Trace, type Tracer } from "./trace.ts";
import type { ModuleStep } from "./traversal.ts";

/**
 * Attributes that are there whether or not somebody sets them: an omitted one is made up by the
 * provider or by AWS, and known only after apply.
 */
const generated: ReadonlySet<string> = new Set([
  "account_id",
  "arn",
  "id",
  "json",
  "minified_json",
  "name",
  "owner_id",
]);

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

/** Attributes that hold a policy document as JSON. */
const documents: ReadonlySet<string> = new Set([
  "assume_role_policy",
  "content",
  "override_json",
  "override_policy_documents",
  "policy",
  "source_json",
  "source_policy_documents",
]);

/** Policy documents that are made of each other, deeper than this, are not read. */
const deepestDocument = 20;

/** Reads the resources of one document. */
export class Reading {
  readonly source: Source;
  readonly #configuration: Configuration;
  readonly #reach: ModuleReach | undefined;
  readonly #tracer: Tracer;
  readonly #documents = new Map<string, Value>();
  readonly #documentsInWork = new Set<string>();
  readonly #chains = new Map<string, readonly Hop[]>();

  constructor(source: Source, configuration: Configuration, index: PlanIndex, tracer: Tracer) {
    this.source = source;
    this.#configuration = configuration;
    // What an incomplete plan leaves out may be in reach as well.
    this.#reach = tracer.complete ? new ModuleReach(index, tracer) : undefined;
    this.#tracer = tracer;
  }

  /** The attributes of a resource, as a view. */
  body(recorded: Recorded, via = this.chain(recorded.address.modules)): Value {
    const { address } = recorded;
    const site = this.#configuration.site(address);
    const resource = this.#configuration.resource(site.scope, localName(address));
    const tracer = this.#tracer;
    const traces = new Map<Configured, Trace>();
    const traceOf = (configured: Configured): Trace => {
      let trace = traces.get(configured);
      if (trace === undefined) {
        const expressions = configured.kind === "expression" ? configured.expressions : [];
        trace = tracer.trace(expressions, site);
        traces.set(configured, trace);
      }
      return trace;
    };
    const setting: Setting = {
      source: this.source,
      address: address.text,
      via,
      missingMayBeUnknown: recorded.missingMayBeUnknown,
      path: recorded.path,
      valuesPath: recorded.valuesPath,
      unknownPath: recorded.unknownPath,
      unknown: (place, sensitive, configured, attribute, own, absence) => {
        const trace =
          own === undefined ? this.#told(traceOf(configured), attribute, site.scope) : undefined;
        const references = own ?? trace?.references ?? [];
        const isDocument = !sensitive && documents.has(attribute);
        const document = isDocument ? this.#document(references) : undefined;
        if (document !== undefined) return document;
        if (own === undefined && this.#isOmitted(recorded, configured, attribute, traceOf)) {
          return absence();
        }
        const reason = reasonFor(references, trace?.obscured, place);
        return { kind: "unknown", reason, references, place, sensitive };
      },
      positions: (configured, unknownItems) => {
        const { references } = traceOf(configured);
        const open = references.filter((reference) => tracer.isUnknown(reference));
        return open.length === unknownItems ? open : undefined;
      },
    };
    return plannedValue(
      {
        raw: isObject(recorded.values) ? recorded.values : {},
        unknown: recorded.unknown,
        sensitive: [recorded.sensitive],
        configured: configuredResource(resource),
        path: recorded.valuesPath,
        depth: 0,
        attribute: "",
        whole: false,
      },
      setting,
    );
  }

  /** The place of a resource as a whole. */
  place(recorded: Recorded): Place {
    const { address, path } = recorded;
    const via = this.chain(address.modules);
    return placeOf(path, { source: this.source, address: address.text, via });
  }

  /** The module calls that lead to a resource, outermost first. */
  chain(modules: readonly ModuleStep[]): readonly Hop[] {
    const last = modules.at(-1)?.address ?? "";
    let hops = this.#chains.get(last);
    if (hops === undefined) {
      hops = modules.map((step, index) => {
        const start = index === 0 ? 0 : (modules[index - 1]?.address.length ?? -1) + 1;
        return { kind: "module", label: step.address.slice(start), place: undefined };
      });
      this.#chains.set(last, hops);
    }
    return hops;
  }

  /**
   * Whether an attribute that is unknown was not set at all, so that the default holds. It was not
   * where the configuration omits it, and where the configuration depends on known things alone:
   * then its value would be known too, if it were not null.
   */
  #isOmitted(
    recorded: Recorded,
    configured: Configured,
    attribute: string,
    traceOf: (configured: Configured) => Trace,
  ): boolean {
    if (recorded.address.mode === "data" || generated.has(attribute)) return false;
    switch (configured.kind) {
      case "omitted":
        if (attribute === "tags_all") return this.#addsNoTags(recorded);
        if (inlineRules.has(attribute)) return this.#hasSeparateRules(recorded);
        return !blocks.has(attribute);
      case "expression": {
        const [only, second] = configured.expressions;
        if (only === undefined || second !== undefined) return false;
        if (member(only, "constant_value") === null) return true;
        if (itemsIn(member(only, "references")).length === 0) return false;
        const { references, obscured } = traceOf(configured);
        if (obscured !== undefined) return false;
        return !references.some((reference) => this.#tracer.isUnknown(reference));
      }
      default:
        return false;
    }
  }

  /** A trace that is obscured, where what is in reach leaves one answer all the same. */
  #told(trace: Trace, attribute: string, scope: Scope): Trace {
    if (trace.obscured === undefined) return trace;
    const only = this.#reach?.only(attribute, trace.within ?? scope);
    return only === undefined
      ? trace
      : { references: [only], obscured: undefined, within: undefined };
  }

  /**
   * `tags_all` holds the tags of the resource and those of its provider, and nothing else: where
   * `tags` is known and the provider has none, it adds nothing.
   */
  #addsNoTags(recorded: Recorded): boolean {
    const { address, unknown } = recorded;
    if (holdsTrue(member(unknown, "tags"))) return false;
    const { scope } = this.#configuration.site(address);
    const resource = this.#configuration.resource(scope, localName(address));
    const provider = this.#configuration.provider(textAt(resource, "provider_config_key") ?? "");
    return member(provider, "expressions", "default_tags") === undefined;
  }

  #hasSeparateRules(recorded: Recorded): boolean {
    const { scope } = this.#configuration.site(recorded.address);
    const own = localName(recorded.address);
    return this.#configuration.resources(scope).some((resource) => {
      if (!separateRules.has(textAt(resource, "type") ?? "")) return false;
      const references = member(resource, "expressions", "security_group_id", "references");
      return itemsIn(references).includes(own);
    });
  }

  /** The document of an `aws_iam_policy_document` whose JSON is not known yet. */
  #document(references: readonly Reference[]): Value | undefined {
    const [only, second] = references;
    if (only === undefined || second !== undefined) return undefined;
    if (only.attribute !== "json" && only.attribute !== "minified_json") return undefined;
    const [recorded, another] = this.#tracer.members(only.address);
    if (recorded === undefined || another !== undefined) return undefined;
    const { type, mode, text, modules } = recorded.address;
    if (mode !== "data" || type !== "aws_iam_policy_document") return undefined;
    const known = this.#documents.get(text);
    if (known !== undefined) return known;
    if (this.#documentsInWork.has(text) || this.#documentsInWork.size >= deepestDocument) {
      return undefined;
    }
    this.#documentsInWork.add(text);
    const hop: Hop = { kind: "policy-document", label: text, place: this.place(recorded) };
    const body = this.body(recorded, [...this.chain(modules), hop]);
    const document = policyDocumentData(body);
    this.#documentsInWork.delete(text);
    this.#documents.set(text, document);
    return document;
  }
}

function reasonFor(
  references: readonly Reference[],
  obscured: string | undefined,
  place: Place,
): Reason {
  if (obscured !== undefined) return { code: "unresolved-reference", detail: obscured, place };
  const names = references
    .slice(0, 3)
    .map(
      ({ address, attribute }) =>
        `\`${attribute === undefined ? address : `${address}.${attribute}`}\``,
    );
  const more =
    references.length > names.length ? ` and ${String(references.length - names.length)} more` : "";
  const detail =
    names.length === 0
      ? "its value is known only after apply"
      : `it depends on ${names.join(", ")}${more}, which is known only after apply`;
  return { code: "known-after-apply", detail, place };
}
