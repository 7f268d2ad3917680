import { isAccountId } from "../aws/account-id.ts";
import type { PrincipalElement, PrincipalKind, Text } from "../model/policy.ts";
import type { Reason } from "../model/value.ts";
import { parseArn } from "./arn.ts";
import { compilePattern, matches } from "./pattern.ts";
import type { Principal } from "./principal.ts";
import { and, not, or, sameUnderAll, unknown, type Truth } from "./truth.ts";

/**
 * In which ways a `Principal` element names the one who makes a request: what a resource policy
 * grants depends on it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface Naming {
  /** By its own ARN (session, user, root user), its service or provider, or as everyone. */
  readonly direct: Truth;
  /** By the ARN of its role; for a federated user by the ARN of the user who federated. */
  readonly role: Truth;
  /** By its account, which may then grant access to its own principals. */
  readonly account: Truth;
}

const nobody: Naming = { direct: false, role: false, account: false };
const everybody: Naming = { direct: true, role: false, account: false };

/** Whether the element speaks of the principal at all. */
export function isNamed(naming: Naming): Truth {
  return or(or(naming.direct, naming.role), naming.account);
}

/**
 * @param element - a `Principal` or `NotPrincipal` element
 * @param principal - who makes the request
 * @param bounded - whether the principal has a permissions boundary
 * @param effect - `NotPrincipal` is about exceptions from a `Deny`
 */
export function nameOf(
  element: PrincipalElement,
  principal: Principal,
  bounded: boolean,
  effect: "Allow" | "Deny",
): Naming {
  const listed = namingIn(element, principal);
  if (!element.negated) return listed;
  if (effect === "Allow") return { ...nobody, direct: not(isNamed(listed)) };
  const isSpared = listsEverybody(element) && !bounded;
  return { ...nobody, direct: isSpared ? false : deniedUnlessListed(listed, principal, bounded) };
}

/**
 * Whether a list holds `*`, which stands for every account, role and session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
export function listsEverybody({ everyone, groups }: PrincipalElement): boolean {
  return (
    everyone ||
    groups.some(
      ({ kind, patterns }) =>
        kind === "AWS" && patterns.items.some((item) => item.kind === "text" && item.text === "*"),
    )
  );
}

/**
 * AWS looks at the account first, then at the role, then at the session, and says that a list
 * without the account might deny the whole account; and that a principal with a permissions boundary
 * is always denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function deniedUnlessListed(listed: Naming, principal: Principal, bounded: boolean): Truth {
  if (bounded) return true;
  switch (principal.kind) {
    case "session":
    case "role": {
      const self = principal.kind === "session" ? listed.direct : listed.role;
      const all = and(and(self, listed.role), listed.account);
      return exception(all, or(listed.direct, listed.role));
    }
    case "user":
    case "federated-user":
      return exception(and(listed.direct, listed.account), listed.direct);
    case "root":
    case "service":
    case "web-identity":
    case "anonymous":
      return not(isNamed(listed));
  }
}

/** Denied unless listed; open where only some of what AWS asks for is listed. */
function exception(listedWhole: Truth, listedSelf: Truth): Truth {
  if (listedWhole === true) return false;
  if (listedSelf === false) return true;
  return unknown({
    code: "unspecified-by-aws",
    detail:
      "a `NotPrincipal` lists the principal without its account, role or session, and AWS only says that this might deny it",
    place: undefined,
  });
}

function namingIn(element: PrincipalElement, principal: Principal): Naming {
  if (element.everyone) return everybody;
  let naming = nobody;
  for (const group of element.groups) {
    for (const item of group.patterns.items) {
      naming = merged(naming, namingBy(group.kind, item, principal));
    }
    if (group.patterns.rest !== undefined) naming = merged(naming, open(group.patterns.rest));
  }
  return element.rest === undefined ? naming : merged(naming, open(element.rest));
}

function merged(left: Naming, right: Naming): Naming {
  return {
    direct: or(left.direct, right.direct),
    role: or(left.role, right.role),
    account: or(left.account, right.account),
  };
}

function open(reason: Reason): Naming {
  const truth = unknown(reason);
  return { direct: truth, role: truth, account: truth };
}

function namingBy(kind: PrincipalKind, item: Text, principal: Principal): Naming {
  if (item.kind === "unknown") return open(item.reason);
  switch (kind) {
    case "AWS":
      return namingByAws(item, principal);
    case "Service":
      return principal.kind === "service"
        ? { ...nobody, direct: matchesName(item, principal.name) }
        : nobody;
    case "Federated":
      return principal.kind === "web-identity"
        ? { ...nobody, direct: matchesName(item, principal.provider) }
        : nobody;
    case "CanonicalUser":
      return "account" in principal ? namingByCanonicalId(item, principal) : nobody;
  }
}

/**
 * A canonical user id is another name of an account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
function namingByCanonicalId(item: Text & { kind: "text" }, principal: Principal): Naming {
  const account = unknown({
    code: "not-in-input",
    detail: "nothing tells which account a canonical user id stands for",
    place: item.place,
  });
  return { ...nobody, account, direct: principal.kind === "root" ? account : false };
}

function namingByAws(item: Text & { kind: "text" }, principal: Principal): Naming {
  if (item.text === "*") return everybody;
  if (!("account" in principal)) return nobody;
  const arn = parseArn(item.text);
  const account = isAccountId(item.text)
    ? item.text
    : arn?.service === "iam" && arn.resource === "root"
      ? arn.account
      : undefined;
  if (account !== undefined) {
    const same =
      account === principal.account && (arn === undefined || arn.partition === principal.partition);
    return principal.kind === "root"
      ? { ...nobody, direct: same, account: same }
      : { ...nobody, account: same };
  }
  const direct = matchesName(item, principal.arn);
  switch (principal.kind) {
    case "role":
      return { ...nobody, role: direct };
    case "session":
      return { ...nobody, direct, role: namesRoleOf(item, principal) };
    case "federated-user":
      return { ...nobody, direct, role: namesFederatingUser(item, principal) };
    case "user":
    case "root":
      return { ...nobody, direct };
  }
}

/** The user who federated counts like a session's role, and a federated session does not tell it. */
function namesFederatingUser(
  item: Text & { kind: "text" },
  federated: Principal & { kind: "federated-user" },
): Truth {
  const users = `arn:${federated.partition}:iam::${federated.account}:user/`;
  if (!item.text.startsWith(users)) return false;
  return unknown({
    code: "not-in-input",
    detail: `nothing tells which user federated as \`${federated.name}\``,
    place: item.place,
  });
}

/** A session tells its role's name and not its path, so that a role ARN with a path stays open. */
function namesRoleOf(
  item: Text & { kind: "text" },
  session: Principal & { kind: "session" },
): Truth {
  if (session.roleArn !== undefined) return matchesName(item, session.roleArn);
  const prefix = `arn:${session.partition}:iam::${session.account}:role/`;
  const plain = matchesName(item, prefix + session.role);
  if (plain !== false) return plain;
  if (!item.text.startsWith(prefix) || !item.text.endsWith(`/${session.role}`)) return false;
  return unknown({
    code: "not-in-input",
    detail: `a session does not tell the path of its role \`${session.role}\``,
    place: item.place,
  });
}

/**
 * Names are compared exactly, with regard to case. A wildcard as a part of a name is refused by
 * AWS; where it would matter the answer is open.
 */
function matchesName(item: Text & { kind: "text" }, name: string): Truth {
  if (!/[*?]/.test(item.text)) return item.text === name;
  const pattern = compilePattern([{ text: item.text, wildcards: true }]);
  return sameUnderAll([matches(pattern, name), false], {
    code: "malformed",
    detail: "a principal has a wildcard in its name, which AWS does not take",
    place: item.place,
  });
}
