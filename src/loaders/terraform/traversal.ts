/** One step of a traversal: `.name` or `["key"]`; `end` is the offset in the text just after it. */
export type Step =
  | { readonly kind: "name"; readonly name: string; readonly end: number }
  | { readonly kind: "index"; readonly key: string | number; readonly end: number };

/** One module call on the way to a resource. */
export interface ModuleStep {
  readonly name: string;
  /** The `count` index or `for_each` key of the call; undefined where it is made once. */
  readonly key: string | number | undefined;
  /** With the calls before it: `module.a.module.b["x"]`. */
  readonly address: string;
}

/** The address of a resource instance, taken apart. */
export interface ResourceAddress {
  /** As written. */
  readonly text: string;
  readonly modules: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  /** Without the resource's own index: `module.a["x"].aws_subnet.private`. */
  readonly collection: string;
}

/** Addresses and references longer than this are not read. */
const longest = 10_000;

/**
 * Takes a reference or an address apart: `module.a["x"].aws_subnet.private[0].id`.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 *
 * @param text - as Terraform writes it
 * @param from - offset at which its first name starts
 * @returns undefined where it is none
 */
export function parseTraversal(text: string, from = 0): readonly Step[] | undefined {
  if (text.length > longest) return undefined;
  const steps: Step[] = [];
  let at = from;
  while (at < text.length) {
    if (text.charAt(at) === "[") {
      const index = indexAt(text, at);
      if (index === undefined || steps.length === 0) return undefined;
      steps.push(index);
      at = index.end;
      continue;
    }
    if (steps.length > 0) {
      if (text.charAt(at) !== ".") return undefined;
      at += 1;
    }
    const end = nameEnd(text, at);
    if (end === at) return undefined;
    steps.push({ kind: "name", name: text.slice(at, end), end });
    at = end;
  }
  return steps.length === 0 ? undefined : steps;
}

/** The steps of a traversal as text, as they stand behind a resource: `roots[0].id`. */
export function writeSteps(steps: readonly Step[]): string {
  let text = "";
  for (const step of steps) {
    if (step.kind === "index") text += writeKey(step.key);
    else text += text === "" ? step.name : `.${step.name}`;
  }
  return text;
}

/** An index as Terraform writes it: `[0]`, `["blue"]`. */
export function writeKey(key: string | number | undefined): string {
  if (key === undefined) return "";
  if (typeof key === "number") return `[${String(key)}]`;
  // A function, because a dollar sign has a meaning in a replacement text.
  return `[${JSON.stringify(key).replace(/[$%]\{/g, (start) => start.charAt(0) + start)}]`;
}

/**
 * Takes the address of a resource instance apart.
 *
 * @param text - such as `module.a["x"].data.aws_region.current`
 * @param near - an address that was read before: an instance of the same resource shares all but its
 *   key, one in the same module its modules, since a document lists thousands of them one after the
 *   other
 * @returns undefined where it is none
 */
export function parseAddress(text: string, near?: ResourceAddress): ResourceAddress | undefined {
  if (near !== undefined && isInstance(text, near.collection)) {
    const index = text.length > longest ? undefined : indexAt(text, near.collection.length);
    if (index?.end !== text.length) return undefined;
    const { modules, mode, type, name, collection } = near;
    return { text, modules, mode, type, name, key: index.key, collection };
  }
  const around = near?.modules.at(-1)?.address;
  if (near !== undefined && around !== undefined && liesIn(text, around)) {
    const local = parseTraversal(text, around.length + 1);
    return local === undefined ? undefined : resourceAddress(text, near.modules, local, 0);
  }
  const steps = parseTraversal(text);
  if (steps === undefined) return undefined;
  const modules: ModuleStep[] = [];
  let at = 0;
  const name = (index: number): string | undefined => {
    const step = steps[index];
    return step?.kind === "name" ? step.name : undefined;
  };
  while (name(at) === "module") {
    const called = name(at + 1);
    if (called === undefined) return undefined;
    const index = steps[at + 2];
    const keyed = index?.kind === "index";
    const last = steps[keyed ? at + 2 : at + 1];
    modules.push({
      name: called,
      key: keyed ? index.key : undefined,
      address: text.slice(0, last?.end),
    });
    at += keyed ? 3 : 2;
  }
  return resourceAddress(text, modules, steps, at);
}

/** Whether an address is that of a resource with an index behind it. */
function isInstance(text: string, collection: string): boolean {
  return text[collection.length] === "[" && text.startsWith(collection);
}

/** Whether an address lies in a module instance, and in no module within that. */
function liesIn(text: string, module: string): boolean {
  const end = module.length;
  return text.startsWith(module) && text[end] === "." && !text.startsWith("module.", end + 1);
}

/** @param start - the step behind the modules */
function resourceAddress(
  text: string,
  modules: readonly ModuleStep[],
  steps: readonly Step[],
  start: number,
): ResourceAddress | undefined {
  const first = steps[start];
  const data = first?.kind === "name" && first.name === "data";
  const at = data ? start + 1 : start;
  const type = steps[at];
  const own = steps[at + 1];
  const index = steps[at + 2];
  if (type?.kind !== "name" || own?.kind !== "name" || steps.length > at + 3) return undefined;
  if (index !== undefined && index.kind !== "index") return undefined;
  return {
    text,
    modules,
    mode: data ? "data" : "managed",
    type: type.name,
    name: own.name,
    key: index?.key,
    collection: text.slice(0, own.end),
  };
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !endsName(text.charCodeAt(at))) at += 1;
  return at;
}

/** Whether a character is none of a name: one of `."[]` or blank. */
function endsName(code: number): boolean {
  return (
    code === 0x2e ||
    code === 0x22 ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x20 ||
    code === 0x09 ||
    code === 0x0a ||
    code === 0x0d
  );
}

function indexAt(text: string, from: number): (Step & { readonly kind: "index" }) | undefined {
  if (text.charAt(from + 1) !== '"') {
    const end = digitsEnd(text, from + 1);
    if (end === from + 1 || end > from + 16 || text.charAt(end) !== "]") return undefined;
    return { kind: "index", key: Number(text.slice(from + 1, end)), end: end + 1 };
  }
  for (let at = from + 2; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    else if (character === '"') {
      if (text.charAt(at + 1) !== "]") return undefined;
      const key = unquote(text.slice(from + 1, at + 1));
      return { kind: "index", key, end: at + 2 };
    }
  }
  return undefined;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 0x30 && code <= 0x39; code = text.charCodeAt(at)) {
    at += 1;
  }
  return at;
}

/** HCL escapes what starts a template, besides what JSON escapes. */
function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (!/[\\$%]/.test(inner)) return inner;
  const plain = inner.replace(/\$\$\{|%%\{/g, (escaped) => escaped.slice(1));
  try {
    const parsed: unknown = JSON.parse(`"${plain}"`);
    return typeof parsed === "string" ? parsed : plain;
  } catch {
    return plain;
  }
}
