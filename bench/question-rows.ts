/**
 * Prints what questions to the search cost. A script of its own, which runs as the program does:
 * bundled, and with a process for itself.
 */
import { milliseconds } from "./figures.ts";
import { questionCosts, type QuestionCost } from "./questions.ts";

process.stdout.write(questionCosts().map(questionRow).join("\n"));

function questionRow(cost: QuestionCost): string {
  const { name, questions, median, slowest, steps, cannotTell, slowestCannotTell } = cost;
  const open =
    cannotTell === 0 ? "" : ` (they end after ${milliseconds(slowestCannotTell)} at the latest)`;
  if (cannotTell === 1) return `${name}: none of ${questions} questions is answered${open}`;
  return `${name}: median ${milliseconds(median)}, slowest ${milliseconds(slowest)} of ${questions} questions, ${steps} steps at most; ${(100 * cannotTell).toFixed(0)} % cannot tell${open}`;
}
