import type { TemplatePart } from "../../../../source/hcl/syntax.ts";
import { parseHclTemplate } from "../../../../source/hcl/parse.ts";
import type { Hop } from "../../../../model/place.ts";
import {
  bool,
  entriesOf,
  failure,
  open,
  reached,
  text,
  type Datum,
  type Open,
  type Piece,
  type Spot,
} from "../datum.ts";
import type { Binding, Env, NamedFile } from "../env.ts";
import { templateOf } from "../template.ts";
import { unknownLike } from "../unknown.ts";
import { ofText, type Call, type Implementation } from "./call.ts";

/**
 * Functions that read files, within the linted folders only.
 * https://developer.hashicorp.com/terraform/language/functions#filesystem-functions
 */
export const fileFunctions: readonly (readonly [string, Implementation])[] = [
  ["file", file],
  ["fileexists", fileexists],
  ["templatefile", templatefile],
  ["templatestring", templatestring],
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

/** https://developer.hashicorp.com/terraform/language/functions/templatefile */
function templatefile(args: readonly Datum[], call: Call): Datum {
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

function templatestring(args: readonly Datum[], call: Call): Datum {
  const [content] = args;
  if (content?.kind === "open") return unknownLike(call.at, content);
  if (content?.kind !== "text") return failure(call.at, "a template was expected");
  const parts = partsIn(content.text);
  const names = namesIn(args[1], call);
  if (parts === undefined) return failure(call.at, "the template cannot be read");
  if ("kind" in names) return names;
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
