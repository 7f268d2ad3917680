import type { TemplatePart } from "../../../../source/hcl/syntax.ts";
import { parseHclTemplate } from "../../../../source/hcl/parse.ts";
import type { Hop } from "../../../../model/place.ts";
import {
  bool,
  compare,
  entriesOf,
  failure,
  list,
  open,
  reached,
  text,
  type Datum,
  type Open,
  type Piece,
  type Spot,
} from "../datum.ts";
import { tooLarge, type Binding, type Env, type NamedFile } from "../env.ts";
import { templateOf } from "../template.ts";
import { unknownBecause, unknownLike } from "../unknown.ts";
import { base64, utf8 } from "./base64.ts";
import { globPattern } from "./glob.ts";
import { captured, regexOf } from "./regex.ts";
import { ofText, Refusal, type Call, type Implementation } from "./call.ts";

/**
 * Functions that read files, within the linted folders only.
 * https://developer.hashicorp.com/terraform/language/functions#filesystem-functions
 */
export const fileFunctions: readonly (readonly [string, Implementation])[] = [
  ["file", file],
  ["fileexists", fileexists],
  ["filebase64", filebase64],
  ["fileset", fileset],
  ["templatefile", templatefile],
  ["templatestring", ([content, variables], call) => rendered(content, variables, call)],
  ["basename", ofText((path) => path.replace(/\/+$/, "").split("/").at(-1) ?? "")],
  ["dirname", ofText(dirname)],
];

function dirname(path: string): string {
  const parts = path.split("/");
  return parts.length === 1 ? "." : parts.slice(0, -1).join("/") || "/";
}

/** The file that the first argument names, or why it is not read. */
function named(
  args: readonly Datum[],
  call: Call,
): { readonly path: string; readonly file: NamedFile } | Open {
  const [path] = args;
  if (path?.kind === "open") return unknownLike(call.at, path);
  if (path?.kind !== "text") return failure(call.at, "the path of a file was expected");
  return { path: path.text, file: call.env.files.read(path.text) };
}

function unread(file: Extract<NamedFile, { ok: false }>, at: Spot): Open {
  const code = file.missing ? "missing-file" : "not-in-input";
  return { ...open(at, { code, detail: file.detail }), error: file.missing };
}

function file(args: readonly Datum[], call: Call): Datum {
  const found = named(args, call);
  if ("kind" in found) return found;
  if (!found.file.ok) return unread(found.file, call.at);
  const { source } = found.file;
  const content = source.text.replace(/^\ufeff/, "");
  const span = { start: source.text.length - content.length, end: source.text.length };
  const at: Spot = { source, span, hops: [hop("file", found.path, call)] };
  const piece: Piece = { kind: "text", text: content, at, offsets: undefined, made: false };
  return { ...text(content, call.at), pieces: [piece] };
}

function fileexists(args: readonly Datum[], call: Call): Datum {
  const found = named(args, call);
  if ("kind" in found) return found;
  if (found.file.ok || found.file.missing) return bool(found.file.ok, call.at);
  return unread(found.file, call.at);
}

function filebase64(args: readonly Datum[], call: Call): Datum {
  const found = named(args, call);
  if ("kind" in found) return found;
  if (!found.file.ok) return unread(found.file, call.at);
  const { source, damaged } = found.file;
  if (damaged) {
    const detail = "the file is no text, and others are not read";
    return open(call.at, { code: "unsupported-expression", detail });
  }
  if (!call.env.work.characters(source.text.length * 2)) return tooLarge(call.at);
  return text(base64(utf8(source.text)), call.at);
}

/** https://developer.hashicorp.com/terraform/language/functions/fileset */
function fileset([folder, pattern]: readonly Datum[], call: Call): Datum {
  const unknown = unknownBecause(
    call.at,
    [folder, pattern].flatMap((arg) => arg ?? []),
  );
  if (folder?.kind !== "text" || pattern?.kind !== "text") {
    return unknown ?? failure(call.at, "a folder and a pattern were expected");
  }
  const names = call.env.files.below(folder.text);
  const glob = globPattern(pattern.text);
  const program = glob === undefined ? undefined : regexOf(glob);
  if (names === undefined || program === undefined || program instanceof Refusal) {
    const detail = "which files match the pattern is not known here";
    return open(call.at, { code: "not-in-input", detail });
  }
  const found: Datum[] = [];
  for (const name of names) {
    const matches = captured(program, name, 1, call.env.work);
    if (matches instanceof Refusal || !call.env.work.steps(1)) return tooLarge(call.at);
    if (matches.length > 0) found.push(text(name, call.at));
  }
  return { ...list(found.sort(byText), call.at), set: true };
}

function byText(one: Datum, other: Datum): number {
  return one.kind === "text" && other.kind === "text" ? compare(one.text, other.text) : 0;
}

/** https://developer.hashicorp.com/terraform/language/functions/templatefile */
function templatefile(args: readonly Datum[], call: Call): Datum {
  // As Terraform has it, a template reads no other.
  if (call.env.hops.some(({ label }) => label.startsWith("templatefile("))) {
    return failure(call.at, "a template calls `templatefile`");
  }
  const found = named(args, call);
  if ("kind" in found) return found;
  if (!found.file.ok) return unread(found.file, call.at);
  const { source } = found.file;
  const parts = partsIn(source.text);
  if (parts === undefined) return failure(call.at, "the template cannot be read");
  const names = namesIn(args[1], call);
  if ("kind" in names) return names;
  const hops = [...call.at.hops, hop("templatefile", found.path, call)];
  const env: Env = { ...call.env, ...names, source, hops };
  const made = templateOf(parts, env, call.at);
  return onlyOne(parts) ? reached(made, [hop("templatefile", found.path, call)]) : made;
}

function onlyOne(parts: readonly TemplatePart[]): boolean {
  return parts.length === 1 && parts[0]?.kind === "interpolation";
}

/** What a text makes as a template; one that is all of a file leads back to the file. */
export function rendered(
  content: Datum | undefined,
  variables: Datum | undefined,
  call: Call,
): Datum {
  if (content?.kind === "open") return unknownLike(call.at, content);
  if (content?.kind !== "text") return failure(call.at, "a template was expected");
  const parts = partsIn(content.text);
  const names = namesIn(variables, call);
  if (parts === undefined) return failure(call.at, "the template cannot be read");
  if ("kind" in names) return names;
  const [piece, second] = content.pieces ?? [];
  if (piece?.kind === "text" && second === undefined && piece.at.source.text === content.text) {
    const { source, hops } = piece.at;
    return templateOf(parts, { ...call.env, ...names, source, hops }, call.at);
  }
  const made = templateOf(parts, { ...call.env, ...names }, call.at);
  // The places inside lead nowhere: the text of the template is made up.
  if (made.kind === "text") return text(made.text, call.at, made.sensitive || content.sensitive);
  return made.kind === "open" ? { ...made, pieces: undefined } : made;
}

/** What a template may name: its variables, and nothing of the module. */
function namesIn(value: Datum | undefined, call: Call): Pick<Env, "bound" | "names"> | Open {
  if (value?.kind === "open") return unknownLike(call.at, value);
  if (value?.kind !== "map") return failure(call.at, "a map of variables was expected");
  let bound: Binding | undefined;
  for (const [name, entry] of entriesOf(value)) bound = { name, value: entry.value, outer: bound };
  const { rest } = value;
  return { bound, names: (_, at) => (rest === undefined ? undefined : unknownLike(at, rest)) };
}

function hop(name: string, path: string, call: Call): Hop {
  const { source, span } = call.at;
  const shown = path.length > 80 ? `…${path.slice(-80)}` : path;
  return {
    kind: "file",
    label: `${name}("${shown}")`,
    place: { source, route: { kind: "span", span }, address: undefined, via: [] },
  };
}

function partsIn(content: string): readonly TemplatePart[] | undefined {
  const { template, problems } = parseHclTemplate(content);
  return problems.length > 0 ? undefined : template?.parts;
}
