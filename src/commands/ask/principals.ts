import { isAccountId } from "../../aws/account-id.ts";
import { compileArnPattern, isLikeArn } from "../../iam/arn-pattern.ts";
import { compilePattern, matches } from "../../iam/pattern.ts";
import { accountOf, parsePrincipal, type Principal } from "../../iam/principal.ts";
import type { PrincipalFamily } from "../../iam/search/question.ts";

/**
 * Roles that AWS itself uses: no policy of an organisation binds them, and nobody else can.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export const serviceLinkedRoles = "arn:*:iam::*:role/aws-service-role/*";

/** Who is asked about. */
export interface Whom {
  /** Patterns or principals; none for everybody. */
  readonly among: readonly string[];
  readonly except: readonly string[];
  readonly partition: string;
  /** Undefined for any account but those excepted. */
  readonly account: string | undefined;
  readonly exceptAccounts: readonly string[];
  readonly preferred: readonly string[];
}

/** @returns what is wrong with a pattern of principals; undefined where nothing is */
export function patternProblem(pattern: string): string | undefined {
  if (pattern === "*" || isAccountId(pattern) || parsePrincipal(pattern) !== undefined) {
    return undefined;
  }
  const parts = compileArnPattern([{ text: pattern, wildcards: true }]);
  if (parts !== undefined && /^(?:arn|\*):/.test(pattern) && !pattern.includes("${")) {
    return undefined;
  }
  return `\`${pattern}\` is no pattern of principals: write an ARN in which \`*\` and \`?\` may stand, such as \`arn:aws:iam::*:role/Admin*\``;
}

/**
 * @param whom - who is asked about; patterns without {@link patternProblem}
 * @returns nothing where nobody is left
 */
export function principalFamilies(whom: Whom): readonly PrincipalFamily[] {
  const { account, exceptAccounts, partition } = whom;
  const everybody = account === undefined ? [] : [`arn:${partition}:*::${account}:*`];
  if (whom.among.length === 0) return [family(whom, partition, everybody)];
  const families: PrincipalFamily[] = [];
  const patterns = new Map<string, string[]>();
  for (const text of whom.among) {
    const principal = parsePrincipal(text === "*" ? "arn:*:*::*:*" : text);
    if (principal !== undefined && !isFree(principal.kind)) {
      const own = accountOf(principal);
      const isAsked = account === undefined || own === account;
      const isTrusted = isExcepted(principal, whom.except);
      if (isAsked && !isTrusted && (own === undefined || !exceptAccounts.includes(own))) {
        families.push({ kind: "one", principal: text });
      }
      continue;
    }
    const written = principal !== undefined && "arn" in principal ? principal.arn : text;
    const narrow = within(written === "*" ? "arn:*:*::*:*" : written, account);
    if (narrow === undefined) continue;
    const named = narrow.split(":")[1] ?? "";
    const key = account !== undefined || /[*?]/.test(named) ? partition : named;
    patterns.set(key, [...(patterns.get(key) ?? []), narrow]);
  }
  return [...families, ...[...patterns].map(([key, list]) => family(whom, key, list))];
}

function family(whom: Whom, partition: string, among: readonly string[]): PrincipalFamily {
  const { except, exceptAccounts, preferred } = whom;
  return {
    kind: "any",
    kinds: ["role", "user", "federated-user", "root"],
    partition,
    among,
    except,
    exceptAccounts,
    preferred: [...preferred, ...among.map(filled)],
  };
}

/** `aws:PrincipalArn` of a session is its role. */
function isExcepted(principal: Principal, except: readonly string[]): boolean {
  if (principal.kind !== "session") return false;
  const { partition, account, role } = principal;
  const arn = `arn:${partition}:iam::${account}:role/${role}`;
  return except.some((text) => isLikeArn(text, arn));
}

function isFree(kind: string): boolean {
  return kind === "role" || kind === "user" || kind === "federated-user" || kind === "root";
}

/** An account in examples of AWS's. */
export const exampleAccount = "111122223333";

/** A principal that fits a pattern, as far as filling its gaps makes one. */
function filled(pattern: string): string {
  const [prefix = "", partition = "", service = "", region = "", account = "", ...rest] =
    pattern.split(":");
  const own = /[*?]/.test(account) ? exampleAccount : account;
  const plain = (text: string): string => text.replaceAll("*", "x").replaceAll("?", "x");
  const resource = rest.join(":");
  const kind = resource.startsWith("*") ? `role/x${plain(resource.slice(1))}` : plain(resource);
  return [plain(prefix), plain(partition), plain(service), plain(region), own, kind].join(":");
}

/**
 * The part of a pattern that lies in one account: patterns are compared by component.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 *
 * @returns undefined where no principal of the account fits
 */
export function within(pattern: string, account: string | undefined): string | undefined {
  const parts = pattern.split(":");
  const [prefix = "", partition = "", service = "", region = "", own = "", ...rest] = parts;
  if (rest.length === 0 || !fits(prefix, "arn") || !fits(service, "iam") || !fits(region, "")) {
    return undefined;
  }
  if (account === undefined) return pattern;
  if (!fits(own, account)) return undefined;
  return [prefix, partition, service, region, account, ...rest].join(":");
}

function fits(pattern: string, text: string): boolean {
  return matches(compilePattern([{ text: pattern, wildcards: true }]), text);
}
