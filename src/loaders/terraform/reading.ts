import type { Hop, Place, Source } from "../../model/place.ts";
import type { Reference, Value } from "../../model/value.ts";
import type { Configuration, Scope } from "./configuration.ts";
import { configuredResource } from "./configured.ts";
import { ModuleReach } from "./module-reach.ts";
import { isObject } from "./parsed-json.ts";
import type { PlanIndex } from "./plan-index.ts";
import type { Recorded } from "./recorded.ts";
import { marksOf, placeOf } from "./planned-part.ts";
import { plannedValue } from "./planned-value.ts";
import { policyDocumentData } from "./policy-document-data.ts";
import { ResourceSetting, type Means } from "./resource-setting.ts";
import type { Trace, Tracer } from "./trace.ts";
import type { ModuleStep } from "./traversal.ts";

/** Policy documents that are made of each other, deeper than this, are not read. */
const deepestDocument = 20;

/** Reads the resources of one document. */
export class Reading implements Means {
  readonly source: Source;
  readonly configuration: Configuration;
  readonly #reach: ModuleReach | undefined;
  readonly tracer: Tracer;
  readonly #documents = new Map<string, Value>();
  readonly #documentsInWork = new Set<string>();
  readonly #chains = new Map<string, readonly Hop[]>();

  constructor(source: Source, configuration: Configuration, index: PlanIndex, tracer: Tracer) {
    this.source = source;
    this.configuration = configuration;
    // What an incomplete plan leaves out may be in reach as well.
    this.#reach = tracer.complete ? new ModuleReach(index, tracer) : undefined;
    this.tracer = tracer;
  }

  /** The attributes of a resource, as a view. */
  body(recorded: Recorded, via = this.chain(recorded.address.modules)): Value {
    const declared = this.configuration.declared(recorded.address);
    const setting = new ResourceSetting(recorded, via, declared, this);
    const { values } = recorded;
    return plannedValue(
      {
        raw: isObject(values) ? values : {},
        unknown: recorded.unknown,
        sensitive: marksOf(recorded.sensitive),
        configured: configuredResource(declared.resource),
        path: setting.valuesPath,
        depth: 0,
        attribute: "",
        references: undefined,
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

  reached(trace: Trace, attribute: string, scope: Scope): Trace {
    if (trace.obscured === undefined) return trace;
    const only = this.#reach?.only(attribute, trace.within ?? scope);
    return only === undefined
      ? trace
      : { references: [only], obscured: undefined, within: undefined };
  }

  document(references: readonly Reference[]): Value | undefined {
    const [only, second] = references;
    if (only === undefined || second !== undefined) return undefined;
    if (only.attribute !== "json" && only.attribute !== "minified_json") return undefined;
    const [recorded, another] = this.tracer.members(only.address);
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
