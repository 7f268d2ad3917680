/** Characters (Unicode code points): those that are listed, or all but those. */
export interface CharSet {
  readonly except: boolean;
  readonly codes: ReadonlySet<number>;
}

/** Every character. */
export const anyChar: CharSet = { except: true, codes: new Set() };

/** Most sets are of one character, and patterns share them. */
const singles: readonly CharSet[] = Array.from({ length: 128 }, (_, code) => ({
  except: false,
  codes: new Set([code]),
}));

/** @returns the set of these characters and no others */
export function only(chars: string): CharSet {
  const single = chars.length === 1 ? singles[chars.charCodeAt(0)] : undefined;
  return single ?? { except: false, codes: codesOf(chars) };
}

/** @returns the set of all other characters */
export function allBut(chars: string): CharSet {
  return { except: true, codes: codesOf(chars) };
}

/** @returns whether the character belongs to the set */
export function has(set: CharSet, code: number): boolean {
  return set.codes.has(code) !== set.except;
}

/** @returns the characters of both sets */
export function shared(left: CharSet, right: CharSet): CharSet {
  if (left.except && right.except) {
    return { except: true, codes: new Set([...left.codes, ...right.codes]) };
  }
  const [listed, other] = left.except ? [right, left] : [left, right];
  return { except: false, codes: new Set([...listed.codes].filter((code) => has(other, code))) };
}

/** @returns whether the set has no character */
export function isEmpty(set: CharSet): boolean {
  return !set.except && set.codes.size === 0;
}

/** A listed set of more characters than this stands for a class of them, not for each. */
const mostSingled = 8;

/** @returns whether the set stands for a class of characters rather than for a few */
export function isLarge({ except, codes }: CharSet): boolean {
  return !except && codes.size > mostSingled;
}

function codesOf(chars: string): ReadonlySet<number> {
  return new Set(Array.from(chars, (char) => char.codePointAt(0) ?? 0));
}
