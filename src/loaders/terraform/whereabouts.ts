import { isAccountId } from "../../aws/account-id.ts";
import type { Path } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { callSite, referencesOf, type Configuration, type Scope } from "./configuration.ts";
import { entry, itemsIn, member, textAt } from "./parsed-json.ts";
import type { PlanIndex } from "./plan-index.ts";
import type { Recorded } from "./recorded.ts";
import { parseTraversal } from "./traversal.ts";

/** Variables that are gone through to get to one constant. */
const longestChain = 40;

/** A text of the document, and where it stands. */
export interface Told {
  readonly text: string;
  readonly path: Path;
  readonly sensitive: boolean;
}

/** An account and a Region as far as they are told. */
interface ProviderWhereabouts {
  readonly account: Told | undefined;
  readonly region: Told | undefined;
  /** The provider sets a Region, whether or not it can be told which. */
  readonly regionSet: boolean;
  readonly accountSet: boolean;
}

/** Reads the account and the Region of resources, from themselves or from their provider. */
export class PlanWhereabouts {
  readonly #raw: unknown;
  readonly #configuration: Configuration;
  readonly #index: PlanIndex;
  readonly #providers = new Map<string, ProviderWhereabouts>();
  #accounts: ReadonlyMap<string, Told | "several"> | undefined;
  #callers: ReadonlyMap<string, readonly Recorded[]> | undefined;

  /** @param raw - the whole plan or state */
  constructor(raw: unknown, configuration: Configuration, index: PlanIndex) {
    this.#raw = raw;
    this.#configuration = configuration;
    this.#index = index;
  }

  /** The account: of the resource's own ARN or owner, else of its provider's credentials. */
  account(recorded: Recorded): Told | undefined | "unknown" {
    const own = ownAccount(recorded);
    if (own !== undefined) return own;
    const provider = this.#provider(recorded);
    return provider.account ?? (provider.accountSet ? "unknown" : undefined);
  }

  /**
   * The Region: the resource's own, which version 6 of the provider has, else that of its ARN, else
   * the provider's.
   * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
   */
  region(recorded: Recorded): Told | undefined | "unknown" {
    const own = attributeText(recorded, "region");
    if (own !== undefined && isRegion(own.text)) return own;
    const arn = attributeText(recorded, "arn");
    const fromArn = arn?.text.split(":")[3] ?? "";
    if (arn !== undefined && isRegion(fromArn)) return { ...arn, text: fromArn };
    const provider = this.#provider(recorded);
    return provider.region ?? (provider.regionSet ? "unknown" : undefined);
  }

  #provider(recorded: Recorded): ProviderWhereabouts {
    const key = this.#providerKey(recorded);
    let known = this.#providers.get(key);
    if (known === undefined) this.#providers.set(key, (known = this.#readProvider(key)));
    return known;
  }

  #providerKey({ address }: Recorded): string {
    return textAt(this.#configuration.declared(address).resource, "provider_config_key") ?? "";
  }

  #readProvider(key: string): ProviderWhereabouts {
    if (key === "") {
      // A state does not tell providers apart: what all its resources say holds for each.
      const account = this.#agreed(key);
      return { account, region: undefined, regionSet: false, accountSet: false };
    }
    const provider = this.#configuration.provider(key);
    const expressions = member(provider, "expressions");
    const module = textAt(provider, "module_address");
    const scope = this.#moduleScope(module);
    const path: Path = step(
      step(step(root("configuration"), "provider_config"), key),
      "expressions",
    );
    const constant = (expression: unknown, at: Path): Told | undefined =>
      scope === undefined ? undefined : this.#constant(expression, at, scope, 0);

    const region = constant(member(expressions, "region"), step(path, "region"));
    const role = itemsIn(member(expressions, "assume_role"));
    const rolePath = step(step(step(path, "assume_role"), 0), "role_arn");
    const roleArn = role.length === 1 ? constant(member(role[0], "role_arn"), rolePath) : undefined;
    const assumed = roleArn === undefined ? "" : (roleArn.text.split(":")[4] ?? "");
    const allowed = constant(
      member(expressions, "allowed_account_ids"),
      step(path, "allowed_account_ids"),
    );
    const caller = this.#lookedUp(key, "aws_caller_identity", ["account_id"], isAccountId);
    const current = this.#lookedUp(key, "aws_region", ["region", "name", "id"], isRegion);
    return {
      account:
        caller ??
        (roleArn !== undefined && isAccountId(assumed)
          ? { ...roleArn, text: assumed }
          : undefined) ??
        (allowed !== undefined && isAccountId(allowed.text) ? allowed : undefined) ??
        this.#agreed(key),
      region: region !== undefined && isRegion(region.text) ? region : current,
      regionSet: member(expressions, "region") !== undefined,
      accountSet: role.length > 0,
    };
  }

  /** Provider blocks stand in modules that are called once; their names have no index. */
  #moduleScope(address: string | undefined): Scope | undefined {
    let scope = this.#configuration.scope([]);
    if (address === undefined || address === "") return scope;
    const steps = parseTraversal(address) ?? [];
    for (let at = 0; at < steps.length; at += 2) {
      const name = steps[at + 1];
      if (name?.kind !== "name" || at > 2 * longestChain) return undefined;
      scope = this.#configuration.child(scope, name.name, undefined);
    }
    return scope;
  }

  /** A constant, directly or through variables that do nothing but pass it on. */
  #constant(expression: unknown, path: Path, scope: Scope, depth: number): Told | undefined {
    const constant = member(expression, "constant_value");
    const list = itemsIn(constant);
    const single: unknown = list.length === 1 ? list[0] : constant;
    if (typeof single === "string") {
      return { text: single, path: step(path, "constant_value"), sensitive: false };
    }
    const [only, second] = referencesOf(expression);
    const steps = only === undefined || second !== undefined ? undefined : parseTraversal(only);
    const [head, variable, further] = steps ?? [];
    if (depth > longestChain || head?.kind !== "name" || head.name !== "var") return undefined;
    if (variable?.kind !== "name" || further !== undefined) return undefined;
    const outer = callSite(scope);
    const declared = member(scope.module, "variables", variable.name);
    const sensitive = member(declared, "sensitive") === true;
    if (outer === undefined) {
      const at = step(step(root("variables"), variable.name), "value");
      return told(member(this.#raw, "variables", variable.name, "value"), at, sensitive);
    }
    const argument = member(scope.call, "expressions", variable.name);
    // A default stands where nobody passes anything; its own path would name every module around.
    if (argument === undefined) return told(member(declared, "default"), path, sensitive);
    const found = this.#constant(argument, path, outer.scope, depth + 1);
    return found === undefined
      ? undefined
      : { ...found, path, sensitive: found.sensitive || sensitive };
  }

  /** The account that all resources of the same provider lie in whose ARN is known. */
  #agreed(key: string): Told | undefined {
    if (this.#accounts === undefined) {
      const accounts = new Map<string, Told | "several">();
      for (const recorded of this.#index.all()) {
        const own = recorded.address.mode === "managed" ? ownAccount(recorded) : undefined;
        if (own === undefined) continue;
        const provider = this.#providerKey(recorded);
        const known = accounts.get(provider);
        const same = known === undefined || (known !== "several" && known.text === own.text);
        accounts.set(provider, same ? (known ?? own) : "several");
      }
      this.#accounts = accounts;
    }
    const agreed = this.#accounts.get(key);
    return agreed === "several" ? undefined : agreed;
  }

  /** What a data source of the same provider has found out. */
  #lookedUp(
    key: string,
    type: string,
    attributes: readonly string[],
    isValid: (text: string) => boolean,
  ): Told | undefined {
    if (this.#callers === undefined) {
      const found = new Map<string, Recorded[]>();
      for (const recorded of this.#index.all()) {
        const { mode, type: own } = recorded.address;
        if (mode !== "data" || (own !== "aws_caller_identity" && own !== "aws_region")) continue;
        const id = `${own} ${this.#providerKey(recorded)}`;
        const known = found.get(id);
        if (known === undefined) found.set(id, [recorded]);
        else known.push(recorded);
      }
      this.#callers = found;
    }
    for (const recorded of this.#callers.get(`${type} ${key}`) ?? []) {
      for (const attribute of attributes) {
        const found = attributeText(recorded, attribute);
        if (found !== undefined && isValid(found.text)) return found;
      }
    }
    return undefined;
  }
}

/**
 * A value for an account or a Region.
 *
 * @param told - what was found; `unknown` where something sets it that cannot be followed
 * @param at - makes a place from a path in the document
 * @param absent - stands for what nothing tells
 */
export function toldValue(
  found: Told | undefined | "unknown",
  at: (path: Path, masked: boolean) => Value["place"],
  absent: Value["place"],
): Value {
  if (found === undefined) return { kind: "absent", place: absent, sensitive: false };
  if (found === "unknown") {
    const detail = "the provider's configuration does not tell it as a constant";
    return {
      kind: "unknown",
      reason: { code: "unresolved-reference", detail, place: absent },
      references: [],
      place: absent,
      sensitive: false,
    };
  }
  const { text, path, sensitive } = found;
  return { kind: "scalar", value: text, text, place: at(path, sensitive), sensitive };
}

function ownAccount(recorded: Recorded): Told | undefined {
  const arn = ownerText(recorded, "arn");
  const fromArn = arn?.text.split(":")[4] ?? "";
  if (arn !== undefined && isAccountId(fromArn)) return { ...arn, text: fromArn };
  const owner = ownerText(recorded, "owner_id");
  return owner !== undefined && isAccountId(owner.text) ? owner : undefined;
}

/** Every resource is asked for these two, so that no more of it is read for them. */
function ownerText(recorded: Recorded, attribute: "arn" | "owner_id"): Told | undefined {
  const text = entry(recorded.owners, attribute);
  // Most resources have neither; nothing is made for them.
  if (typeof text !== "string") return undefined;
  return marked(text, recorded.ownersSensitive, recorded, attribute);
}

function attributeText(recorded: Recorded, attribute: string): Told | undefined {
  const text = entry(recorded.values, attribute);
  if (typeof text !== "string") return undefined;
  return marked(text, recorded.sensitive, recorded, attribute);
}

function marked(text: string, marks: unknown, recorded: Recorded, attribute: string): Told {
  const sensitive = marks === true || entry(marks, attribute) === true;
  return { text, path: step(recorded.valuesPath, attribute), sensitive };
}

function told(raw: unknown, path: Path, sensitive: boolean): Told | undefined {
  return typeof raw === "string" ? { text: raw, path, sensitive } : undefined;
}

function root(key: string): Path {
  return { parent: undefined, step: key };
}

function step(parent: Path, next: string | number): Path {
  return { parent, step: next };
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}$/.test(text);
}
