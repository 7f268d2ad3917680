import type { StatementResult } from "../../iam/evaluate-layer.ts";
import { explain } from "../../iam/explain.ts";
import type { Layers } from "../../iam/layers.ts";
import { readRequest } from "../../iam/request.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyType, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { isStatementQuotable } from "../../rules/reading/quotable.ts";
import type { Outcome, Through } from "./answer.ts";

/** A statement with where it stands among the layers. */
export type PlacedStatement = Pick<StatementResult, "layer" | "level" | "document" | "statement">;

/** One thing that an answer rests on. */
export type Because =
  /** A statement that allows the witness. */
  | {
      readonly kind: "allows";
      readonly at: PlacedStatement;
      /** It is AWS's own, and stands in no file. */
      readonly implied: boolean;
    }
  /** A deny that nearly caught the witness, and what of it let go. */
  | {
      readonly kind: "lets-go";
      readonly at: PlacedStatement;
      readonly part: "condition" | "resource" | "principal";
      /** A clause: "its condition … is not met: …". */
      readonly because: string;
      readonly place: Place;
    }
  /** A statement without which something would get through. */
  | { readonly kind: "denies"; readonly at: PlacedStatement }
  /** A layer that allows nothing of what no statement denies. */
  | {
      readonly kind: "not-allowed";
      /** Undefined for what identity, boundary, session and resource policies grant together. */
      readonly layer: PolicyType | undefined;
      readonly level: number | undefined;
    }
  /** Something that is not known, or that AWS leaves open. */
  | { readonly kind: "open"; readonly reason: Reason };

/** More denies are not told. */
const mostDenies = 20;

/** @returns what the answer rests on, what matters most first */
export function becauseOf(outcome: Outcome): readonly Because[] {
  return reasonsFor(outcome).map((one) => ("at" in one ? { ...one, at: shown(one.at) } : one));
}

/** The name of a sensitive statement is as sensitive. */
function shown(at: PlacedStatement): PlacedStatement {
  const { statement } = at;
  return isStatementQuotable(statement)
    ? at
    : { ...at, statement: { ...statement, sid: undefined } };
}

function reasonsFor(outcome: Outcome): readonly Because[] {
  switch (outcome.answer) {
    case "yes":
      return [
        ...outcome.decision.determining.map((at): Because => ({
          kind: "allows",
          at,
          implied: isImplied(at),
        })),
        ...lettingGo(outcome),
      ];
    case "no":
      return outcome.grounds.map(({ ground, layers }): Because => {
        const { layer, level } = ground;
        if (ground.kind === "not-allowed") return { kind: "not-allowed", layer, level };
        const { statement } = ground;
        const document = documentOf(statement, ground, layers);
        return { kind: "denies", at: { layer: ground.layer, level, document, statement } };
      });
    case "cannot-tell":
      return outcome.reasons.map((reason): Because => ({ kind: "open", reason }));
  }
}

/** @returns every place that is told */
export function placesOf(because: readonly Because[]): readonly Place[] {
  return because.flatMap((one) => {
    switch (one.kind) {
      case "allows":
      case "denies":
        return [one.at.statement.place];
      case "lets-go":
        return [one.at.statement.place, one.place];
      case "not-allowed":
        return [];
      case "open":
        return one.reason.place === undefined ? [] : [one.reason.place];
    }
  });
}

/** What stands for a whole policy of AWS's own has one place for all its parts. */
function isImplied({ statement }: PlacedStatement): boolean {
  return statement.place === statement.action.place;
}

function documentOf(
  statement: Statement,
  { layer, level }: { readonly layer: PolicyType; readonly level: number | undefined },
  layers: Layers,
): number {
  const set =
    layer === "scp" || layer === "rcp" ? layers[layer]?.levels[level ?? 0] : layers[layer];
  const at = set?.policies.findIndex(({ document }) => document.statements.includes(statement));
  return Math.max(at ?? 0, 0);
}

/** A deny whose action does not match was not near; those that only a condition kept off come first. */
function lettingGo({ decision, request }: Through): readonly Because[] {
  const read = readRequest(request);
  const found = decision.statements.flatMap((at): readonly Because[] => {
    const { statement, mismatch, truth } = at;
    const { effect } = statement;
    if (effect.kind !== "known" || effect.value !== "Deny" || truth !== false) return [];
    if (mismatch === undefined || mismatch.part === "layer" || mismatch.part === "action")
      return [];
    const { part } = mismatch;
    const quotable = isStatementQuotable(statement);
    const because = read.ok && quotable ? explain(at, read.request) : undefined;
    const place =
      mismatch.part === "condition"
        ? mismatch.condition.condition.place
        : (statement[mismatch.part]?.place ?? statement.place);
    const other = `its ${part} does not fit; the statement is sensitive and not quoted`;
    return [{ kind: "lets-go", at, part, because: because ?? other, place }];
  });
  const isCondition = (one: Because): boolean => one.kind === "lets-go" && one.part === "condition";
  return [...found.filter(isCondition), ...found.filter((one) => !isCondition(one))].slice(
    0,
    mostDenies,
  );
}
