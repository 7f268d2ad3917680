import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import type { PolicyProblem } from "../model/policy.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { parsePolicy } from "../iam/document.ts";
import { duplicateKeys } from "./duplicate-keys.ts";
import { absentAt, entryOf, plainMap, plainString, textOf } from "./plain-value.ts";
import { policyKind } from "./policy-kind.ts";
import { listOf, policyTraits } from "./policy-traits.ts";

/** Keys that a policy document may have. */
const grammar: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

const versions: ReadonlySet<string> = new Set(["2012-10-17", "2008-10-17"]);

/**
 * Whether a text may be a policy document, told without parsing it; a truncated one is.
 *
 * @param keys - the text's outermost keys, as far as it has them
 * @param text - the text
 */
export function maybePolicy(keys: ReadonlySet<string>, text: string): boolean {
  const dated = keys.has("Version") && /20(?:12|08)-10-17/.test(text);
  if (keys.has("Statement")) return dated || /["']?Effect\b/.test(text);
  return dated && [...keys].every((key) => grammar.has(key));
}

/**
 * Reads a bare policy document.
 *
 * The one resource has the type `policy:document`; its body holds
 *
 * - `kind`: `scp`, `rcp`, `identity`, `permissions-boundary`, `vpc-endpoint`, `trust`, `resource`
 *   or `unknown-kind`
 * - `kindBasis`: a clause that says what told the kind: "the file name says so"
 * - `document`: the policy itself, with its places
 *
 * Where the kind stays open a note says what would tell it. What AWS would refuse is an error; the
 * resource is there nevertheless.
 *
 * @param source - the text
 * @param value - its value
 * @returns undefined where the text is no policy: without an `Effect` or a policy's `Version`
 *   a `Statement` may be anything
 */
export function loadPolicyDocument(source: Source, value: Value): LoadedDocument | undefined {
  if (!isPolicy(value)) return undefined;
  const notifications: Notification[] = [];
  const answer = policyKind(policyTraits(value), source.path);
  const outcome = parsePolicy(value);
  if (!outcome.ok) {
    for (const { message, place } of toldOnce(value, outcome.problems)) {
      const text = `not a policy that AWS takes: ${message}`;
      notifications.push({
        level: "error",
        code: "malformed-policy",
        message: text,
        path: source.path,
        place,
      });
    }
  } else if (answer.kind === "unknown-kind") {
    notifications.push({
      level: "note",
      code: "policy-kind-open",
      message: `what kind of policy this is stays open, since ${answer.basis}; ${answer.wanted}`,
      path: source.path,
      place: value.place,
    });
  }
  const body = plainMap(
    [
      ["kind", plainString(answer.kind, value.place)],
      ["kindBasis", plainString(answer.basis, value.place)],
      ["document", value],
    ],
    value.place,
  );
  return {
    source,
    format: "policy-document",
    standing: "declared",
    resources: [
      {
        ecosystem: "policy",
        type: "policy:document",
        address: source.path,
        body,
        account: absentAt(value.place),
        region: absentAt(value.place),
        place: { ...value.place, address: source.path },
      },
    ],
    notifications,
  };
}

/** Problems without the echoes of one another, and without repeated keys, which are told anyway. */
function toldOnce(document: Value, problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const told = new Set(duplicateKeys(document).map(({ place }) => identityOf(place)));
  return problems.filter(({ place }) => {
    const identity = identityOf(place);
    const first = !told.has(identity);
    told.add(identity);
    return first;
  });
}

function identityOf(place: Place | undefined): unknown {
  const route = place?.route;
  return route?.kind === "span" ? `${String(route.span.start)}-${String(route.span.end)}` : place;
}

function isPolicy(value: Value): boolean {
  if (value.kind !== "map") return false;
  const dated = versions.has(textOf(value.get("Version")) ?? "");
  const statement = value.get("Statement");
  if (statement.kind === "absent") return dated && value.keys().every((key) => grammar.has(key));
  return dated || listOf(statement).some((item) => entryOf(item, "Effect").kind !== "absent");
}
