/** What the source of a module call names, where it names a module of the public registry. */
export interface ModuleAddress {
  /** As the registry has it: `terraform-aws-modules/vpc/aws`. */
  readonly module: string;
  /** The folder in it: `modules/vpc-endpoints`; empty for the module itself. */
  readonly folder: string;
  /** Whether its version is chosen by a constraint, or by a tag or branch of its repository. */
  readonly chosenBy:
    { readonly kind: "constraint" } | { readonly kind: "ref"; readonly ref: string | undefined };
}

/**
 * Reads the source of a module call: a registry's name, or the repository on GitHub behind it.
 * https://developer.hashicorp.com/terraform/language/modules/sources
 *
 * @param source - as written
 * @returns undefined where it is neither
 */
export function moduleAddress(source: string): ModuleAddress | undefined {
  if (source.length > longest) return undefined;
  return fromRegistry(source) ?? fromGitHub(source);
}

const longest = 500;

const registries: ReadonlySet<string> = new Set(["registry.terraform.io", "registry.opentofu.org"]);

function fromRegistry(source: string): ModuleAddress | undefined {
  const [name = "", folder = "", further] = source.split("//");
  if (further !== undefined) return undefined;
  const parts = name.split("/");
  const [host = ""] = parts;
  const own = registries.has(host) ? parts.slice(1) : parts;
  if (own.length !== 3 || !own.every((part) => /^[0-9A-Za-z][\w-]*$/.test(part))) return undefined;
  return { module: own.join("/"), folder: trimmed(folder), chosenBy: { kind: "constraint" } };
}

/** Ways to write a repository on GitHub; each ends where the owner's name begins. */
const gitHub = [
  "git::https://github.com/",
  "git::ssh://git@github.com/",
  "git::git@github.com:",
  "git@github.com:",
  "github.com/",
  "https://github.com/",
];

function fromGitHub(source: string): ModuleAddress | undefined {
  const prefix = gitHub.find((one) => source.startsWith(one));
  if (prefix === undefined) return undefined;
  const [path = "", query = ""] = source.slice(prefix.length).split("?");
  const [repository = "", folder = ""] = path.split("//");
  const [owner = "", name = "", further] = repository.replace(/\.git$/, "").split("/");
  const [, provider, own] = /^terraform-([0-9a-z]+)-([\w-]+)$/.exec(name) ?? [];
  if (further !== undefined || provider === undefined || own === undefined) return undefined;
  const ref = query
    .split("&")
    .find((one) => one.startsWith("ref="))
    ?.slice("ref=".length);
  return {
    module: `${owner}/${own}/${provider}`,
    folder: trimmed(folder),
    chosenBy: { kind: "ref", ref },
  };
}

function trimmed(folder: string): string {
  return folder.replace(/\/$/, "");
}
