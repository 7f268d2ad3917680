/** What a pattern of paths may be long. */
const longest = 1_000;

/**
 * The pattern of a `fileset` as a regular expression.
 * https://developer.hashicorp.com/terraform/language/functions/fileset
 *
 * @returns undefined where the pattern is none
 */
export function globPattern(glob: string): string | undefined {
  if (glob.length > longest) return undefined;
  let made = "^";
  let alternatives = 0;
  for (let at = 0; at < glob.length;) {
    const rest = glob.slice(at);
    const [classes] = /^\[[^\]\\[]+\]/.exec(rest) ?? [];
    if (rest.startsWith("**/") && isStart(glob, at)) {
      made += "(?:.*/)?";
      at += 3;
    } else if (rest === "**" && isStart(glob, at)) {
      made += ".*";
      at += 2;
    } else if (classes !== undefined) {
      made += classes.replace(/^\[[!^]/, "[^");
      at += classes.length;
    } else {
      const sign = glob.charAt(at);
      if (sign === "[" || sign === "\\") return undefined;
      if (sign === "{") alternatives += 1;
      if (sign === "}") alternatives -= 1;
      made += signs.get(sign) ?? (sign === "," && alternatives > 0 ? "|" : literal(sign));
      at += 1;
    }
  }
  return alternatives === 0 ? `${made}$` : undefined;
}

const signs: ReadonlyMap<string, string> = new Map([
  ["*", "[^/]*"],
  ["?", "[^/]"],
  ["{", "(?:"],
  ["}", ")"],
]);

/** Whether a step of the path starts here. */
function isStart(glob: string, at: number): boolean {
  return at === 0 || glob.charAt(at - 1) === "/";
}

function literal(sign: string): string {
  return /[\w/-]/.test(sign) || sign > "\u007f" ? sign : `\\${sign}`;
}
