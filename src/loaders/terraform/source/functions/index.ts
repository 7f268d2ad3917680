import type { Expression } from "../../../../source/hcl/syntax.ts";
import { itemsOf, open, settled, type Datum, type Open, type Spot } from "../datum.ts";
import { acceptanceOf } from "../doubts.ts";
import { spotIn, tooLarge, type Env } from "../env.ts";
import { standingOf } from "../known-modules/standing.ts";
import { evaluate } from "../evaluate.ts";
import { openIn } from "../plain.ts";
import { unknownLike } from "../unknown.ts";
import type { Implementation } from "./call.ts";
import { collectionFunctions } from "./collections.ts";
import { conversionFunctions } from "./conversions.ts";
import { encodingFunctions } from "./encodings.ts";
import { fileFunctions } from "./files.ts";
import { listFunctions } from "./lists.ts";
import { networkFunctions } from "./networks.ts";
import { numberFunctions } from "./numbers.ts";
import { textFunctions } from "./texts.ts";
import { attempted, forgivingFunctions } from "./try.ts";
import { yamlFunctions } from "./yaml.ts";

/**
 * The functions that are worked out.
 * https://developer.hashicorp.com/terraform/language/functions
 */
const functions: ReadonlyMap<string, Implementation> = new Map([
  ...collectionFunctions,
  ...listFunctions,
  ...conversionFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...textFunctions,
  ...yamlFunctions,
]);

/** Functions that come with Terraform may be called with their namespace. */
const builtIn = "core::";

/** Works out a function call; a function that is not known here gives an unknown value. */
export function callFunction(expression: Extract<Expression, { kind: "call" }>, env: Env): Datum {
  const called = expression.name;
  const name = called.startsWith(builtIn) ? called.slice(builtIn.length) : called;
  const forgiving = forgivingFunctions.get(name);
  if (forgiving !== undefined && !expression.expandLast) {
    const attempts = expression.arguments.map((argument) => attempted(argument, env));
    const values = attempts.map(({ value }) => value);
    const at = standingOf(values, env) ?? spotIn(env, expression.span);
    return env.work.goesThrough(values) ? forgiving(attempts, { at, env }) : tooLarge(at);
  }
  const args = expression.arguments.map((argument) => settled(evaluate(argument, env)));
  const at = standingOf(args, env) ?? spotIn(env, expression.span);
  const last = expression.expandLast ? args.pop() : undefined;
  if (last !== undefined) {
    if (!env.work.goesOver([last])) return tooLarge(at);
    env.doubts?.typed(last);
    if (last.kind !== "list") return last.kind === "open" ? unknownLike(at, last) : last;
    for (const item of itemsOf(last)) args.push(settled(item));
    if (last.rest !== undefined) {
      env.doubts?.add(last.rest);
      return unknownLike(at, last.rest, args);
    }
  }
  if (!env.work.goesOver(args)) return tooLarge(at);
  const implementation = functions.get(name);
  // What Terraform refuses as an argument it refuses whatever the function would make of it.
  const refused = args.find((arg) => arg.kind === "open" && arg.error);
  if (refused?.kind === "open") return unknownLike(at, refused, args);
  const acceptance = acceptanceOf(name);
  env.doubts?.called(acceptance, args, () =>
    env.work.goesThrough(args) ? openIn(args) : tooLarge(at),
  );
  const made = implementation?.(args, { at, env }) ?? notWorkedOut(name, args, at);
  // What is open for a reason of its own may be refused as well.
  if (acceptance === "known" && made.kind === "open" && !made.error) env.doubts?.add(made);
  return made;
}

function notWorkedOut(name: string, args: readonly Datum[], at: Spot): Open {
  const detail = `what the function \`${shorten(name)}\` gives is not worked out here`;
  const unknown = open(at, { code: "unsupported-expression", detail });
  return { ...unknown, references: unknownLike(at, unknown, args).references };
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
