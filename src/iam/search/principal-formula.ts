import { isAccountId } from "../../aws/account-id.ts";
import type { PrincipalElement, PrincipalKind, Text } from "../../model/policy.ts";
import { parseArn, type Arn } from "../arn.ts";
import { compilePattern, matches } from "../pattern.ts";
import { listsEverybody, nameOf, type Naming } from "../principal-match.ts";
import { parsePrincipal, type Principal } from "../principal.ts";
import { isUnknown, type Truth } from "../truth.ts";
import { anyChar } from "./char-set.ts";
import {
  allOf,
  always,
  anyOf,
  every,
  exactly,
  never,
  not,
  open,
  textIn,
  type Formula,
  type Judgement,
} from "./formula.ts";
import {
  componentIn,
  glob,
  languageOf,
  literal as spelled,
  many,
  patternSequence,
  texts,
  union,
  type Language,
} from "./language.ts";
import type { TextVariable } from "./variable.ts";

/** Who makes the requests of a family: one principal, or any that the variable's value names. */
export type Caller =
  | { readonly kind: "one"; readonly principal: Principal }
  /** The variable is `aws:PrincipalArn`: of a role, a user, a federated user or the root user. */
  | {
      readonly kind: "any";
      readonly variable: TextVariable;
      /** The account of all of them, where it is only one. */
      readonly account: string | undefined;
      readonly session: SessionChoice;
    };

/**
 * Of the roles, which session: one that a policy names, which is of the role that the variable says;
 * `unnamed` for one that none names; `open` where it may be any. It says nothing of others than roles.
 */
export type SessionChoice = NamedSession | "unnamed" | "open";

/** A session of a role, by a name that policies can tell from others. */
export type NamedSession = Principal & { readonly kind: "session" };

type FreeCaller = Caller & { readonly kind: "any" };

/** The judgements of which {@link Naming} has the truths. */
export interface NamingFormula {
  readonly direct: Judgement;
  readonly role: Judgement;
  readonly account: Judgement;
}

const nobody: NamingFormula = {
  direct: exactly(never),
  role: exactly(never),
  account: exactly(never),
};

/** ARNs of roles, by the beginning of their last component. */
export const roles = resourceLanguage("role/*");
/** ARNs of users. */
export const users = resourceLanguage("user/*");
/** ARNs of federated users. */
export const federatedUsers = resourceLanguage("federated-user/*");
/** ARNs of root users. */
export const roots = resourceLanguage("root");

function resourceLanguage(pattern: string): Language {
  return componentIn(languageOf([glob(pattern)]), ":", 5);
}

/** @returns in which ways a `Principal` element names who makes the request */
export function namingFormula(
  element: PrincipalElement,
  caller: Caller,
  bounded: boolean,
  effect: "Allow" | "Deny",
): NamingFormula {
  if (caller.kind === "one") {
    return judged(nameOf(element, caller.principal, bounded, effect));
  }
  const listed = namingIn(element, caller);
  if (!element.negated) return listed;
  const named = anyOf([listed.direct, listed.role, listed.account]);
  if (effect === "Allow") return { ...nobody, direct: not(named) };
  if (listsEverybody(element) && !bounded) return nobody;
  return { ...nobody, direct: deniedUnlessListed(listed, caller, bounded) };
}

/** @returns that the element speaks of who makes the request at all */
export function isNamedFormula({ direct, role, account }: NamingFormula): Judgement {
  return anyOf([direct, role, account]);
}

/** What a list must hold for an exception from a `NotPrincipal` is told where requests are decided. */
function deniedUnlessListed(
  listed: NamingFormula,
  { variable, session }: FreeCaller,
  bounded: boolean,
): Judgement {
  const isRoot = exactly(textIn(variable, roots));
  const named = anyOf([listed.direct, listed.role, listed.account]);
  const self = anyOf([listed.direct, listed.role]);
  const both = session === "unnamed" ? self : allOf([listed.direct, listed.role]);
  const whole = allOf([both, listed.account]);
  const other = { certainly: not(self).certainly, possibly: not(whole).possibly };
  return anyOf([
    allOf([isRoot, not(named)]),
    allOf([not(isRoot), bounded ? exactly(always) : other]),
  ]);
}

function judged({ direct, role, account }: Naming): NamingFormula {
  return { direct: truth(direct), role: truth(role), account: truth(account) };
}

function truth(value: Truth): Judgement {
  if (isUnknown(value)) return open;
  return exactly(value ? always : never);
}

function namingIn(element: PrincipalElement, caller: FreeCaller): NamingFormula {
  if (element.everyone) return { ...nobody, direct: exactly(always) };
  const named: NamingFormula[] = [];
  for (const { kind, patterns } of element.groups) {
    for (const item of patterns.items) named.push(namingBy(kind, item, caller));
    if (patterns.rest !== undefined) named.push(unknownNaming);
  }
  if (element.rest !== undefined) named.push(unknownNaming);
  return {
    direct: anyOf(named.map(({ direct }) => direct)),
    role: anyOf(named.map(({ role }) => role)),
    account: anyOf(named.map(({ account }) => account)),
  };
}

const unknownNaming: NamingFormula = { direct: open, role: open, account: open };

function namingBy(kind: PrincipalKind, item: Text, caller: FreeCaller): NamingFormula {
  if (item.kind === "unknown") return unknownNaming;
  switch (kind) {
    case "AWS":
      return namingByAws(item.text, caller);
    case "Service":
    case "Federated":
      return nobody;
    case "CanonicalUser":
      return unknownNaming;
  }
}

function namingByAws(text: string, { variable, session }: FreeCaller): NamingFormula {
  if (text === "*") return { ...nobody, direct: exactly(always) };
  const inside = (language: Language): Formula => textIn(variable, language);
  const arn = parseArn(text);
  const account = isAccountId(text)
    ? text
    : arn?.service === "iam" && arn.resource === "root"
      ? arn.account
      : undefined;
  if (account !== undefined) {
    const inAccount = exactly(inside(componentIn(texts([account]), ":", 4)));
    const inPartition =
      arn === undefined
        ? exactly(always)
        : exactly(inside(componentIn(texts([arn.partition]), ":", 1)));
    const same = allOf([inAccount, inPartition]);
    return { ...nobody, account: same, direct: allOf([same, exactly(inside(roots))]) };
  }
  if (!/[*?]/.test(text)) {
    const same = exactly(inside(texts([text])));
    if (arn?.resource.startsWith("role/") === true) return { ...nobody, role: same };
    const named = text.includes(":assumed-role/") ? parsePrincipal(text) : undefined;
    if (named?.kind === "session")
      return { ...nobody, direct: bySession(named, variable, session) };
    return { ...nobody, direct: same, role: byFederation(arn, variable) };
  }
  // AWS takes no wildcard in a name.
  const pattern = compilePattern([{ text, wildcards: true }]);
  const like = inside(languageOf([patternSequence(pattern, false)]));
  const isRole = inside(roles);
  const other = inside(union([users, federatedUsers, roots]));
  const isLikeSession =
    session === "open" || (session !== "unnamed" && matches(pattern, session.arn));
  return {
    ...nobody,
    role: { certainly: never, possibly: every([like, isRole]) },
    direct: { certainly: never, possibly: isLikeSession ? always : every([like, other]) },
  };
}

/** That who makes the request is a session by its ARN. */
function bySession(named: NamedSession, variable: TextVariable, session: SessionChoice): Judgement {
  if (session === "unnamed") return exactly(never);
  if (session !== "open") return exactly(session.arn === named.arn ? always : never);
  return { certainly: never, possibly: textIn(variable, rolesOf(named)) };
}

/** The roles that a session can be of: its ARN tells the name of its role, and not the path. */
export function rolesOf(session: NamedSession): Language {
  const { role, roleArn } = session;
  if (roleArn !== undefined) return texts([roleArn]);
  const start = spelled(startOfRoles(session));
  return languageOf([
    [...start, ...spelled(role)],
    [...start, many(anyChar), ...spelled(`/${role}`)],
  ]);
}

/** How the ARNs of all roles of a session's account begin. */
export function startOfRoles({ partition, account }: NamedSession): string {
  return `arn:${partition}:iam::${account}:role/`;
}

/**
 * A federated user is named by the user who federated, too, and a principal's ARN leaves open who
 * that is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function byFederation(arn: Arn | undefined, variable: TextVariable): Judgement {
  if (arn?.resource.startsWith("user/") !== true) return exactly(never);
  const federated = componentIn(texts([arn.account]), ":", 4);
  const possibly = every([textIn(variable, federated), textIn(variable, federatedUsers)]);
  return { certainly: never, possibly };
}
