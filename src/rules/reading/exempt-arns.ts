import { compilePattern, matches } from "../../iam/pattern.ts";
import type { Exempted } from "./tag-exemption.ts";
import { ownAccount } from "./trusted-principals.ts";

/** Where principals are looked for. */
export interface Home {
  readonly partition: string;
  readonly account: string;
}

/** Nobody makes or changes a role below these paths by hand. */
const reserved = ["aws-reserved/", "aws-service-role/"];

/**
 * The roles or users of one account that an exemption by ARN lets go, as patterns of whole ARNs.
 * Policy variables in the exemption stand for any text. Roles of Identity Center and of services are
 * left out: nobody can make or change them through IAM.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function exemptArns(
  { pattern, byComponent }: Extract<Exempted, { readonly kind: "arn" }>,
  kind: "role" | "user",
  { partition, account }: Home,
): readonly string[] {
  const text = pattern.replaceAll(ownAccount, account).replace(/\$\{[^}]*\}/g, "*");
  const start = `arn:${partition}:iam::${account}:`;
  const rests = byComponent
    ? restsOfComponents(text, start, `${kind}/`)
    : restsAfter(text, `${start}${kind}/`);
  return rests
    .filter((rest) => rest !== "" && !reserved.some((path) => rest.startsWith(path)))
    .map((rest) => `${start}${kind}/${rest}`);
}

/** Whether a pattern leaves no choice of the name. */
export function namesOne(arn: string): boolean {
  return !/[*?]/.test(arn);
}

function restsOfComponents(text: string, start: string, resource: string): readonly string[] {
  const own = start.split(":");
  const parts = text.split(":");
  if (parts.length < 6) return [];
  const fits = parts
    .slice(0, 5)
    .every((part, at) => matches(compilePattern([{ text: part, wildcards: true }]), own[at] ?? ""));
  return fits ? restsAfter(parts.slice(5).join(":"), resource) : [];
}

/**
 * What a pattern asks of a text after its beginning is given.
 *
 * @param pattern - with `*` and `?`
 * @param start - the beginning
 * @returns patterns of the rest, of which it must fit one
 */
export function restsAfter(pattern: string, start: string): readonly string[] {
  let at = new Set([0]);
  for (const char of start) {
    const next = new Set<number>();
    for (const index of withSkipped(pattern, at)) {
      const token = pattern.charAt(index);
      if (token === "*") next.add(index);
      else if (token === "?" || token === char) next.add(index + 1);
    }
    at = next;
  }
  return [...at].sort((left, right) => left - right).map((index) => pattern.slice(index));
}

/** A star can stand for nothing. */
function withSkipped(pattern: string, at: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(at);
  for (const index of all) if (pattern.charAt(index) === "*") all.add(index + 1);
  return all;
}
