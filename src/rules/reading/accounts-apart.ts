import { isAccountId } from "../../aws/account-id.ts";
import type { PolicyDocument } from "../../model/policy.ts";

/** The accounts that policies may tell from others; all the rest are alike to them. */
export class AccountsApart {
  /** Whether accounts are told apart by a part of their ids. */
  readonly byPart: boolean;
  readonly #ids: ReadonlySet<string>;

  constructor(documents: readonly PolicyDocument[]) {
    const texts = documents.flatMap(textsOf);
    this.byPart = texts.some((text) => partOfId.test(text));
    this.#ids = new Set(texts.flatMap((text) => [...idsIn(text)]));
  }

  /** Whether none is told from another. */
  get none(): boolean {
    return !this.byPart && this.#ids.size === 0;
  }

  has(account: string): boolean {
    return this.byPart || this.#ids.has(account) || !isAccountId(account);
  }
}

/** Digits before or after a wildcard, at the start of a component. */
const partOfId = /(?:^|:)(?:[?*]*\d[\d?*]*[?*]|[\d?*]*[?*]\d)/;

function textsOf({ statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ conditions, resource }) =>
    [...conditions.map(({ values }) => values), ...(resource === undefined ? [] : [resource])]
      .flatMap(({ items }) => items)
      .flatMap((item) => (item.kind === "text" ? [item.text] : [])),
  );
}

/** Every twelve digits that follow one another. */
function* idsIn(text: string): Generator<string> {
  for (const [digits] of text.matchAll(/\d{12,}/g)) {
    for (let at = 0; at + 12 <= digits.length; at += 1) yield digits.slice(at, at + 12);
  }
}
