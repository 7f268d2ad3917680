import type { Result } from "../../src/model/finding.ts";
import type { Place, Source } from "../../src/model/place.ts";
import type { Settings } from "../../src/model/settings.ts";
import type { Estate } from "../../src/model/estate.ts";
import { defineRule, type Rule, type RuleContext } from "../../src/model/rule.ts";

/** A source of YAML, in which places are spans. */
export function sourceOf(text: string, path = "a.yaml", syntax: Source["syntax"] = "yaml"): Source {
  return { path, text, syntax, confidential: false };
}

/** The place of a piece of a source's text, the whole where it is not there. */
export function placeOf(source: Source, piece = source.text, address?: string): Place {
  const start = Math.max(source.text.indexOf(piece), 0);
  const span = { start, end: start + piece.length };
  return { source, route: { kind: "span", span }, address, via: [] };
}

/** A result, a violation unless told otherwise. */
export function resultAt(place: Place, more: Partial<Result> = {}): Result {
  return {
    rule: "open-door",
    verdict: "violated",
    level: "warning",
    subject: place.address ?? "door",
    message: "The door is open",
    messageId: "open",
    fix: undefined,
    place,
    related: [],
    witness: undefined,
    reasons: [],
    basis: undefined,
    assumptions: [],
    ...more,
  };
}

/** An estate with nothing in it. */
export const emptyEstate: Estate = {
  clusters: [],
  vpcs: [],
  subnets: [],
  endpoints: [],
  endpointsByVpc: new Map(),
  privateZones: [],
  addons: [],
  securityGroups: [],
  detectors: [],
  coverage: [],
  organization: {
    id: { state: "absent", place: placeOf(sourceOf("")) },
    managementAccount: { state: "absent", place: placeOf(sourceOf("")) },
    policyTypes: { state: "absent", place: placeOf(sourceOf("")) },
    isWhole: false,
    fullAccess: { toldBy: "nothing" },
    nodes: new Map(),
  },
  guards: [],
  tagPolicies: [],
  principals: [],
};

/** Settings with levels for some rules. */
export function settingsOf(
  levels: Readonly<Record<string, "error" | "warning" | "note" | "off">>,
): Settings {
  return {
    file: undefined,
    rules: new Map(Object.entries(levels).map(([id, level]) => [id, { level, options: {} }])),
    accounts: [],
    trust: { accounts: [], organization: undefined, principals: [] },
    management: "infer",
    facts: { organization: undefined, attachments: [], sharedSubnets: [], endpoints: [] },
    ignore: [],
    suppressions: [],
  };
}

/** A rule whose check is given. */
export function ruleOf(id: string, check: (context: RuleContext<"open" | "wide">) => void): Rule {
  return defineRule<"open" | "wide">({
    id,
    meta: {
      summary: "A door stands open",
      why: "Anybody can come in.",
      fix: "Shut it.",
      confidence: "high",
      status: "stable",
      severity: 5,
      tags: [],
      options: { type: "object", additionalProperties: false, properties: {} },
      messages: { open: "The door {name} is open", wide: "It is wide open" },
      references: [],
    },
    check: (_, context) => {
      check(context);
    },
  });
}
