import type { PolicyType } from "../../model/policy.ts";
import type { CompiledPolicy, CompiledStatement } from "../compile.ts";
import type { OperatorFamily } from "../conditions/operator.ts";
import { layerOrder, type Layers, type PolicyLevels, type PolicySet } from "../layers.ts";
import { parsePrincipal } from "../principal.ts";
import type { Request } from "../request.ts";
import { matchesElement } from "../statement-match.ts";
import { parseTemplate } from "../variables.ts";
import type { NamedSession } from "./principal-formula.ts";

/** What policies ask of one condition key. */
export interface Mention {
  /** As people write it. */
  readonly name: string;
  readonly families: ReadonlySet<OperatorFamily>;
  /** Whether some condition asks for any or all of several values. */
  readonly several: boolean;
  /** What it is compared with. */
  readonly values: ReadonlySet<string>;
}

/** One set of policies with where it stands. */
export interface PlacedSet {
  readonly layer: PolicyType;
  readonly level: number | undefined;
  readonly set: PolicySet;
}

/** @returns all sets of policies, in the order in which layers are told */
export function setsOf(layers: Layers): readonly PlacedSet[] {
  return layerOrder.flatMap((layer): readonly PlacedSet[] => {
    if (layer === "scp" || layer === "rcp") {
      return (layers[layer]?.levels ?? []).map((set, level) => ({ layer, level, set }));
    }
    const set = layers[layer];
    return set === undefined ? [] : [{ layer, level: undefined, set }];
  });
}

/** A statement with its document. */
export interface Spoken {
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}

/** @returns all statements of a set, each with its document */
export function statementsOf({ policies }: PolicySet): readonly Spoken[] {
  return policies.flatMap((policy) =>
    policy.statements.map((statement): Spoken => ({ policy, statement })),
  );
}

/** @returns layers with those statements alone that can speak of the request's action */
export function layersAbout(layers: Layers, sample: Request): Layers {
  const set = ({ policies, rest }: PolicySet): PolicySet => ({
    rest,
    policies: policies.map(({ document, statements }) => ({
      document,
      statements: statements.filter(({ action }) => matchesElement(action, sample) !== false),
    })),
  });
  const about = (one: PolicySet | undefined): PolicySet | undefined => one && set(one);
  const levels = (all: PolicyLevels | undefined): PolicyLevels | undefined =>
    all && { rest: all.rest, levels: all.levels.map(set) };
  return {
    scp: levels(layers.scp),
    rcp: levels(layers.rcp),
    "vpc-endpoint": about(layers["vpc-endpoint"]),
    identity: about(layers.identity),
    "permissions-boundary": about(layers["permissions-boundary"]),
    session: about(layers.session),
    resource: about(layers.resource),
  };
}

/** @returns the condition keys that any statement of policies depends on */
export function mentionsOf(policies: readonly CompiledPolicy[]): ReadonlyMap<string, Mention> {
  return mentionsIn(statementsOf({ policies, rest: undefined }));
}

interface Collected {
  readonly name: string;
  several: boolean;
  readonly families: Set<OperatorFamily>;
  readonly values: Set<string>;
}

/**
 * The condition keys that statements about an action depend on, also through policy variables.
 *
 * @returns by name in lower case
 */
export function mentionsIn(statements: Iterable<Spoken>): ReadonlyMap<string, Mention> {
  const mentions = new Map<string, Collected>();
  const mention = (name: string): Collected => {
    const key = name.toLowerCase();
    const known = mentions.get(key) ?? {
      name,
      several: false,
      families: new Set(),
      values: new Set(),
    };
    mentions.set(key, known);
    return known;
  };
  for (const { policy, statement } of statements) {
    const { version } = policy.document;
    const variables = (text: string): void => {
      if (!text.includes("${")) return;
      for (const piece of parseTemplate(text, version).pieces) {
        if (piece.kind !== "variable") continue;
        const at = text.toLowerCase().indexOf(piece.key);
        mention(text.slice(at, at + piece.key.length)).families.add("string");
      }
    };
    for (const { condition, use } of statement.conditions) {
      const own = mention(condition.key);
      if (use !== undefined) own.families.add(use.operator.family);
      if (use?.set !== undefined) own.several = true;
      for (const item of condition.values.items) {
        if (item.kind !== "text") continue;
        own.values.add(item.text);
        variables(item.text);
      }
    }
    for (const item of statement.resource?.element.items ?? []) {
      if (item.kind === "text") variables(item.text);
    }
  }
  return mentions;
}

/**
 * Sessions that any statement names by their ARN, for better or worse: to all statements the other
 * sessions of their roles look alike. Where one names the role too, its path is known.
 */
export function sessionsIn(statements: Iterable<Spoken>): readonly NamedSession[] {
  const sessions = new Map<string, NamedSession>();
  const roles = new Map<string, string>();
  const keyOf = (account: string, role: string): string => `${account}/${role}`;
  for (const { statement } of statements) {
    for (const { kind, patterns } of statement.statement.principal?.groups ?? []) {
      if (kind !== "AWS") continue;
      for (const item of patterns.items) {
        const principal = item.kind === "text" ? parsePrincipal(item.text) : undefined;
        if (principal?.kind === "session") sessions.set(principal.arn, principal);
        if (principal?.kind !== "role") continue;
        const name = principal.path.slice(principal.path.lastIndexOf("/") + 1);
        roles.set(keyOf(principal.account, name), principal.arn);
      }
    }
  }
  return [...sessions.values()].map((session) => ({
    ...session,
    roleArn: roles.get(keyOf(session.account, session.role)),
  }));
}
