/** How far something holds: 0 no, 1 yes, 0.5 where AWS's pages leave it open. */
export type Truth = number;
type Held = { readonly values: readonly string[] | undefined; readonly list: boolean };
/** Values by lower-case key; without values where AWS does not say what the key holds. */
export type Context = ReadonlyMap<string, Held>;
/** What values are read with; documents before version 2012-10-17 have no variables. */
export type Given = { readonly context: Context; readonly variables: boolean };

// Wildcards as marks that no policy holds: any text, any letter; both also without colons.
const [star, one, starWithin, oneWithin] = ["\uE000", "\uE001", "\uE002", "\uE003"] as const;
const mark = (text: string): string => text.replaceAll("*", star).replaceAll("?", one);
const unmark = (text: string): string => text.replaceAll(star, "*").replaceAll(one, "?");

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const multivalued = /^aws:(tagkeys|calledvia|\w+orgpaths|principalservicenameslist)$/u;
/** Whether a key holds several values, so that it needs a set operator and is no variable. */
export const holdsSeveral = (key: string, list: boolean, count: number): boolean =>
  multivalued.test(key) || (list && (count > 1 || !key.startsWith("aws:")));

/**
 * The texts that a pattern can stand for, wildcards marked: none where a variable has no value,
 * undefined where that is open, two since nothing tells whether a value brings wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readings(text: string, given: Given): readonly string[] | undefined {
  let [open, missing] = [false, false];
  const read = (wild: boolean): string =>
    text.replaceAll(given.variables ? /\$\{([^}]*)\}?|[*?]/gu : /[*?]/gu, (part, name: string) => {
      if (!part.startsWith("$")) return mark(part);
      if (["${*}", "${?}", "${$}"].includes(part)) return name;
      const [, key, byDefault] = /^\s*([^,'\s]+)\s*(?:,\s*'([^']*)'\s*)?$/u.exec(name) ?? [];
      const entry = given.context.get(key?.toLowerCase() ?? "");
      const found = entry?.values?.length === 0 ? undefined : entry;
      if (key === undefined || !part.endsWith("}")) open = true;
      else if (found !== undefined)
        open ||= !found.values || holdsSeveral(key.toLowerCase(), found.list, found.values.length);
      const value = found?.values?.[0] ?? byDefault;
      if (value === undefined) missing = true;
      return wild ? mark(value ?? "") : (value ?? "");
    });
  const texts = [read(false), read(true)];
  return open ? undefined : missing ? [] : texts;
}

function glob(pattern: string, text: string): boolean {
  const [first, here] = [pattern[0], text[0]];
  if (first === undefined) return text === "";
  const steps =
    here !== undefined && !(here === ":" && (first === starWithin || first === oneWithin));
  if (first === star || first === starWithin)
    return glob(pattern.slice(1), text) || (steps && glob(pattern, text.slice(1)));
  return steps && [here, one, oneWithin].includes(first) && glob(pattern.slice(1), text.slice(1));
}

/** Judges by each reading: they agree, or it is open. */
function agree(texts: readonly string[] | undefined, judge: (text: string) => Truth): Truth {
  const truths = new Set(texts?.length === 0 ? [0] : texts?.map(judge));
  return truths.size === 1 ? Math.max(...truths) : 0.5;
}

export type Read = ReturnType<typeof readings>;
export const equalsText = (read: Read, text: string, fold = (same: string) => same): Truth =>
  agree(read, (pattern) => Number(fold(unmark(pattern)) === fold(text)));
export const likeText = (read: Read, text: string): Truth =>
  agree(read, (pattern) => Number(glob(pattern, text)));
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export const likeAction = (pattern: string, action: string): Truth =>
  Number(glob(mark(pattern.toLowerCase()), action.toLowerCase()));

// Parted at the first five colons.
const segments = (text: string): string[] => text.split(/:(?<=^(?:[^:]*:){1,5})/u);

/**
 * Each component by itself. What fewer than six amount to is not told where a wildcard reaches.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const likeArn = (read: Read, text: string): Truth =>
  agree(read, (pattern) => {
    const [parts, own] = [segments(pattern), segments(text)];
    if (parts.length < 6 || own.length < 6)
      return glob(pattern, text) && unmark(pattern) !== pattern ? 0.5 : 0;
    return Number(parts.every((part, index) => glob(part, own[index] ?? "")));
  });

const within = (segment: string): string =>
  segment.replaceAll(one, oneWithin).replaceAll(/\uE000(?!$)/gu, starWithin);

/**
 * A wildcard stays in its segment; an asterisk that ends one goes on beyond colons. An ARN that is
 * not whole is completed. Variables stand in the resource part alone: elsewhere they are open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function likeResource(pattern: string, text: string, given: Given): Truth {
  if (pattern === "*") return 1;
  const early = given.variables && segments(pattern).slice(0, 5).join(":").includes("${");
  const truth = agree(readings(pattern, given), (read) => {
    const parts = segments(read).map((part, index) => (index === 5 ? part : within(part)));
    const whole = parts.concat(Array.from({ length: 6 - parts.length }, () => star));
    return Number(glob(parts.join(":"), text) || glob(whole.join(":"), text));
  });
  return early ? Math.min(truth, 0.5) : truth;
}
