import { list, MapDatum, nothing, type Datum, type Spot } from "../datum.ts";
import { textOf, unknownOf } from "./operators.ts";

/** `JSON.parse`: all of it stands where it is parsed. */
export function parsedJson(written: Datum | undefined, at: Spot): Datum {
  if (written === undefined) return nothing(at);
  if (written.kind === "json") return written.document;
  const content = textOf(written);
  if (content === undefined) return unknownOf([written], at);
  try {
    const raw: unknown = JSON.parse(content);
    return datumOf(raw, written.at, 0);
  } catch {
    return unknownOf([], at);
  }
}

function datumOf(raw: unknown, at: Spot, depth: number): Datum {
  if (depth > 100) return unknownOf([], at);
  switch (typeof raw) {
    case "string":
      return { kind: "text", text: raw, at };
    case "number":
      return { kind: "number", value: raw, at };
    case "boolean":
      return { kind: "bool", value: raw, at };
    default: {
      if (raw === null || raw === undefined) return nothing(at, "null");
      if (Array.isArray(raw))
        return list(
          raw.map((item: unknown) => datumOf(item, at, depth + 1)),
          at,
        );
      const entries = Object.entries(raw).map(
        ([key, value]: [string, unknown]) =>
          [key, { key: at, value: datumOf(value, at, depth + 1) }] as const,
      );
      return new MapDatum(entries, at);
    }
  }
}
