import type { LoadedDocument } from "../../model/resource.ts";
import type { Source } from "../../model/place.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { textOf } from "../plain-value.ts";
import { ec2Shapes } from "./ec2.ts";
import { eksShapes } from "./eks.ts";
import { ResponseReading } from "./entity.ts";
import { guarddutyShapes } from "./guardduty.ts";
import { iamShapes } from "./iam.ts";
import { organizationsShapes } from "./organizations.ts";
import type { ResponseShape } from "./response.ts";

const shapes: readonly ResponseShape[] = [
  ...ec2Shapes,
  ...eksShapes,
  ...organizationsShapes,
  ...iamShapes,
  ...guarddutyShapes,
];

/**
 * The shape of an operation's response.
 *
 * @param operation - as the AWS CLI names it: `ec2 describe-vpcs`
 * @returns undefined where guardlint reads nothing of it
 */
export function shapeOf(operation: string): ResponseShape | undefined {
  return byOperation.get(sameAs.get(operation) ?? operation);
}

const byOperation = new Map(shapes.map((shape) => [shape.operation, shape]));

/** Operations whose responses look like those of another. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ["organizations list-accounts-for-parent", "organizations list-accounts"],
]);

/**
 * Whether a text may be a response of the AWS CLI, told without parsing it.
 *
 * @param keys - the text's outermost keys, as far as it has them
 * @param text - the text
 * @param path - its file's path
 */
export function maybeAwsResponse(keys: ReadonlySet<string>, text: string, path: string): boolean {
  return shapes.some((shape) => fits(shape, keys, text, path));
}

/**
 * Whether a text that cannot be parsed is surely meant to be a response.
 *
 * @param keys - the text's outermost keys, as far as it has them
 * @param text - the text
 * @param syntax - in YAML, where people use such keys for much else, a key that other files have
 *   too says nothing
 */
export function surelyAwsResponse(
  keys: ReadonlySet<string>,
  text: string,
  syntax: "json" | "yaml",
): boolean {
  return shapes.some(
    (shape) =>
      shape.common !== true &&
      (syntax === "json" || shape.hint === undefined) &&
      fits(shape, keys, text, ""),
  );
}

function fits(
  shape: ResponseShape,
  keys: ReadonlySet<string>,
  text: string,
  path: string,
): boolean {
  if (!shape.keys.every((key) => keys.has(key))) return false;
  return shape.hint === undefined || shape.hint.test(text) || shape.path?.test(path) === true;
}

/**
 * Reads a response of the AWS CLI or of an SDK.
 *
 * @param source - the text
 * @param value - its value
 * @returns its resources, `observed`; undefined where it is no response that guardlint reads
 */
export function loadAwsResponse(source: Source, value: Value): LoadedDocument | undefined {
  if (value.kind !== "map") return undefined;
  const keys = new Set(value.keys());
  const shape = shapes.find(
    (candidate) =>
      fits(candidate, keys, source.text, source.path) &&
      (candidate.matches === undefined || candidate.matches(value)),
  );
  if (shape === undefined) return undefined;
  const reading = new ResponseReading(source);
  shape.read(value, reading);
  const more = continuation(value);
  if (more !== undefined) {
    reading.notifications.push({
      level: "warning",
      code: "partial-response",
      message: `this is not the whole answer of \`aws ${shape.operation}\`: \`${more}\` says that more follows`,
      path: source.path,
      place: value.keyPlace(more),
    });
  }
  return {
    source,
    format: "aws-response",
    standing: "observed",
    resources: reading.resources,
    notifications: reading.notifications,
  };
}

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html */
function continuation(root: MapValue): string | undefined {
  const tokens = ["NextToken", "nextToken", "PaginationToken", "Marker"];
  const token = tokens.find((key) => (textOf(root.get(key)) ?? "") !== "");
  return token ?? (textOf(root.get("IsTruncated")) === "true" ? "IsTruncated" : undefined);
}
