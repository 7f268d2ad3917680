import type { RequestFamily } from "../../../../src/iam/search/question.ts";
import type { RequestInput } from "../../../../src/iam/request.ts";
import type { Policies } from "./policies.ts";
import { isCaller, isLike, isPlace, isValue, statedOf, strayOf } from "./membership.ts";
import {
  account,
  carried,
  clusters,
  keys,
  paths,
  principals,
  sessions,
  tagNames,
} from "./world.ts";

type Context = NonNullable<RequestInput["context"]>;

/** The condition keys that policies or the family speak of, by name. */
export function spokenOf(policies: Policies, family: RequestFamily): ReadonlySet<string> {
  const text = JSON.stringify(policies).toLowerCase();
  return new Set(
    keys.flatMap(({ name }) =>
      text.includes(name.toLowerCase()) || family.context[name] !== undefined ? [name] : [],
    ),
  );
}

/** @returns keys that requests have in any case, of those that are spoken of */
export function alwaysOf(spoken: ReadonlySet<string>): readonly string[] {
  return keys.flatMap(({ name, always }) => (always === true && spoken.has(name) ? [name] : []));
}

/**
 * The requests of a family over the small world: all of them, or evenly so many where there are
 * more.
 */
export function requestsOf(
  policies: Policies,
  family: RequestFamily,
  most: number,
): readonly RequestInput[] {
  const spoken = spokenOf(policies, family);
  const dimensions: (readonly Context[])[] = [placesOf(family, spoken), tagsOf(family, spoken)];
  for (const { name, had, always } of new Map(keys.map((key) => [key.name, key])).values()) {
    if (!spoken.has(name) || had === undefined || name.startsWith("aws:RequestTag/")) continue;
    const stated = statedOf(family, name);
    const values = [undefined, ...(stated?.kind === "is" ? [stated.values] : had)];
    dimensions.push(
      values
        .filter((value) => isValue(family, name, value, always === true))
        .map((value): Context => (value === undefined ? {} : { [name]: value })),
    );
  }
  const who = callersOf(policies, family, spoken);
  const what = resourcesOf(family);
  const sizes = [who.length, what.length, ...dimensions.map(({ length }) => length)];
  const product = sizes.reduce((all, size) => all * size, 1);
  const found: RequestInput[] = [];
  for (let at = 0; at < Math.min(product, most); at += 1) {
    let rest = product <= most ? at : scattered(at, product);
    const take = <T>(list: readonly T[]): T | undefined => {
      const one = list[rest % list.length];
      rest = Math.floor(rest / list.length);
      return one;
    };
    const caller = take(who);
    const resource = take(what) ?? "*";
    const context = dimensions.reduce<Context>(
      (all, values) => ({ ...all, ...take(values) }),
      caller?.context ?? {},
    );
    found.push({ principal: caller?.principal ?? "", action: family.action, resource, context });
  }
  return found.filter((request) => strayOf(request, family) === undefined);
}

/** Steps that are no part of any list's length go through all numbers below a product. */
function scattered(at: number, product: number): number {
  return Number((BigInt(at) * 2_654_435_761n + 12_345n) % BigInt(product));
}

interface Caller {
  readonly principal: string;
  readonly context: Context;
}

function callersOf(
  policies: Policies,
  family: RequestFamily,
  spoken: ReadonlySet<string>,
): readonly Caller[] {
  const named = (principal: string): Caller => ({ principal, context: nameOf(principal, spoken) });
  if (family.principal.kind === "one") return [named(family.principal.principal)];
  // An account has one role by a name: one that is named leaves no room for another.
  const text = JSON.stringify([policies, family.principal]).replaceAll(
    "iam::*:",
    `iam::${account}:`,
  );
  const ofRoles = sessions.flatMap(({ principal, roles }) =>
    roles
      .filter((role) => !roles.some((other) => other !== role && text.includes(`"${other}"`)))
      .filter((role) => isCaller(family, role))
      .map((role): Caller => ({ principal, context: { "aws:PrincipalArn": role } })),
  );
  return [...principals.filter((one) => isCaller(family, one)).map(named), ...ofRoles];
}

function nameOf(principal: string, spoken: ReadonlySet<string>): Context {
  const resource = principal.split(":")[5] ?? "";
  if (!spoken.has("aws:username") || !resource.startsWith("user/")) return {};
  return { "aws:username": resource.split("/").at(-1) ?? "" };
}

function placesOf(family: RequestFamily, spoken: ReadonlySet<string>): readonly Context[] {
  if (!spoken.has("aws:PrincipalOrgID") && !spoken.has("aws:PrincipalOrgPaths")) return [{}];
  return [undefined, ...paths]
    .filter((path) => isPlace(family, path))
    .map((path): Context => {
      if (path === undefined) return {};
      return { "aws:PrincipalOrgID": path.split("/")[0] ?? "", "aws:PrincipalOrgPaths": [path] };
    });
}

function resourcesOf({ resource, action }: RequestFamily): readonly string[] {
  const fixed = resource.filter((one) => one === "*" || !/[*?]/u.test(one));
  const known = action.startsWith("eks:") ? clusters : [`arn:aws:sqs:eu-west-1:${account}:orders`];
  const others = known.filter((one) =>
    resource.some((pattern) => pattern !== "*" && isLike(pattern, one)),
  );
  return [...new Set([...fixed, ...others])];
}

const tagSets: readonly (readonly string[])[] = [
  [],
  ...tagNames.map((name) => [name]),
  ...tagNames.flatMap((name, at) => tagNames.slice(at + 1).map((other) => [name, other])),
  ["team", "stage", "Other"],
];

function tagsOf(family: RequestFamily, spoken: ReadonlySet<string>): readonly Context[] {
  const carries = carried[family.action] ?? { request: true, keys: true, resource: true };
  if (!spoken.has("aws:TagKeys") && !spoken.has("aws:RequestTag/team")) return [{}];
  if (!carries.keys) return [{}];
  if (!carries.request) {
    return tagSets.map((names): Context => (names.length === 0 ? {} : { "aws:TagKeys": names }));
  }
  const had = keys.find(({ name }) => name === "aws:RequestTag/team")?.had ?? [];
  const values = spoken.has("aws:RequestTag/team") ? had.flat() : ["a"];
  return tagSets.flatMap((names) => {
    const isValued = names.some((name) => name.toLowerCase() === "team");
    // Two keys that differ in case alone are one condition key.
    const both = names.includes("team") && names.includes("Team");
    const told = both ? names.filter((name) => name !== "Team") : names;
    return (isValued ? values : ["x"]).map((value): Context => ({
      ...Object.fromEntries(
        told.map((name) => [`aws:RequestTag/${name}`, name.toLowerCase() === "team" ? value : "x"]),
      ),
      ...(both ? { "aws:TagKeys": names } : {}),
    }));
  });
}
