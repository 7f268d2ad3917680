import type { Located } from "../located.ts";
import type { Answered } from "./answered.ts";
import { becauseOf, type Because, type PlacedStatement } from "./because.ts";
import type { PrincipalClass } from "./classes.ts";
import { summaryOf } from "./summary.ts";

/**
 * The answer as `schema/answer.schema.json` describes it.
 *
 * @param answered - the answer
 * @param located - finds places
 */
export function answerJson(answered: Answered, located: Located): object {
  const { outcome, own, classes, question } = answered;
  const told = (because: readonly Because[]): object[] =>
    because.map((one) => becauseJson(one, located));
  const witness = answered.witnessOf(outcome);
  return {
    kind: question.kind,
    answer: outcome.answer,
    ...(own === undefined ? {} : { own: own.answer }),
    summary: summaryOf(answered),
    ...(witness === undefined ? {} : { witness }),
    because: told(becauseOf(outcome)),
    ...(outcome.answer === "no" && !outcome.least ? { minimal: false } : {}),
    ...(own === undefined || own.answer === "yes" ? {} : { ownBecause: told(becauseOf(own)) }),
    ...(classes === undefined
      ? {}
      : {
          classes: classes.classes.map((one) => classJson(one, answered)),
          complete: classes.complete,
        }),
    assumptions: answered.assumptions,
  };
}

function classJson({ kind, fits, of, outcome }: PrincipalClass, answered: Answered): object {
  const witness = answered.witnessOf(outcome);
  return {
    kind,
    ...(fits === undefined ? {} : { fits }),
    ...(of === undefined ? {} : { of }),
    answer: outcome.answer,
    ...(witness === undefined ? {} : { witness }),
  };
}

function becauseJson(because: Because, located: Located): object {
  switch (because.kind) {
    case "allows":
      return {
        kind: because.kind,
        ...statementJson(because.at, because.implied ? () => undefined : located),
      };
    case "denies":
      return { kind: because.kind, ...statementJson(because.at, located) };
    case "lets-go":
      return {
        kind: because.kind,
        ...statementJson(because.at, located),
        letGo: {
          part: because.part,
          because: because.because,
          ...locationJson(located(because.place)),
        },
      };
    case "not-allowed": {
      const { kind, layer, level } = because;
      return { kind, layer: layer ?? "grants", ...(level === undefined ? {} : { level }) };
    }
    case "open": {
      const { code, detail, place } = because.reason;
      const location = place === undefined ? undefined : located(place);
      return { kind: because.kind, code, detail, ...locationJson(location) };
    }
  }
}

function statementJson({ layer, level, document, statement }: PlacedStatement, located: Located) {
  return {
    layer,
    ...(level === undefined ? {} : { level }),
    document,
    statement: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    ...locationJson(located(statement.place)),
  };
}

function locationJson(location: ReturnType<Located>): object {
  return location === undefined ? {} : { location };
}
