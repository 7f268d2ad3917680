import type { OrganizationFamily } from "../../iam/search/question.ts";
import type { Standing } from "./question.ts";

/** @returns where an account stands, as requests are asked about */
export function standingOf(standing: Standing): OrganizationFamily {
  if (standing === undefined) return { kind: "any" };
  if (standing === "none") return { kind: "none" };
  return { kind: "member", id: standing.id, paths: standing.paths };
}

/** @returns the organisation's id; undefined where there is none, or none is told */
export function idOf(standing: Standing): string | undefined {
  return standing === undefined || standing === "none" ? undefined : standing.id;
}

/**
 * @returns what is wrong with the id of an organisation; undefined where nothing is
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 */
export function organizationProblem(id: string): string | undefined {
  if (/^o-[a-z0-9]{1,32}$/.test(id)) return undefined;
  return `\`${id}\` is no organisation: write its id, such as \`o-a1b2c3d4e5\``;
}

/**
 * @returns what is wrong with a path of an organisation; undefined where nothing is
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 */
export function pathProblem(path: string, id: string): string | undefined {
  if (path.startsWith(`${id}/`) && /^o-[a-z0-9]+\/r-[a-z0-9]+\/(?:ou-[a-z0-9-]+\/)*$/.test(path)) {
    return undefined;
  }
  return `\`${path}\` is no path in the organisation: write it as \`${id}/r-ab12/ou-ab12-11111111/\``;
}
