import type { Source } from "../../../../model/place.ts";
import { literalText, readStandIn, type Declaration, type ModuleSource } from "../module-source.ts";
import { moduleAddress, type ModuleAddress } from "./address.ts";
import { knownModules, type KnownModule } from "./generated.ts";
import { majorAllowed, majorOfRef, type Major } from "./version.ts";

/** A stand-in for a module, or why there is none. */
export interface StandInFound {
  readonly source: ModuleSource | undefined;
  /** Completes "the module is not at hand, and …"; undefined where the module is not a known one. */
  readonly because: string | undefined;
}

/** The arguments of a module call that are Terraform's own. */
const metaArguments: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
]);

/** The models of modules that many call, each read when a call first needs it. */
export class StandIns {
  readonly #read = new Map<KnownModule, ModuleSource | undefined>();

  /**
   * What stands in for the module of a call that is not at hand.
   *
   * @param call - a `module` block
   * @param written - its source
   */
  of(call: Declaration, written: string): StandInFound {
    const address = moduleAddress(written);
    if (address === undefined) return { source: undefined, because: undefined };
    const { module, folder } = address;
    const versions = knownModules.filter(
      (known) => known.module === module && known.folder === folder,
    );
    if (versions.length === 0) return { source: undefined, because: undefined };
    const major = majorOf(call, address);
    if (major.kind === "untold") return { source: undefined, because: major.because };
    const known = versions.find((one) => one.major === major.major);
    return known === undefined
      ? { source: undefined, because: noModel(major.major, versions) }
      : this.#covering(known, call);
  }

  /** An argument that the model does not know may do anything. */
  #covering(known: KnownModule, call: Declaration): StandInFound {
    if (!this.#read.has(known)) this.#read.set(known, read(known));
    const source = this.#read.get(known);
    const unknown = [...call.attributes.keys()].find((name) => !isKnown(name, source));
    return unknown === undefined
      ? { source, because: undefined }
      : {
          source: undefined,
          because: `guardlint's model of ${titleOf(known)} does not know its argument \`${unknown.slice(0, 80)}\``,
        };
  }
}

function isKnown(name: string, source: ModuleSource | undefined): boolean {
  const ignored = source?.standIn?.ignored;
  return (
    metaArguments.has(name) ||
    source?.variables.has(name) === true ||
    ignored?.has(name) === true ||
    ignored?.has(everyOther) === true
  );
}

function noModel(major: number, versions: readonly KnownModule[]): string {
  const newest = Math.max(...versions.map((one) => one.major));
  return major > newest
    ? `guardlint's newest model of it is of its version ${String(newest)}`
    : `guardlint has no model of its version ${String(major)}`;
}

/** Says of a model that no further argument of its module changes what is modelled. */
const everyOther = "*";

function majorOf(call: Declaration, { chosenBy }: ModuleAddress): Major {
  if (chosenBy.kind === "ref") return majorOfRef(chosenBy.ref);
  const written = call.attributes.get("version")?.attribute.value;
  if (written === undefined) return majorAllowed(undefined);
  const constraint = literalText(written);
  return constraint === undefined
    ? { kind: "untold", because: "its version is not written out" }
    : majorAllowed(constraint);
}

function titleOf({ module, folder, major }: KnownModule): string {
  const path = folder === "" ? module : `${module}//${folder}`;
  return `\`${path}\` ${String(major)}`;
}

function read(known: KnownModule): ModuleSource | undefined {
  const title = titleOf(known);
  const source: Source = { path: title, text: known.text(), syntax: "hcl", confidential: false };
  return readStandIn(source, { title, ignored: new Set(known.ignored().split(" ")) });
}
