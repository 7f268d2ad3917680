import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import type { Value } from "../model/value.ts";
import { readYaml } from "../source/yaml/read.ts";
import { inconsistencies } from "./consistency.ts";
import { schemaErrors } from "./generated/validate.js";
import { mistake } from "./notification.ts";
import type { ConfigurationFile } from "./schema.ts";
import { plainData, repeatedKeys } from "./tree.ts";
import { explainErrors } from "./violations.ts";

/** More mistakes than anybody mends at once are counted, not listed. */
const mostMistakes = 50;

/** A configuration that was read, or the mistakes that keep it from being used. */
export type ReadFile =
  | {
      readonly ok: true;
      readonly file: ConfigurationFile;
      /** The same content with its places. */
      readonly root: Value;
      readonly notifications: readonly Notification[];
    }
  | { readonly ok: false; readonly notifications: readonly Notification[] };

/**
 * Reads and validates one configuration file. Loading this module costs the
 * validator, so it is imported only where there is a file.
 *
 * @param source - the file's text
 */
export async function readFile(source: Source): Promise<ReadFile> {
  const [first, second] = await readYaml(source);
  // A file of comments only is a configuration that changes nothing.
  const document = first ?? { value: nothingIn(source), problems: [] };
  const root = document.value;
  const notes: Notification[] = [];
  const mistakes: Notification[] = [];
  for (const { code, level, message, place } of document.problems) {
    if (level === "error") {
      mistakes.push(mistake(message, place));
    } else {
      notes.push({ level, code, message, path: undefined, place });
    }
  }
  if (second !== undefined) {
    mistakes.push(
      mistake("a configuration is one document, and here is another", second.value.place),
    );
  }
  if (mistakes.length > 0) {
    return failed(mistakes);
  }
  const repeated = repeatedKeys(root);
  const data = root.kind === "absent" ? {} : plainData(root);
  const checked = schemaErrors(data);
  if (!checked.ok) {
    return failed([...repeated, ...explainErrors(checked.errors, root)]);
  }
  const wrong = [...repeated, ...inconsistencies(checked.data, root)];
  return wrong.length > 0
    ? failed(wrong)
    : { ok: true, file: checked.data, root, notifications: notes };
}

function failed(mistakes: readonly Notification[]): ReadFile {
  const listed = [...mistakes].sort((a, b) => startOf(a) - startOf(b)).slice(0, mostMistakes);
  const last = listed.at(-1);
  const more = mistakes.length - listed.length;
  return {
    ok: false,
    notifications:
      more > 0 && last?.place !== undefined
        ? [...listed, mistake(`${String(more)} more mistakes are not listed`, last.place)]
        : listed,
  };
}

function startOf({ place }: Notification): number {
  return place?.route.kind === "span" ? place.route.span.start : 0;
}

function nothingIn(source: Source): Value {
  const place: Place = { source, route: { kind: "whole" }, address: undefined, via: [] };
  return { kind: "absent", place, sensitive: false };
}
