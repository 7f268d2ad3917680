import type { Level } from "../model/finding.ts";
import type { Options } from "../model/rule.ts";
import type { DeclaredFacts, Settings, Suppression, Trust } from "../model/settings.ts";
import type { Value } from "../model/value.ts";
import type { DefaultSettings } from "./generated/defaults.ts";
import type { ConfigurationFile, RuleEntry } from "./schema.ts";
import { placeAt } from "./tree.ts";

/**
 * The shipped settings with a user's configuration over them: a level replaces the level, and each
 * option the option of its name.
 *
 * @param defaults - the shipped rule set
 * @param user - a valid configuration with its places and its path; undefined where there is none
 */
export function settingsOf(
  defaults: DefaultSettings,
  user:
    { readonly path: string; readonly file: ConfigurationFile; readonly root: Value } | undefined,
): Settings {
  const file = user?.file ?? {};
  const accounts = user === undefined ? [] : accountsOf(user.file, user.root);
  return {
    file: user?.path,
    rules: rulesOf(defaults, file.rules ?? {}),
    accounts,
    trust: trustOf(file, accounts),
    management: file.guardduty?.management ?? defaults.management,
    facts: user === undefined ? noFacts : factsOf(user.file, user.root),
    ignore: file.ignore ?? [],
    suppressions: user === undefined ? [] : suppressionsOf(user.file, user.root),
  };
}

const noFacts: DeclaredFacts = {
  organization: undefined,
  attachments: [],
  sharedSubnets: [],
  endpoints: [],
};

function rulesOf(
  defaults: DefaultSettings,
  entries: Readonly<Record<string, RuleEntry>>,
): Settings["rules"] {
  const rules = new Map<string, { level: Level; options: Options }>(
    Object.entries(defaults.rules).map(([id, entry]) => [id, levelAndOptions(entry)]),
  );
  for (const [id, entry] of Object.entries(entries)) {
    const { level, options } = levelAndOptions(entry);
    rules.set(id, { level, options: { ...rules.get(id)?.options, ...options } });
  }
  return rules;
}

function levelAndOptions(entry: RuleEntry): { readonly level: Level; readonly options: Options } {
  return typeof entry === "string"
    ? { level: entry, options: {} }
    : { level: entry[0], options: entry[1] ?? {} };
}

function accountsOf(file: ConfigurationFile, root: Value): Settings["accounts"] {
  const { account } = file;
  if (account === undefined) {
    return [];
  }
  if (typeof account === "string") {
    return [{ path: undefined, account, place: placeAt(root, ["account"]) }];
  }
  return account.map((entry, index) => ({
    path: entry.path,
    account: entry.account,
    place: placeAt(root, ["account", index, "account"]),
  }));
}

/** Several accounts need not trust each other, so only a single one is trusted without a word. */
function trustOf(file: ConfigurationFile, accounts: Settings["accounts"]): Trust {
  const own = new Set(accounts.map(({ account }) => account));
  return {
    accounts: file.trust?.accounts ?? (own.size === 1 ? [...own] : []),
    organization: file.trust?.organization,
    principals: file.trust?.principals ?? [],
  };
}

function factsOf(file: ConfigurationFile, root: Value): DeclaredFacts {
  const { organization, attachments, endpoints, "shared-subnets": subnets } = file.facts ?? {};
  return {
    organization:
      organization === undefined
        ? undefined
        : {
            id: organization.id,
            root: organization.root,
            managementAccount: organization["management-account"],
            units: organization.units ?? [],
            accounts: organization.accounts ?? [],
            place: placeAt(root, ["facts", "organization"]),
          },
    attachments: (attachments ?? []).map(({ policy, targets }, index) => ({
      policy: withoutDot(policy),
      targets,
      place: placeAt(root, ["facts", "attachments", index]),
    })),
    sharedSubnets: (subnets ?? []).map(({ id, vpc, owner }, index) => ({
      id,
      vpc,
      owner,
      place: placeAt(root, ["facts", "shared-subnets", index]),
    })),
    endpoints: (endpoints ?? []).map((endpoint, index) => ({
      vpc: endpoint.vpc,
      service: endpoint.service,
      reachableFrom: endpoint["reachable-from"] ?? [],
      place: placeAt(root, ["facts", "endpoints", index]),
    })),
  };
}

/** Reports print paths without a leading `./`. */
function withoutDot(path: string): string {
  return path.startsWith("./") ? path.slice(2) : path;
}

function suppressionsOf(file: ConfigurationFile, root: Value): readonly Suppression[] {
  return (file.suppressions ?? []).map(({ rule, subject, path, reason, expires }, index) => ({
    rule,
    subject,
    path,
    reason,
    expires,
    place: placeAt(root, ["suppressions", index]),
  }));
}
