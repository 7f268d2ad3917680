import type { Datum, Open } from "./datum.ts";

/**
 * Takes down what Terraform may refuse of an argument of `try` or `can`, which go on behind it.
 * Elsewhere a refusal ends the run, so that what is not known may be taken for what is asked of it.
 */
export class Doubts {
  #first: Open | undefined;

  /** The first of them. */
  get first(): Open | undefined {
    return this.#first;
  }

  /** @param cause - what is not known, and may turn out to be something that is refused */
  add(cause: Open): void {
    this.#first ??= cause;
  }

  /** Something is done with a value for which it has to have a type. */
  typed(value: Datum): void {
    if (value.kind === "open" && !isOfKnownType(value)) this.add(value);
  }

  /** A part is taken out of a value. */
  taken(part: Datum, of: Datum): void {
    if (part.kind !== "open" || part.error) return;
    if (of.kind === "open" ? !isResource(of) : hasRest(of)) this.add(part);
  }

  /** @param known - which calls of the function Terraform takes */
  called(known: Acceptance, args: readonly Datum[], openIn: () => Open | undefined): void {
    if (known === "always") return;
    for (const arg of args) {
      if (known !== "of-type" && arg.kind === "open") this.add(arg);
      else this.typed(arg);
      if (known === "of-items" && (arg.kind === "list" || arg.kind === "map")) {
        if (arg.rest !== undefined) this.add(arg.rest);
      }
    }
    const part = known === "known" ? openIn() : undefined;
    if (part !== undefined) this.add(part);
  }
}

/**
 * When it is sure that Terraform takes a call: `always`; if its arguments are `of-type`; if it is
 * known which items they have (`of-items`); if all of them are `known`.
 */
export type Acceptance = "always" | "of-type" | "of-items" | "known";

/** https://developer.hashicorp.com/terraform/language/functions */
const acceptances: ReadonlyMap<string, Acceptance> = new Map([
  ...names("always", "try can jsonencode yamlencode sensitive nonsensitive issensitive"),
  ...names("of-type", "concat merge flatten keys values compact distinct reverse length coalesce"),
  ...names("of-type", "toset tolist tomap tostring join split format replace sort"),
  ...names("of-type", "setunion setintersection setsubtract contains lower upper title"),
  ...names("of-type", "trim trimprefix trimsuffix trimspace chomp startswith endswith strcontains"),
  ...names("of-type", "base64encode urlencode md5 sha1 sha256 sha512"),
  ...names("of-items", "element slice one lookup chunklist coalescelist zipmap setproduct"),
]);

function names(known: Acceptance, list: string): readonly (readonly [string, Acceptance])[] {
  return list.split(" ").map((name) => [name, known] as const);
}

/** When it is sure that Terraform takes a call of a function. */
export function acceptanceOf(name: string): Acceptance {
  return acceptances.get(name) ?? "known";
}

/** Attributes of resources have the type that their provider says, and who uses them knows it. */
function isOfKnownType({ references }: Open): boolean {
  return (
    references.length > 0 &&
    references.every(({ attribute }) => attribute === undefined || /^\w+$/.test(attribute))
  );
}

/** Terraform looks up whether a resource has an attribute before it works anything out. */
function isResource({ references }: Open): boolean {
  return references.length > 0 && references.every(({ attribute }) => attribute === undefined);
}

function hasRest(value: Datum): boolean {
  if (value.kind === "map") return value.rest !== undefined && value.unset === undefined;
  return value.kind === "list" && value.rest !== undefined;
}
