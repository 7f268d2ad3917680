/** A part of a text: as written, or a way to something else. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reference"; readonly name: string; readonly steps: readonly string[] };

/** Texts longer than this are not taken apart. */
const longest = 100_000;

/**
 * Takes a text apart at `${…}`; `$${` is a dollar sign and a brace.
 * https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/#interpolation
 */
export function partsOf(text: string): readonly Part[] {
  if (!text.includes("${") || text.length > longest) return [{ kind: "text", text }];
  const parts: Part[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    if (text.startsWith("$${", at)) {
      plain += "${";
      at += 3;
      continue;
    }
    const end = text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    if (end === -1) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
    parts.push(reference(text.slice(at + 2, end)));
    at = end + 1;
  }
  if (plain !== "" || parts.length === 0) parts.push({ kind: "text", text: plain });
  return parts;
}

/** `subnets[0].id`, `vpc["id"]` */
function reference(written: string): Part {
  const steps = written
    .split(/[.[\]]/)
    .map((step) => step.trim().replace(/^["']|["']$/g, ""))
    .filter((step) => step !== "");
  const [name = "", ...more] = steps;
  return { kind: "reference", name, steps: more };
}
