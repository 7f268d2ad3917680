import { locator, type Locator } from "../../engine/locations.ts";
import type { Place } from "../../model/place.ts";
import { drawFrame } from "../../reporters/text/frame.ts";
import { styleFor } from "../../reporters/text/style.ts";
import { blockText, headline, sentence } from "../decision-text.ts";
import type { Answered } from "./answered.ts";
import { becauseOf, placesOf, type Because } from "./because.ts";
import type { Classes } from "./classes.ts";
import { canText, classText, summaryOf } from "./summary.ts";

/**
 * The answer for people: a sentence, the request that gets through, and what the answer rests on.
 *
 * @param answered - the answer
 */
export function answerText(answered: Answered): string {
  const { outcome, own, classes, assumptions } = answered;
  const because = becauseOf(outcome);
  const ownBecause = own === undefined || own.answer === "yes" ? [] : becauseOf(own);
  const locate = locator([...placesOf(because), ...placesOf(ownBecause)]);
  const lines = [
    summaryOf(answered),
    ...assumptions.map((text) => `  ${text.endsWith(".") ? text : `${text}.`}`),
  ];
  const witness = answered.witnessOf(outcome);
  if (witness !== undefined) {
    lines.push("", "The request:");
    lines.push(...indented(JSON.stringify(witness.request, undefined, 2)));
  }
  lines.push(...becauseText(because, locate, ""));
  if (outcome.answer === "no" && !outcome.least) lines.push("", notMinimal);
  lines.push(...becauseText(ownBecause, locate, ", for the owner's account"));
  if (classes !== undefined) lines.push(...classesText(classes));
  return `${lines.join("\n")}\n`;
}

const notMinimal =
  "These are enough for the proof. Whether it needs all of them would take more work than one question is given.";

const titles = {
  allows: "Allowed by",
  "lets-go": "Denies that let it go",
  denies: "Denied by",
  "not-allowed": "Not allowed by",
  open: "What is open",
} as const;

function becauseText(because: readonly Because[], locate: Locator, about: string): string[] {
  const kinds = [...new Set(because.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => [
    "",
    `${titles[kind]}${about}:`,
    ...because.filter((one) => one.kind === kind).flatMap((one) => oneText(one, locate)),
  ]);
}

function oneText(because: Because, locate: Locator): readonly string[] {
  switch (because.kind) {
    case "allows":
      return because.implied
        ? [`${headline(because.at, () => undefined)}: AWS's own, which lets everything through`]
        : [headline(because.at, locate)];
    case "denies":
      return [headline(because.at, locate), ...frame(because.at.statement.place, locate)];
    case "lets-go":
      return [
        headline(because.at, locate),
        `    ${sentence(because.because)}`,
        ...frame(because.place, locate),
      ];
    case "not-allowed": {
      const { layer, level } = because;
      return layer === undefined
        ? [
            "  Identity and resource policies with their limits grant nothing of what nothing denies.",
          ]
        : [`  Nothing in ${blockText({ layer, level })} allows what nothing denies.`];
    }
    case "open": {
      const { detail, place } = because.reason;
      const at = place === undefined ? undefined : locate(place);
      const where =
        at === undefined
          ? ""
          : `  ${at.path}:${String(at.region.startLine)}:${String(at.region.startColumn)}`;
      return [
        `  ${sentence(detail)}${where}`,
        ...(place === undefined ? [] : frame(place, locate)),
      ];
    }
  }
}

function frame(place: Place, locate: Locator): readonly string[] {
  const style = styleFor(false);
  return drawFrame(locate(place).frame, style, (text) => text).map((line) => `  ${line}`);
}

function classesText({ classes, complete }: Classes): readonly string[] {
  if (classes.length === 0) return [];
  return [
    "",
    "Who gets through:",
    ...classes.map((one) => {
      const who = classText(one);
      if (one.outcome.answer === "cannot-tell") return `  Cannot tell: ${who}`;
      return `  ${who === "" ? "" : `${sentence(who).slice(0, -1)}: `}${canText(one.outcome)}`;
    }),
    ...(complete ? [] : ["  There may be further ones: this is as far as one question goes."]),
  ];
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
