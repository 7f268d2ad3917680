import type { Notification } from "../../src/model/notification.ts";
import type { Place, Source } from "../../src/model/place.ts";
import type { LoadedDocument } from "../../src/model/resource.ts";
import type { Value } from "../../src/model/value.ts";
import { locate } from "../../src/source/locate.ts";
import { loadDocuments } from "../../src/loaders/documents.ts";
import { prefilter, surelyOurs } from "../../src/loaders/recognise.ts";
import { jsonDocument } from "../../src/source/json/value.ts";
import { yamlDocuments } from "../../src/source/yaml/documents.ts";

/** A text as a source; its syntax is what the path's ending says. */
export function sourceOf(path: string, text: string): Source {
  const syntax = /\.ya?ml$/.test(path) ? "yaml" : "json";
  return { path, text, syntax, confidential: false };
}

/**
 * Reads a text, or an object as JSON text, as a run does.
 *
 * @returns all documents of the text as one; a text that is ours and broken has its error alone
 */
export function loaded(path: string, content: unknown): LoadedDocument | undefined {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  const syntax = prefilter(path, text);
  if (syntax === undefined) return undefined;
  const source: Source = { path, text, syntax, confidential: false };
  const values: Value[] = [];
  const broken: Notification[] = [];
  if (syntax === "json") {
    const json = jsonDocument(source);
    if (json.ok) values.push(json.value);
    else broken.push({ ...json, level: "error", code: "malformed-json", path });
  } else {
    for (const { value, problems } of yamlDocuments(source)) {
      values.push(value);
      broken.push(...problems.map((problem) => ({ ...problem, path })));
    }
  }
  const documents = loadDocuments(source, values);
  if (documents.length === 0 && (broken.length === 0 || !surelyOurs(text, syntax))) {
    return undefined;
  }
  return {
    source,
    format: documents[0]?.format ?? "broken",
    standing: documents[0]?.standing ?? "observed",
    resources: documents.flatMap(({ resources }) => resources),
    notifications: [...broken, ...documents.flatMap(({ notifications }) => notifications)],
  };
}

/** A value as plain data: unknowns as `?` with their code, absent as undefined. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "list":
      return value.items.map(plain);
    case "map":
      return Object.fromEntries(value.keys().map((key) => [key, plain(value.get(key))]));
    case "unknown":
      return `?${value.reason.code}`;
    case "absent":
      return undefined;
  }
}

/** The text that stands at a place. */
export function textAt(place: Place): string {
  const span = locate([place]).get(place)?.span;
  return span === undefined ? "" : place.source.text.slice(span.start, span.end);
}

/** Resources in a form that is easy to compare. */
export function resourcesOf(document: LoadedDocument | undefined): readonly unknown[] {
  return (document?.resources ?? []).map(({ type, address, body, account, region }) => ({
    type,
    address,
    body: plain(body),
    account: plain(account),
    region: plain(region),
  }));
}

/** Notifications in a form that is easy to compare: level, code, and the text at the place. */
export function notificationsOf(document: LoadedDocument | undefined): readonly string[] {
  return (document?.notifications ?? []).map(({ level, code, place }) => {
    const text = place === undefined ? "" : textAt(place).replaceAll(/\s+/g, " ").slice(0, 40);
    return `${level} ${code} at ${text}`;
  });
}
