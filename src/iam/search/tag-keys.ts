import { absent, every, literal, present, some, type Formula } from "./formula.ts";
import { caseless, type Constraint } from "./language.ts";
import { newSet, nonEmpty } from "./new-variable.ts";
import type { KeyReading } from "./reading.ts";
import type { SetVariable } from "./variable.ts";
import type { Work } from "./work.ts";

/** Tags that no policy is likely to speak of. */
const otherTags = ["Team", "Note", "Remark"];

/**
 * The tags of a request as far as their keys go. Two of them can differ in case alone.
 * https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html#tag-restrictions
 */
interface AskedTagKeys {
  /** Keys that it has in any case, as written; there may be further ones. */
  readonly required: readonly string[];
  /** Whether it can do without any, where none is required. */
  readonly optional: boolean;
  /** What the keys meet that are not required. */
  readonly within: readonly Constraint[];
}

/** The keys of the tags that a request states or removes. */
export function tagKeysVariable(
  { required, optional, within }: AskedTagKeys,
  work: Work,
): SetVariable | undefined {
  const taken = new Set(required.map((key) => key.toLowerCase()));
  return newSet(
    {
      name: "aws:TagKeys",
      optional: optional && required.length === 0,
      within: [nonEmpty, ...within],
      required,
      preferred: otherTags.filter((key) => !taken.has(key.toLowerCase())),
      open: true,
    },
    work,
  );
}

/**
 * `aws:TagKeys` are the keys of `aws:RequestTag/…`, whose names have no case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys
 *
 * @param tag - the part of the condition key after the slash
 * @param reading - how requests come by the tag's value
 * @param keys - the keys of all tags of a request
 */
export function tagKeyRule(tag: string, reading: KeyReading, keys: SetVariable): Formula {
  const language = caseless(tag);
  const with_ = literal({
    kind: "elements",
    variable: keys,
    quantity: "some",
    language,
    inside: true,
  });
  const without = some([
    absent(keys),
    literal({ kind: "elements", variable: keys, quantity: "all", language, inside: false }),
  ]);
  switch (reading.kind) {
    case "fixed":
      return reading.entry === undefined ? without : with_;
    case "text":
      return linked(present(reading.view.variable), absent(reading.view.variable));
    case "choice":
      return linked(present(reading.variable), absent(reading.variable));
    case "set":
      return linked(present(reading.variable), absent(reading.variable));
    case "cases":
      return every([]);
  }

  function linked(there: Formula, notThere: Formula): Formula {
    return some([every([there, with_]), every([notThere, without])]);
  }
}
