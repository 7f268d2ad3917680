import { parsePolicy } from "../iam/document.ts";
import type { HeldPolicy, PolicyFact } from "../model/policy.ts";
import type { Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";

/**
 * Reads a policy that is given as JSON text, as a map, or not at all.
 *
 * @param value - the attribute that holds the policy
 */
export function policyFact(value: Value): PolicyFact {
  const { place } = value;
  switch (value.kind) {
    case "absent":
      return { state: "absent", place };
    case "unknown":
      return { state: "unknown", reason: value.reason, place };
    case "list":
      return malformed(value, "a policy document is an object, and this is a list");
    case "scalar": {
      if (value.text.trim() === "") return { state: "absent", place };
      const json = embeddedJson(value);
      if (!json.ok) return malformed(value, `not JSON: ${json.message}`);
      const fact = policyFact(json.value);
      return fact.state === "known" ? { ...fact, length: value.text.length } : fact;
    }
    case "map": {
      const parsed = parsePolicy(value);
      return parsed.ok
        ? { state: "known", document: parsed.document, place }
        : { state: "malformed", problems: parsed.problems, place };
    }
  }
}

/** Reads a policy when it is first asked for. */
export function heldPolicy(value: Value): HeldPolicy {
  return new LateReading(value);
}

class LateReading implements HeldPolicy {
  readonly #value: Value;
  #fact: PolicyFact | undefined;

  constructor(value: Value) {
    this.#value = value;
  }

  get text(): string | undefined {
    return this.#value.kind === "scalar" ? this.#value.text : undefined;
  }

  get fact(): PolicyFact {
    this.#fact ??= policyFact(this.#value);
    return this.#fact;
  }
}

function malformed(value: Value, message: string): PolicyFact {
  return { state: "malformed", problems: [{ message, place: value.place }], place: value.place };
}
