import type { Result } from "../model/finding.ts";
import type { Path, Place, Route } from "../model/place.ts";
import { sha256 } from "./digest.ts";
import { landmarkOf, type OutlineOf } from "./landmark.ts";

/** What tells a result from others. */
export interface Identity {
  /**
   * What one edit mends: results that share it come from one piece of source, such as the instances
   * of one `count`, the clusters that one policy leaves open, or those that share the default of a
   * variable.
   */
  readonly edit: string;
  /**
   * For tools that follow findings from run to run: it holds no line numbers and no instance
   * indexes, so that it survives what moves or multiplies a resource. Made when it is asked for.
   */
  readonly fingerprint: string;
}

/**
 * @param result - a result of a rule
 * @param outlineOf - tells what stands around a place in a text with blocks
 */
export function identityOf(result: Result, outlineOf: OutlineOf): Identity {
  const { place, rule, messageId } = result;
  const { source, route } = place;
  const outline = route.kind === "span" ? outlineOf(source) : undefined;
  if (route.kind !== "span" || outline === undefined) {
    const edit = editOf(result);
    return {
      edit,
      get fingerprint() {
        return fingerprintOf(edit);
      },
    };
  }
  // Whatever resources a place is read for, it is edited once.
  const { start, end } = route.span;
  return {
    edit: JSON.stringify([rule, messageId, source.path, start, end]),
    get fingerprint() {
      const landmark = landmarkOf(outline, source.text, route.span);
      return fingerprintOf(JSON.stringify([rule, messageId, source.path, ...landmark]));
    },
  };
}

function editOf(result: Result): string {
  const { place, rule, messageId } = result;
  const address = place.address === undefined ? undefined : withoutIndexes(place.address);
  const within = pathWithin(place);
  const own = address ?? (within.length === 0 ? result.subject : "");
  return JSON.stringify([rule, messageId, place.source.path, own, ...within]);
}

function fingerprintOf(edit: string): string {
  return sha256(edit).slice(0, 32);
}

/** `module.a["x"].aws_subnet.b[0]` without its indexes; keys may hold brackets. */
export function withoutIndexes(address: string): string {
  let kept = "";
  let from = 0;
  let inKey = false;
  let inIndex = false;
  for (let at = 0; at < address.length; at += 1) {
    const character = address.charAt(at);
    if (inKey && character === "\\") at += 1;
    else if (character === '"' && inIndex) inKey = !inKey;
    else if (character === "[" && !inIndex) {
      kept += address.slice(from, at);
      inIndex = true;
    } else if (character === "]" && !inKey) {
      if (!inIndex) kept += address.slice(from, at);
      inIndex = false;
      from = at + 1;
    }
  }
  return inIndex ? kept : kept + address.slice(from);
}

/** Keys of a plan or state below which a resource's own attributes stand. */
const attributeRoots: ReadonlySet<string | number> = new Set(["after", "values", "attributes"]);

/** The steps from the resource, or from the document where there is none, to the place. */
function pathWithin(place: Place): readonly (string | number)[] {
  const steps = stepsOf(place.route);
  if (place.address === undefined) return steps;
  const root = steps.findIndex(
    (step, index) => attributeRoots.has(step) && holdsOneResource(steps[index - 1]),
  );
  // Above the attributes stands the resource's number in the document, which moves.
  return root === -1 ? steps.filter((step) => typeof step === "string") : steps.slice(root + 1);
}

/** `values` holds a whole state too, and a module or an attribute may have any name. */
function holdsOneResource(step: string | number | undefined): boolean {
  return typeof step === "number" || step === "change";
}

function stepsOf(route: Route): readonly (string | number)[] {
  if (route.kind !== "path") return [];
  const own: (string | number)[] = [];
  for (let step: Path | undefined = route.path; step !== undefined; step = step.parent) {
    own.push(step.step);
  }
  own.reverse();
  return route.inside === undefined ? own : [...stepsOf(route.inside), ...own];
}
