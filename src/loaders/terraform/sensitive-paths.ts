import { itemsIn, member } from "./parsed-json.ts";

/** Paths into one resource beyond this many make all of it sensitive. */
const mostPaths = 10_000;
const longestPath = 200;

type Marks = Map<string | number, Marks | true>;

/**
 * Turns the `sensitive_attributes` of a state file, which are paths, into a tree that mirrors the
 * attributes, as `show -json` has it. What cannot be read makes everything sensitive.
 *
 * @param raw - lists of steps: `{"type": "get_attr", "value": "tags"}`,
 *   `{"type": "index", "value": {"type": "string", "value": "Owner"}}`
 */
export function sensitiveTree(raw: unknown): unknown {
  if (raw === undefined || raw === null) return undefined;
  const paths = itemsIn(raw);
  if (!Array.isArray(raw) || paths.length > mostPaths) return true;
  const root: Marks = new Map();
  for (const path of paths) {
    const steps = itemsIn(path).map(stepOf);
    const [first] = steps;
    if (first === undefined || steps.length > longestPath || steps.includes(undefined)) return true;
    mark(root, steps);
  }
  return objectOf(root);
}

function stepOf(raw: unknown): string | number | undefined {
  const value = member(raw, "value");
  const step = member(raw, "type") === "index" ? (member(value, "value") ?? value) : value;
  return typeof step === "string" || typeof step === "number" ? step : undefined;
}

function mark(root: Marks, steps: readonly (string | number | undefined)[]): void {
  let here = root;
  for (const [position, step] of steps.entries()) {
    if (step === undefined) return;
    if (position === steps.length - 1) {
      here.set(step, true);
      return;
    }
    const below = here.get(step);
    if (below === true) return;
    if (below === undefined) {
      const made: Marks = new Map();
      here.set(step, made);
      here = made;
    } else here = below;
  }
}

function objectOf(marks: Marks): unknown {
  const object: Record<string, unknown> = {};
  for (const [step, below] of marks) {
    // A defined property, so that `__proto__` is a key like any other.
    Object.defineProperty(object, step, {
      value: below === true ? true : objectOf(below),
      enumerable: true,
    });
  }
  return object;
}
