import type { Notification } from "../model/notification.ts";
import type { ScalarValue, Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";
import { findDuplicateKeys } from "../source/json/scan.ts";
import { duplicate, duplicateKeys } from "./duplicate-keys.ts";
import { unknownAt, valueAt } from "./plain-value.ts";

/** Containers below this are not read. */
const deepestPolicy = 200;

/** A policy inside another document. */
export interface EmbeddedPolicy {
  /** The policy as a value; unknown (`malformed`) where its text is not JSON. */
  readonly value: Value;
  readonly notifications: readonly Notification[];
}

/**
 * Reads a policy that stands inside another document: as an object, as JSON in a string, or as
 * URL-encoded JSON in a string, which is how the IAM API sends it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 *
 * @param value - the policy as it stands there; what is no string comes back as it is
 * @returns the policy; the parts of a URL-encoded one all stand at the string's place
 */
export function embeddedPolicy(value: Value): EmbeddedPolicy {
  if (value.kind !== "scalar" || typeof value.value !== "string") {
    return { value, notifications: [] };
  }
  if (/^\s*%7B/i.test(value.text)) return urlEncoded(value);
  const outcome = embeddedJson(value);
  return outcome.ok
    ? { value: outcome.value, notifications: duplicateKeys(outcome.value) }
    : malformed(value, outcome.message);
}

function urlEncoded(scalar: ScalarValue): EmbeddedPolicy {
  const { place } = scalar;
  try {
    // A form-encoded blank is a plus; a plus of the policy itself comes as %2B.
    const text = decodeURIComponent(scalar.text.replaceAll("+", " "));
    const raw: unknown = JSON.parse(text);
    return {
      value: valueAt(raw, place, deepestPolicy),
      // All at one place: the first says what there is to say.
      notifications: findDuplicateKeys(text)
        .slice(0, 1)
        .map(({ key }) => duplicate(key, place)),
    };
  } catch {
    return malformed(scalar, "its URL-encoded text does not decode to JSON");
  }
}

function malformed(scalar: ScalarValue, message: string): EmbeddedPolicy {
  const { place } = scalar;
  return {
    value: unknownAt("malformed", `the policy is not JSON: ${message}`, place),
    notifications: [
      {
        level: "error",
        code: "malformed-policy",
        message: `the policy in this string is not JSON: ${message}`,
        path: place.source.path,
        place,
      },
    ],
  };
}
