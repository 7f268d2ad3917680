import { isAccountId } from "../../aws/account-id.ts";
import type { Hop, Place, Source } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { jsonDocument } from "../../source/json/value.ts";
import { entryOf, itemsOf, textOf } from "../plain-value.ts";
import type { Tree } from "../terraform/source/tree.ts";
import type { StackTag } from "./stack.ts";
import { shown } from "./values.ts";

/** Frames of a trace that are looked at. */
const mostFrames = 50;

/** What a cloud assembly says of one stack. */
export interface Artifact {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly stackName: string | undefined;
  readonly tags: readonly StackTag[];
  /** The construct that makes a resource, with the source line where its trace tells one. */
  construct(name: string): Hop | undefined;
}

/**
 * The assemblies that the CDK writes, found by the templates in them.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export class Assemblies {
  readonly #tree: Tree;
  readonly #cwd: string;
  readonly #manifests = new Map<string, Value | undefined>();

  /**
   * @param tree - reads files inside the linted folders
   * @param cwd - the working directory, which absolute paths of traces are seen from
   */
  constructor(tree: Tree, cwd: string) {
    this.#tree = tree;
    this.#cwd = cwd;
  }

  /** The stack that a template is of; undefined where no manifest beside it tells. */
  of(path: string): Artifact | undefined {
    const slash = path.lastIndexOf("/");
    const folder = slash === -1 ? "" : path.slice(0, slash + 1);
    const artifacts = entryOf(this.#json(`${folder}manifest.json`), "artifacts");
    if (artifacts.kind !== "map") return undefined;
    for (const key of artifacts.keys()) {
      const artifact = artifacts.get(key);
      const properties = entryOf(artifact, "properties");
      if (textOf(entryOf(artifact, "type")) !== "aws:cloudformation:stack") continue;
      if (textOf(entryOf(properties, "templateFile")) !== path.slice(slash + 1)) continue;
      return this.#artifact(key, artifact, properties, folder);
    }
    return undefined;
  }

  #artifact(key: string, artifact: Value, properties: Value, folder: string): Artifact {
    const [, account = "", region = ""] =
      /^aws:\/\/([^/]*)\/([^/]*)$/.exec(textOf(entryOf(artifact, "environment")) ?? "") ?? [];
    const tags = entryOf(properties, "tags");
    const name = textOf(entryOf(properties, "stackName")) ?? key;
    let constructs: ReadonlyMap<string, Hop> | undefined;
    return {
      account: isAccountId(account) ? account : undefined,
      region: /^[a-z]+(?:-[a-z]+)+-\d+$/.test(region) ? region : undefined,
      stackName: name,
      tags:
        tags.kind === "map"
          ? tags.keys().flatMap((tag) => {
              const value = textOf(tags.get(tag));
              return value === undefined ? [] : [{ key: tag, value }];
            })
          : [],
      construct: (resource) => {
        constructs ??= this.#constructs(artifact, folder);
        return constructs.get(resource);
      },
    };
  }

  /** Newer versions write the metadata of a stack into a file of its own. */
  #constructs(artifact: Value, folder: string): ReadonlyMap<string, Hop> {
    const further = textOf(entryOf(artifact, "additionalMetadataFile"));
    const found = new Map<string, Hop>();
    const metadata = [
      entryOf(artifact, "metadata"),
      ...(further === undefined || further.includes("/") ? [] : [this.#json(folder + further)]),
    ];
    for (const paths of metadata) {
      if (paths.kind !== "map") continue;
      for (const path of paths.keys()) {
        const entries = itemsOf(paths.get(path));
        // Newer versions tell the way to the construct in an entry of its own.
        const creation = entries.find(
          (entry) => textOf(entryOf(entry, "type")) === "aws:cdk:creationStack",
        );
        for (const entry of entries) {
          if (textOf(entryOf(entry, "type")) !== "aws:cdk:logicalId") continue;
          const name = textOf(entryOf(entry, "data"));
          if (name === undefined) continue;
          const place =
            this.#traced(entryOf(entry, "trace")) ??
            (creation === undefined ? undefined : this.#traced(entryOf(creation, "data")));
          found.set(name, { kind: "construct", label: shown(path.replace(/^\//, "")), place });
        }
      }
    }
    return found;
  }

  /** The first frame that stands in a file of the linted folders. */
  #traced(trace: Value): Place | undefined {
    for (const frame of itemsOf(trace).slice(0, mostFrames)) {
      const [, path = "", line = "", column = ""] =
        /\(?((?:\/|\.)[^():]{1,1000}\.[cm]?[jt]sx?):(\d{1,7}):(\d{1,7})\)?$/.exec(
          textOf(frame) ?? "",
        ) ?? [];
      if (path === "" || path.includes("/node_modules/")) continue;
      const own = path.startsWith(`${this.#cwd}/`) ? path.slice(this.#cwd.length + 1) : path;
      const file = this.#tree.read(own);
      if (!file.ok) continue;
      return placeAt({ ...file.source, syntax: "hcl" }, Number(line), Number(column));
    }
    return undefined;
  }

  #json(path: string): Value {
    if (!this.#manifests.has(path)) {
      const file = this.#tree.read(path);
      const parsed = file.ok ? jsonDocument({ ...file.source, syntax: "json" }) : undefined;
      this.#manifests.set(path, parsed?.ok === true ? parsed.value : undefined);
    }
    return this.#manifests.get(path) ?? nothing;
  }
}

const nothing: Value = {
  kind: "absent",
  sensitive: false,
  place: {
    source: { path: "", text: "", syntax: "json", confidential: false },
    route: { kind: "whole" },
    address: undefined,
    via: [],
  },
};

/** From a line and a column, both 1-based, to the end of the line. */
function placeAt(source: Source, line: number, column: number): Place | undefined {
  let start = 0;
  for (let here = 1; here < line; here += 1) {
    const newline = source.text.indexOf("\n", start);
    if (newline === -1) return undefined;
    start = newline + 1;
  }
  const newline = source.text.indexOf("\n", start);
  const end = newline === -1 ? source.text.length : newline;
  const span = { start: Math.min(start + column - 1, end), end };
  return { source, route: { kind: "span", span }, address: undefined, via: [] };
}
