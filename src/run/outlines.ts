import {
  outlinedComments,
  slashComments,
  yamlComments,
  type CommentReader,
} from "../engine/comments.ts";
import { mayHoldSuppressions } from "../engine/inline-suppressions.ts";
import type { OutlineOf } from "../engine/landmark.ts";
import type { Result } from "../model/finding.ts";
import type { Source } from "../model/place.ts";
import type { Outline } from "../source/outline.ts";

/** What the texts of a run look like, as far as anybody has to know. */
export interface Outlines {
  readonly of: OutlineOf;
  /** Reads the comments of a text; undefined where its syntax has none. */
  readonly comments: (source: Source) => CommentReader | undefined;
}

/**
 * Outlines for texts that hold results or suppressions; the parser is loaded where there are any.
 *
 * @param sources - the texts of the run
 * @param results - what was found in them
 */
export async function outlinesFor(
  sources: readonly Source[],
  results: readonly Result[],
): Promise<Outlines> {
  const isNeeded =
    results.some(({ place }) => hasOutline(place.source)) ||
    sources.some((source) => hasOutline(source) && mayHoldSuppressions(source));
  const read = isNeeded ? (await import("../source/hcl/outline.ts")).hclOutline : undefined;
  const made = new Map<Source, Outline | undefined>();
  const of = (source: Source): Outline | undefined => {
    if (!made.has(source)) made.set(source, hasOutline(source) ? read?.(source.text) : undefined);
    return made.get(source);
  };
  return {
    of,
    comments: (source) => {
      if (source.syntax === "yaml") return yamlComments;
      if (source.syntax === "typescript") return slashComments;
      if (!hasOutline(source)) return undefined;
      return (text, marks) => {
        const outline = of(source);
        return outline === undefined ? [] : outlinedComments(text, marks, outline);
      };
    },
  };
}

/** Templates are read as HCL's templates, and have no blocks. */
function hasOutline({ syntax, path }: Source): boolean {
  return syntax === "hcl" && [".tf", ".tofu", ".tfvars"].some((ending) => path.endsWith(ending));
}
