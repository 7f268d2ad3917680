import { isAccountId } from "../../aws/account-id.ts";
import { parseArn } from "../../iam/arn.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import type { PolicyDocument, Text } from "../../model/policy.ts";

/** By how these operators compare, a pattern cannot be told apart by its letters alone. */
const caseless = /IgnoreCase/;

/**
 * Patterns by which policies tell principals apart: values of `aws:PrincipalArn` and
 * `aws:PrincipalAccount`, and what `Principal` names.
 *
 * @param account - of all principals in question, where it is only one
 * @returns ARNs in which wildcards stay within a component
 */
export function principalPatterns(
  documents: readonly PolicyDocument[],
  account: string | undefined,
): readonly string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    const own = account === undefined ? text : text.replaceAll("${aws:PrincipalAccount}", account);
    for (const pattern of arnsOf(own, account)) found.add(pattern);
  };
  for (const { statements } of documents) {
    for (const { conditions, principal } of statements) {
      for (const { operator, key, values } of conditions) {
        const use = parseOperator(operator)?.operator;
        const isText = use?.family === "string" || use?.family === "arn";
        if (use === undefined || !isText || caseless.test(use.name)) continue;
        const name = key.toLowerCase();
        const isArn = name === "aws:principalarn";
        if (!isArn && name !== "aws:principalaccount") continue;
        const isLiteral =
          use.name.startsWith("StringEquals") || use.name.startsWith("StringNotEquals");
        for (const text of textsOf(values.items)) {
          // A wildcard is no wildcard where texts are compared as they are, and no part of an ARN.
          if (isLiteral && /[*?]/.test(text)) continue;
          if (isArn) add(text);
          else if (isAccountId(text)) add(`arn:*:*::${text}:*`);
        }
      }
      for (const { kind, patterns } of principal?.groups ?? []) {
        if (kind !== "AWS") continue;
        for (const text of textsOf(patterns.items)) {
          const arn = parseArn(text);
          const named = isAccountId(text)
            ? text
            : arn?.resource === "root"
              ? arn.account
              : undefined;
          add(named === undefined ? text : `arn:*:*::${named}:*`);
        }
      }
    }
  }
  return [...found];
}

function textsOf(items: readonly Text[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === "text" && item.place.masked !== true ? [item.text] : [],
  );
}

/** A pattern without all components is one of whole texts, whose `*` crosses colons. */
function arnsOf(text: string, account: string | undefined): readonly string[] {
  if (text.includes("${")) return [];
  const parts = text.split(":");
  if (parts.length >= 6) return [text];
  if (account === undefined) return [];
  const partition = /[*?]/.test(parts[1] ?? "*") ? "aws" : (parts[1] ?? "aws");
  const prefix = `arn:${partition}:iam::${account}:`;
  return restsAfter(text, prefix).map((rest) => `${prefix}${rest}`);
}

/** What can be left of a pattern once its beginning has taken a text. */
function restsAfter(pattern: string, text: string): readonly string[] {
  let at = new Set([0]);
  for (const char of text) {
    const next = new Set<number>();
    for (const from of throughStars(pattern, at)) {
      const token = pattern[from];
      if (token === "*") next.add(from);
      else if (token === "?" || token === char) next.add(from + 1);
    }
    at = next;
  }
  return [...throughStars(pattern, at)]
    .filter((from) => pattern[from - 1] !== "*" || from === 0)
    .map((from) => pattern.slice(from))
    .filter((rest) => rest !== "");
}

function throughStars(pattern: string, from: ReadonlySet<number>): ReadonlySet<number> {
  const reached = new Set(from);
  for (const at of reached) if (pattern[at] === "*") reached.add(at + 1);
  return reached;
}
