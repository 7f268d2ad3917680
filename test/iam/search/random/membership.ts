import type { KeyFamily, RequestFamily } from "../../../../src/iam/search/question.ts";
import type { RequestInput } from "../../../../src/iam/request.ts";
import { likeArn, likeText, readings } from "../../spec/pattern.ts";
import { carried } from "./world.ts";

const nothing = { context: new Map<never, never>(), variables: false };

/** @returns whether a text is like a pattern whose wildcards cross everything */
export const isLike = (pattern: string, text: string): boolean =>
  likeText(readings(pattern, nothing), text) === 1;
const isLikeArn = (pattern: string, text: string): boolean =>
  likeArn(readings(pattern, nothing), text) === 1;

/** @returns whether somebody may make requests of the family */
export function isCaller({ principal: family }: RequestFamily, principal: string): boolean {
  if (family.kind === "one") return family.principal === principal;
  const [, partition, service, , account = "", ...rest] = principal.split(":");
  // The path of a role or user can hold colons.
  const [kind = "", name = ""] = rest.join(":").split("/");
  const { among, except, exceptAccounts } = family;
  return (
    family.kinds.some((one) => one === kind) &&
    (kind === "root") === (name === "") &&
    service === "iam" &&
    partition === family.partition &&
    /^\d{12}$/u.test(account) &&
    (among.length === 0 || among.some((pattern) => isLikeArn(pattern, principal))) &&
    !except.some((pattern) => isLikeArn(pattern, principal)) &&
    !exceptAccounts.includes(account)
  );
}

/** @returns whether the family leaves the account at this place; undefined for no organisation */
export function isPlace({ organization }: RequestFamily, path: string | undefined): boolean {
  const id = path?.split("/")[0];
  switch (organization.kind) {
    case "any":
      return true;
    case "none":
      return path === undefined;
    case "other":
      return id !== undefined && !organization.than.includes(id);
    case "member":
      return (
        path !== undefined &&
        id === organization.id &&
        (organization.paths === undefined || organization.paths.includes(path))
      );
  }
}

/** @returns what the family says of a key; undefined for a key that it leaves to the action */
export function statedOf({ context }: RequestFamily, name: string): KeyFamily | undefined {
  const key = name.toLowerCase();
  const entries = Object.entries(context).map(
    ([own, family]) => [own.toLowerCase(), family] as const,
  );
  const own = entries.find(([other]) => other === key);
  const [best] = entries
    .filter(([other]) => other.endsWith("*") && key.startsWith(other.slice(0, -1)))
    .sort(([left], [right]) => right.length - left.length);
  return (own ?? best)?.[1];
}

/** @returns whether requests of the family can have this value, or none */
export function isValue(
  family: RequestFamily,
  name: string,
  value: string | readonly string[] | undefined,
  always: boolean,
): boolean {
  const stated = statedOf(family, name);
  if (stated === undefined) {
    if (value === undefined) return !always;
    const carries = carried[family.action];
    if (/^aws:requesttag\//iu.test(name)) return carries?.request ?? true;
    return /^aws:resourcetag\//iu.test(name) ? (carries?.resource ?? true) : true;
  }
  switch (stated.kind) {
    case "absent":
      return value === undefined;
    case "is":
      return JSON.stringify(value) === JSON.stringify(stated.values);
    case "unknown":
      return true;
    case "any": {
      if (value === undefined) return stated.optional;
      return [value]
        .flat()
        .every(
          (text) =>
            (stated.like?.some((pattern) => isLike(pattern, text)) ?? true) &&
            !(stated.unlike?.some((pattern) => isLike(pattern, text)) ?? false),
        );
    }
    case "including":
      return value !== undefined && stated.values.every((one) => [value].flat().includes(one));
  }
}

/** @returns the keys of the tags of a request, in the order of the request */
export function tagKeysOf({ context = {} }: RequestInput): readonly string[] {
  const names = Object.keys(context);
  const own = names.find((name) => name.toLowerCase() === "aws:tagkeys");
  if (own !== undefined) return [context[own] ?? []].flat();
  return names.flatMap((name) => (/^aws:requesttag\//iu.test(name) ? [name.slice(15)] : []));
}

/** Whether a session can be of a role: its ARN has the role's account and name, without a path. */
function isRoleOf(session: string, role: string): boolean {
  const [, partition, , , account, resource = ""] = session.split(":");
  const [kind, name] = resource.split("/");
  const start = `arn:${partition ?? ""}:iam::${account ?? ""}:role/`;
  return kind === "assumed-role" && role.startsWith(start) && role.split("/").at(-1) === name;
}

/** What a request is not to be, in words; undefined where it is one of the family. */
export function strayOf(request: RequestInput, family: RequestFamily): string | undefined {
  const { principal, action, resource, context = {} } = request;
  if (action !== family.action) return "its action";
  const told = Object.entries(context).find(([name]) => name.toLowerCase() === "aws:principalarn");
  const [role = ""] = [told?.[1] ?? []].flat();
  const isOwn = family.principal.kind === "any" && isRoleOf(principal, role);
  const identity = isOwn ? role : principal;
  if (!isCaller(family, identity)) return "its principal";
  if (!family.resource.some((one) => one === resource || isLike(one, resource)))
    return "its resource";
  const held = new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]));
  const arn = identity.split(":");
  const derived: Readonly<Record<string, string | undefined>> = {
    "aws:principalarn": identity,
    "aws:principalaccount": arn[4],
    "aws:username": arn[5]?.startsWith("user/") === true ? principal.split("/").at(-1) : undefined,
  };
  for (const [key, value] of Object.entries(derived)) {
    const own = held.get(key);
    if (own !== undefined && own !== value) return `${key} of another principal`;
  }
  const path = held.get("aws:principalorgpaths");
  const id = held.get("aws:principalorgid");
  const place = typeof path === "string" ? path : path?.[0];
  if (place !== undefined && id !== undefined && id !== place.split("/")[0])
    return "two organisations";
  if ((place !== undefined || id !== undefined) && !isPlace(family, place ?? `${String(id)}/`)) {
    if (!(family.organization.kind === "member" && place === undefined)) return "its organisation";
  }
  const keys = tagKeysOf(request);
  const carries = carried[action] ?? { request: true, keys: true, resource: true };
  if (keys.length > 0 && !carries.keys) return "tag keys that the action does not carry";
  if (!isValue(family, "aws:TagKeys", keys.length === 0 ? undefined : keys, false))
    return "its tag keys";
  const named = Object.keys(context).flatMap((name) =>
    /^aws:requesttag\//iu.test(name) ? [name.slice(15).toLowerCase()] : [],
  );
  const tags = new Set(keys.map((key) => key.toLowerCase()));
  if (carries.request && (named.length !== tags.size || !named.every((name) => tags.has(name))))
    return "tag keys of other tags";
  for (const [name, stated] of Object.entries(family.context)) {
    if (name.endsWith("*") || name === "aws:TagKeys") continue;
    // The name of a condition key has no case, and the key of a tag that a family speaks of has.
    const isEver = stated.kind === "is" || (stated.kind === "any" && !stated.optional);
    if (isEver && /^aws:requesttag\//iu.test(name) && !keys.includes(name.slice(15)))
      return "its tag in another case";
    if (!isValue(family, name, held.get(name.toLowerCase()), false)) return name;
  }
  for (const [name, value] of Object.entries(context)) {
    if (name.toLowerCase() !== "aws:tagkeys" && !isValue(family, name, value, false)) return name;
  }
  return undefined;
}
