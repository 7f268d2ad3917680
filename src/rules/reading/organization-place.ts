import type { Mention } from "../../iam/search/mentions.ts";
import type { OrganizationFamily } from "../../iam/search/question.ts";
import type { Organization } from "../../model/estate.ts";

/**
 * Where an account stands in an organisation, as AWS writes it: `o-1/r-1/ou-1/`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 *
 * @param account - its id
 * @param organization - the id of the organisation
 * @returns undefined where the tree is not known up to the root, or a unit above has no id yet
 */
export function placeInOrganization(
  account: string,
  organization: string,
  nodes: Organization["nodes"],
): string | undefined {
  const steps: string[] = [];
  for (let above = nodes.get(account)?.parent; above !== undefined; above = above.parent) {
    if (above.isNew) return undefined;
    steps.unshift(above.id);
    if (above.kind === "root") return `${organization}/${steps.join("/")}/`;
  }
  return undefined;
}

/**
 * Which organisation an account belongs to, as far as the estate tells.
 *
 * @param account - its id
 * @param bound - whether service control policies bind it, which only members of an organisation have
 */
export function membershipOf(
  account: string,
  bound: boolean,
  { id, nodes }: Organization,
): OrganizationFamily {
  if (!bound && !nodes.has(account)) return { kind: "any" };
  if (id.state !== "known") return { kind: "other", than: [] };
  const place = placeInOrganization(account, id.value, nodes);
  return { kind: "member", id: id.value, paths: place === undefined ? undefined : [place] };
}

/**
 * Places in an organisation that policies can tell apart: one for each pattern of paths that they
 * speak of, and one that they do not speak of.
 *
 * @param mentions - of the policies
 * @param organization - the id of the organisation
 */
export function placesNamedIn(
  mentions: ReadonlyMap<string, Mention>,
  organization: string,
): readonly string[] {
  const patterns = mentions.get("aws:principalorgpaths")?.values ?? [];
  const named = [...patterns].flatMap((pattern) => {
    const places = fillers.map((filler) =>
      `${pattern.replace(/[*?]/g, filler)}/`.replace("//", "/"),
    );
    return places.filter((path) => path.startsWith(`${organization}/`) && place.test(path));
  });
  return [...new Set([`${organization}/r-root/`, ...named])];
}

/** What can stand for a wildcard: nothing, a root, a unit, or a part of either's name. */
const fillers = ["", "r-x", "ou-x", "x"];

const place = /^o-[a-z0-9]+\/r-[a-z0-9]+\/(?:ou-[a-z0-9-]+\/)*$/;
