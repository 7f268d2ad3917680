import type { Path, Place } from "../../model/place.ts";
import type { Reason, Reference, UnknownValue } from "../../model/value.ts";
import { containerPath, placeOf, type Part, type Setting } from "./planned-part.ts";
import type { Trace } from "./trace.ts";

/** A part that is known only after apply; its reason is written when somebody asks for it. */
export class PlannedUnknown implements UnknownValue {
  readonly kind = "unknown";
  readonly sensitive: boolean;
  readonly #part: Part;
  readonly #setting: Setting;
  readonly #trace: Pick<Trace, "references" | "obscured">;
  #place: Place | undefined;
  #reason: Reason | undefined;

  constructor(
    part: Part,
    setting: Setting,
    trace: Pick<Trace, "references" | "obscured">,
    sensitive: boolean,
  ) {
    this.#part = part;
    this.#setting = setting;
    this.#trace = trace;
    this.sensitive = sensitive;
  }

  get references(): readonly Reference[] {
    return this.#trace.references;
  }

  get place(): Place {
    this.#place ??= placeOfUnknown(this.#part, this.#setting, this.sensitive);
    return this.#place;
  }

  get reason(): Reason {
    this.#reason ??= reasonFor(this.#trace, this.place);
    return this.#reason;
  }
}

/**
 * What `after` lacks stands in `after_unknown` by its key, which is where it is pointed at; where
 * there is none, the block or the resource around it is.
 */
function placeOfUnknown(part: Part, setting: Setting, masked: boolean): Place {
  if (part.raw !== undefined) return placeOf(part.path, setting, masked);
  const { unknownPath, valuesPath } = setting;
  if (part.unknown !== true || unknownPath === undefined) {
    return placeOf(containerPath(part.path.parent, part.depth - 1, setting), setting, masked);
  }
  const steps: (string | number)[] = [];
  for (
    let path: Path | undefined = part.path;
    path !== undefined && path !== valuesPath;
    path = path.parent
  ) {
    steps.push(path.step);
  }
  let path = unknownPath;
  for (const step of steps.reverse()) path = { parent: path, step };
  return placeOf(path, setting, masked, "key");
}

function reasonFor(
  { references, obscured }: Pick<Trace, "references" | "obscured">,
  place: Place,
): Reason {
  if (obscured !== undefined) return { code: "unresolved-reference", detail: obscured, place };
  const names = references
    .slice(0, 3)
    .map(
      ({ address, attribute }) =>
        `\`${attribute === undefined ? address : `${address}.${attribute}`}\``,
    );
  const more =
    references.length > names.length ? ` and ${String(references.length - names.length)} more` : "";
  const detail =
    names.length === 0
      ? "its value is known only after apply"
      : `it depends on ${names.join(", ")}${more}, which is known only after apply`;
  return { code: "known-after-apply", detail, place };
}
