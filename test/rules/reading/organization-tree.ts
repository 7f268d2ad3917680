import type { Guard, Organization, OrganizationNode } from "../../../src/model/estate.ts";
import type { Place } from "../../../src/model/place.ts";

export const place: Place = {
  source: { path: "scp.json", text: "{}", syntax: "json", confidential: false },
  route: { kind: "whole" },
  address: undefined,
  via: [],
};
export const absent = { state: "absent", place } as const;

/** A policy that is attached to these; undefined for one that is not known. */
export const guard = (
  targets: readonly (string | undefined)[],
  attachment: Guard["attachment"],
): Guard => ({
  subject: "protect",
  place,
  account: absent,
  region: absent,
  kind: "scp",
  name: absent,
  policy: absent,
  attachment,
  targets: targets.map((id) =>
    id === undefined
      ? { kind: "unknown", reason: { code: "known-after-apply", detail: "later", place }, place }
      : { kind: "node", id, place },
  ),
});

const node = (id: string, kind: OrganizationNode["kind"], parent?: OrganizationNode) => ({
  id,
  kind,
  parent,
  parentKnown: kind === "root" || parent !== undefined,
  place: undefined,
  isNew: false,
});
const root = node("r-ab12", "root");
const outer = node("ou-ab12-11111111", "unit", root);
const inner = node("ou-ab12-22222222", "unit", outer);
const inInner = node("111122223333", "account", inner);
const inRoot = node("444455556666", "account", root);
const loose = node("ou-ab12-33333333", "unit");
const inLoose = node("123456789012", "account", loose);

/** Two units, one in the other, and a unit of which nothing tells where it stands. */
export const organization = (
  management?: string,
  policyTypes: Organization["policyTypes"] = absent,
): Organization => ({
  policyTypes,
  isWhole: false,
  fullAccess: { toldBy: "nothing" },
  id: absent,
  managementAccount:
    management === undefined
      ? absent
      : { state: "known", value: management, place, sensitive: false },
  nodes: new Map(
    [root, outer, inner, inInner, inRoot, loose, inLoose].map((each) => [each.id, each]),
  ),
});
