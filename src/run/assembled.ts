import type { Result } from "../model/finding.ts";
import type { Hop, Place } from "../model/place.ts";
import type { LoadedDocument, Resource } from "../model/resource.ts";
import type { WrittenSuppression } from "../model/suppression.ts";

/** A resource of an assembly, and the construct of a program at hand that makes it. */
export interface Assembled {
  readonly made: Resource;
  readonly written: Resource;
}

/** Constructs inside constructs that are gone through for the one that a program writes. */
const deepest = 20;

/**
 * Finds what stands in the input twice: as the source of a CDK program, and as what the CDK made of
 * it. They belong together by the path of the construct and the type of the resource.
 */
export function assembledIn(documents: readonly LoadedDocument[]): readonly Assembled[] {
  const written = new Map<string, Resource | undefined>();
  for (const { format, resources } of documents) {
    if (format !== "typescript") continue;
    for (const resource of resources) {
      const key = `${resource.type} ${resource.address}`;
      // Of several programs nobody knows whose it is.
      written.set(key, written.has(key) ? undefined : resource);
    }
  }
  if (written.size === 0) return [];
  const nearest = new Map<Resource, { readonly made: Resource; readonly steps: number }>();
  for (const { format, resources } of documents) {
    if (format !== "cloudformation-template") continue;
    for (const made of resources) {
      const path = made.place.via.find(({ kind }) => kind === "construct")?.label;
      let at = path ?? "";
      for (let steps = 0; at !== "" && steps < deepest; steps += 1) {
        const found = written.get(`${made.type} ${at}`);
        if (found !== undefined) {
          if (steps < (nearest.get(found)?.steps ?? deepest)) nearest.set(found, { made, steps });
          break;
        }
        at = at.slice(0, Math.max(at.lastIndexOf("/"), 0));
      }
    }
  }
  return [...nearest].map(([construct, { made }]) => ({ made, written: construct }));
}

/**
 * Makes one result of those of a program and of its assembly: at the line of the program, with what
 * the assembly knows. What is wrong in either is wrong.
 */
export function withoutDoubles(
  results: readonly Result[],
  pairs: readonly Assembled[],
): readonly Result[] {
  if (pairs.length === 0) return results;
  const byAddress = new Map<string, Assembled[]>();
  for (const pair of pairs) {
    const known = byAddress.get(pair.made.address);
    if (known === undefined) byAddress.set(pair.made.address, [pair]);
    else known.push(pair);
  }
  const ofProgram = new Map<string, Result[]>();
  const twins = new Map<Result, Result>();
  const double = (result: Result): { pair: Assembled; subject: string } | undefined => {
    const [, address = "", rest = ""] = /^([^\s:]+)(.*)$/s.exec(result.subject) ?? [];
    const { source } = result.place;
    const pair = byAddress
      .get(address)
      ?.find(({ made, written }) => [made, written].some(({ place }) => place.source === source));
    return pair === undefined ? undefined : { pair, subject: pair.written.address + rest };
  };
  for (const result of results) {
    const key = `${result.rule} ${result.subject}`;
    const known = ofProgram.get(key);
    if (known === undefined) ofProgram.set(key, [result]);
    else known.push(result);
  }
  const merged: Result[] = [];
  for (const result of results) {
    const found = double(result);
    if (found === undefined) continue;
    const key = `${result.rule} ${found.subject}`;
    const twin = ofProgram.get(key)?.shift();
    if (twin === undefined) merged.push(ledBack(result, found.pair.written.place));
    else twins.set(twin, joined(result, twin));
  }
  const own = results.filter((result) => double(result) === undefined);
  return [...own.map((result) => twins.get(result) ?? result), ...merged];
}

/** What a program and its assembly answer together: the assembly has values that the program lacks. */
function joined(assembled: Result, written: Result): Result {
  if (written.verdict === "violated" || written.verdict === assembled.verdict) return written;
  return { ...ledBack(assembled, written.place), subject: written.subject };
}

/** The same at the line that a person would edit, with the way to where its value shows. */
function ledBack(result: Result, place: Place): Result {
  if (result.place.source === place.source) return result;
  const hop: Hop = {
    kind: "planned-value",
    label: "what was synthesised",
    place: result.place,
  };
  return { ...result, place: { ...place, via: [...place.via, hop] } };
}

/** A suppression in the metadata of an assembly speaks of the constructs that it is made of, too. */
export function suppressedToo(
  suppressions: readonly WrittenSuppression[],
  pairs: readonly Assembled[],
): readonly WrittenSuppression[] {
  if (pairs.length === 0) return suppressions;
  return suppressions.map(({ value, scopes }) => ({
    value,
    scopes: scopes.flatMap((scope) => [
      scope,
      ...pairs
        .filter(
          ({ made: { address, place } }) =>
            scope.paths.has(place.source.path) &&
            (scope.address === "" || `${address}/`.startsWith(`${scope.address}/`)),
        )
        .map(({ written: { address, place } }) => ({
          address,
          paths: new Set([place.source.path]),
        })),
    ]),
  }));
}
