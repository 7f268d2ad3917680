import { servicesWithoutColons } from "../../aws/arn-shapes.ts";
import { allBut, anyChar, only } from "./char-set.ts";
import { arnLanguage } from "./comparison.ts";
import type { Subject } from "./item-formula.ts";
import {
  glob,
  languageOf,
  literal,
  many,
  union,
  type Constraint,
  type Language,
  type Sequence,
} from "./language.ts";
import { newText } from "./new-variable.ts";
import type { RequestFamily } from "./question.ts";
import { whole } from "./reading.ts";
import type { Work } from "./work.ts";

/** @returns what the requests are about: one resource, or any that fits; undefined for none */
export function resourceOf({ resource, action }: RequestFamily, work: Work): Subject | undefined {
  const [single, ...others] = resource;
  if (single === undefined) return undefined;
  if (others.length === 0 && (single === "*" || !/[*?]/.test(single))) return single;
  const [service = ""] = action.toLowerCase().split(":");
  const within: readonly Constraint[] = [
    { language: union(resource.map(fitting)), inside: true },
    { language: servicesWithoutColons.has(service) ? plainArns : arns, inside: true },
  ];
  const variable = newText(
    { name: "resource", optional: false, within, preferred: resource.flatMap(filled) },
    work,
  );
  return variable === undefined ? undefined : whole(variable);
}

/** As `ArnLike` compares; what is no pattern of six components stands for what it begins. */
function fitting(pattern: string): Language {
  return arnLanguage(pattern) ?? languageOf([glob(pattern)]);
}

/**
 * Region and account hold few kinds of characters, whatever a policy's wildcards leave open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const arns = languageOf([arn(many(anyChar))]);
const plainArns = languageOf([arn(many(allBut(":")))]);

function arn(resource: Sequence[number]): Sequence {
  const named = only("abcdefghijklmnopqrstuvwxyz0123456789-");
  const colon = literal(":");
  const component = [...colon, many(named)];
  return [
    ...literal("arn"),
    ...component,
    ...component,
    ...component,
    ...component,
    ...colon,
    resource,
  ];
}

/** ARNs that are easy to read. */
function filled(pattern: string): readonly string[] {
  const [prefix, partition, service, region, account, ...rest] = pattern.split(":");
  const parts = [
    prefix,
    partition === "*" ? "aws" : partition,
    service,
    region === "*" ? "us-east-1" : region,
    account === "*" ? "111122223333" : account,
    ...rest,
  ];
  const plain = (text: string): string => text.replace(/[*?]/g, "x");
  return [plain(parts.join(":")), plain(pattern)];
}
