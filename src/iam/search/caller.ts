import { isAccountId } from "../../aws/account-id.ts";
import { isIamPrincipal, parsePrincipal, type Principal } from "../principal.ts";
import { only } from "./char-set.ts";
import { negate, textIn } from "./formula.ts";
import {
  componentIn,
  languageOf,
  literal,
  many,
  texts,
  times,
  union,
  type Constraint,
  type Language,
  type Sequence,
} from "./language.ts";
import { newText } from "./new-variable.ts";
import {
  federatedUsers,
  roles,
  roots,
  users,
  type Caller,
  rolesOf,
  startOfRoles,
  type NamedSession,
} from "./principal-formula.ts";
import type { CallerKind, OrganizationFamily, PrincipalFamily } from "./question.ts";
import { fixedKey, missing, whole, type KeyReading, type TextView } from "./reading.ts";
import type { TextVariable } from "./variable.ts";
import type { Work } from "./work.ts";

const digits = only("0123456789");
const letters = "abcdefghijklmnopqrstuvwxyz";
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const nameChars = only(`${letters}${letters.toUpperCase()}0123456789+=,.@_-`);
/** The path of a role or user can hold more than its name. */
const pathChars = only(
  Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join(""),
);

/**
 * @param session - which of the sessions of roles
 * @returns who makes the requests; undefined where nobody can
 */
export function callerOf(
  family: PrincipalFamily,
  session: "unnamed" | "open",
  work: Work,
): Caller | undefined {
  if (family.kind === "one") {
    const principal = parsePrincipal(family.principal);
    return principal === undefined ? undefined : { kind: "one", principal };
  }
  const { among, except, exceptAccounts, partition, kinds, preferred } = family;
  const arns = (pattern: string) => work.arns(pattern) ?? [];
  const within: Constraint[] = [
    { language: languageOf(kinds.flatMap((kind) => sequencesOf(kind, partition))), inside: true },
  ];
  if (among.length > 0) within.push({ language: union(among.flatMap(arns)), inside: true });
  if (family.within !== undefined) {
    within.push({ language: union(family.within.flatMap(arns)), inside: true });
  }
  const excluded = except.flatMap(arns);
  if (excluded.length > 0) within.push({ language: union(excluded), inside: false });
  if (exceptAccounts.length > 0) {
    within.push({ language: componentIn(texts(exceptAccounts), ":", 4), inside: false });
  }
  const name = "aws:PrincipalArn";
  const variable = newText({ name, optional: false, within, preferred }, work);
  return variable === undefined
    ? undefined
    : { kind: "any", variable, account: onlyAccount(among), session };
}

/**
 * @param caller - who makes the requests of a family
 * @param session - of a role
 * @param except - patterns of ARNs of the family
 * @returns the session, where it can be of a role of the family
 */
export function sessionOf(
  caller: Caller,
  session: NamedSession,
  except: readonly string[],
  work: Work,
): Caller | undefined {
  if (caller.kind === "one") return undefined;
  const own = withRole(session, except);
  const within = [...caller.variable.within, { language: rolesOf(own), inside: true }];
  const preferred = [own.roleArn ?? `${startOfRoles(own)}${own.role}`];
  const { name, optional } = caller.variable;
  const variable = newText({ name, optional, within, preferred }, work);
  return variable && { ...caller, variable, session };
}

/**
 * A session with its role, where that is told: an account has one role by a name, whatever its path,
 * so that one that is named elsewhere is the session's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 *
 * @param named - patterns of ARNs, of which those without wildcards, but for the account, name roles
 */
function withRole(session: NamedSession, named: readonly string[]): NamedSession {
  const { account, role, roleArn } = session;
  const own = startOfRoles(session);
  const known = named
    .map((pattern) => pattern.replace("iam::*:", `iam::${account}:`))
    .find((arn) => arn.startsWith(own) && arn.endsWith(`/${role}`) && !/[*?]/.test(arn));
  return { ...session, roleArn: roleArn ?? known };
}

/** The account that all patterns name; undefined where they leave a choice. */
function onlyAccount(among: readonly string[]): string | undefined {
  const [account, ...others] = new Set(among.map((pattern) => pattern.split(":")[4] ?? ""));
  return account !== undefined && others.length === 0 && isAccountId(account) ? account : undefined;
}

function sequencesOf(kind: CallerKind, partition: string): readonly Sequence[] {
  const service = kind === "federated-user" ? "sts" : "iam";
  const account = [...literal(`arn:${partition}:${service}::`), ...times(digits, 12)];
  if (kind === "root") return [[...account, ...literal(":root")]];
  const start = [...account, ...literal(`:${kind}/`)];
  const name = [...times(nameChars, 1), many(nameChars)];
  const path = [...times(pathChars, 1), many(pathChars), ...literal("/")];
  if (kind === "federated-user") return [[...start, ...name]];
  return [
    [...start, ...name],
    [...start, ...path, ...name],
  ];
}

/** How requests come by a key that tells of the principal; undefined for other keys. */
export function callerKey(key: string, caller: Caller): KeyReading | undefined {
  if (caller.kind === "one") return undefined;
  const { variable } = caller;
  const is = (language: typeof roles) => textIn(variable, language);
  switch (key) {
    case "aws:principalarn":
      return { kind: "text", view: whole(variable), several: false };
    case "aws:principalaccount":
      if (caller.account !== undefined) return fixedKey(caller.account);
      return { kind: "text", view: componentView(variable, ":", 4), several: false };
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
    case "aws:principaltype":
      return {
        kind: "cases",
        cases: [
          { when: is(roles), reading: fixedKey("AssumedRole") },
          { when: is(users), reading: fixedKey("User") },
          { when: is(federatedUsers), reading: fixedKey("FederatedUser") },
          { when: is(roots), reading: fixedKey("Account") },
        ],
        variable,
        valueFor: () => undefined,
      };
    case "aws:username": {
      const view = componentView(variable, "/", "last");
      return {
        kind: "cases",
        cases: [
          { when: is(users), reading: { kind: "text", view, several: false } },
          { when: negate(is(users)), reading: missing },
        ],
        variable,
        valueFor: (arn) => (arn.includes(":user/") ? view.partOf(arn) : undefined),
      };
    }
    case "aws:principalisawsservice":
      return fixedKey("false");
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return missing;
    default:
      return undefined;
  }
}

/**
 * How requests of one principal come by a key that tells of it and that a request states; undefined
 * for other keys, and for principals of which AWS does not say it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function principalKey(key: string, principal: Principal): KeyReading | undefined {
  if (principal.kind === "service") {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
    if (key === "aws:principalisawsservice") return fixedKey("true");
    return key === "aws:principalservicename" ? fixedKey(principal.name) : undefined;
  }
  if (!isIamPrincipal(principal)) return undefined;
  switch (key) {
    case "aws:username":
      return principal.kind === "user" ? fixedKey(principal.name.split("/").at(-1) ?? "") : missing;
    case "aws:principalisawsservice":
      return fixedKey("false");
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return missing;
    default:
      return undefined;
  }
}

function componentView(
  variable: TextVariable,
  separator: string,
  index: number | "last",
): TextView {
  const known = new Map<Language, Language>();
  return {
    variable,
    isWhole: false,
    holding: (language) => {
      const found = known.get(language) ?? componentIn(language, separator, index);
      known.set(language, found);
      return found;
    },
    partOf: (value) => {
      const parts = value.split(separator);
      return parts[index === "last" ? parts.length - 1 : index] ?? "";
    },
  };
}

/** The organisation of the principal's account. */
export interface Membership {
  readonly id: KeyReading;
  readonly paths: KeyReading;
}

/**
 * An account stands at one place of one organisation, or of none, so that the id is the beginning
 * of the path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 *
 * @returns undefined where no place is left
 */
export function membershipOf(family: OrganizationFamily, work: Work): Membership | undefined {
  if (family.kind === "none") return { id: missing, paths: missing };
  const within: Constraint[] = [{ language: anywhere, inside: true }];
  if (family.kind === "other") {
    within.push({ language: componentIn(texts(family.than), "/", 0), inside: false });
  }
  if (family.kind === "member") {
    within.push({ language: componentIn(texts([family.id]), "/", 0), inside: true });
    if (family.paths !== undefined) within.push({ language: texts(family.paths), inside: true });
  }
  const id = family.kind === "member" ? family.id : "o-strangers0";
  const variable = newText(
    {
      name: "aws:PrincipalOrgPaths",
      optional: family.kind === "any",
      within,
      preferred: [`${id}/r-root/`],
    },
    work,
  );
  if (variable === undefined) return undefined;
  return {
    id: { kind: "text", view: componentView(variable, "/", 0), several: false },
    paths: { kind: "text", view: whole(variable), several: true },
  };
}

const idChars = only(`${letters}0123456789`);
const stepChars = only(`${letters}0123456789-/`);
const root: Sequence = [
  ...literal("o-"),
  ...times(idChars, 1),
  many(idChars),
  ...literal("/r-"),
  ...times(idChars, 1),
  many(idChars),
  ...literal("/"),
];
const anywhere = languageOf([root, [...root, ...literal("ou-"), many(stepChars), ...literal("/")]]);
