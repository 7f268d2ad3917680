/**
 * What one question to the search costs, in milliseconds and in steps of its work, which are the
 * same on every machine: for a guard as AWS recommends it, and for an organisation at AWS's limits.
 */
import { compile, type CompiledPolicy } from "../src/iam/compile.ts";
import { parsePolicy } from "../src/iam/document.ts";
import { policySet, type Layers } from "../src/iam/layers.ts";
import { ask } from "../src/iam/search/ask.ts";
import { Budget } from "../src/iam/search/budget.ts";
import type { RequestFamily } from "../src/iam/search/question.ts";
import { jsonDocument } from "../src/source/json/value.ts";
import { fullAccess, guard, organizationAtLimits, type Document, type Style } from "./policies.ts";

/** What a question is given in a run of the rules. */
const budget = 2_000_000;

/** One question asked several times, of several organisations. */
export interface QuestionCost {
  readonly name: string;
  readonly questions: number;
  /** Questions answered yes or no, in milliseconds, all of them measured when code was warm. */
  readonly median: number;
  readonly slowest: number;
  readonly steps: number;
  /** The same for those that could not be answered. */
  readonly cannotTell: number;
  readonly slowestCannotTell: number;
}

/** @returns what questions about the tag cost */
export function questionCosts(): readonly QuestionCost[] {
  const exempt = "arn:aws:iam::111122223333:role/GuardrailAdmin";
  const one = layersOf([[fullAccess, guard(exempt)]]);
  const wild = layersOf([[fullAccess, guard("arn:aws:iam::*:role/*Admin*")]]);
  measure("warm up", [one, wild], 60);
  const seeds = [1, 2, 3, 4, 5, 6];
  const styles: readonly Style[] = ["prefixes", "shared words", "hostile"];
  return [
    measure("one SCP as AWS recommends it", [one, wild], 60),
    ...styles.map((style) =>
      measure(
        `an organisation at AWS's limits, ${style}`,
        seeds.map((seed) => layersOf(organizationAtLimits(style, seed))),
        3,
      ),
    ),
  ];
}

function measure(name: string, organizations: readonly Layers[], rounds: number): QuestionCost {
  const answered: number[] = [];
  const open: number[] = [];
  let steps = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const layers of organizations) {
      const work = new Budget(budget);
      const start = performance.now();
      const { answer } = ask({ layers, families, budget: work });
      const time = performance.now() - start;
      (answer === "cannot-tell" ? open : answered).push(time);
      steps = Math.max(steps, work.spent);
    }
  }
  const sorted = [...answered].sort((left, right) => left - right);
  return {
    name,
    questions: organizations.length,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    slowest: Math.max(...answered),
    steps,
    cannotTell: open.length / (open.length + answered.length),
    slowestCannotTell: Math.max(0, ...open),
  };
}

function layersOf(levels: readonly (readonly Document[])[]): Layers {
  return { scp: { levels: levels.map((set) => policySet(set.map(compiled))), rest: undefined } };
}

function compiled(document: Document): CompiledPolicy {
  const text = JSON.stringify(document);
  const read = jsonDocument({ path: "policy.json", text, syntax: "json", confidential: false });
  if (!read.ok) throw new Error(read.message);
  const policy = parsePolicy(read.value);
  if (!policy.ok) throw new Error(policy.problems.map(({ message }) => message).join("; "));
  return compile(policy.document);
}

const account = "arn:aws:iam::111122223333:";

/** Everybody in an account but one role and service-linked ones. */
const untrusted = {
  principal: {
    kind: "any",
    kinds: ["role", "user", "federated-user", "root"],
    partition: "aws",
    among: ["arn:aws:*::111122223333:*"],
    except: [`${account}role/GuardrailAdmin`, "arn:*:iam::*:role/aws-service-role/*"],
    exceptAccounts: [],
    preferred: [`${account}role/untrusted`],
  },
  resource: ["arn:aws:eks:us-east-1:111122223333:cluster/payments"],
  organization: { kind: "any" },
} as const;

/** Setting the tag to another value on a tagged cluster, on one without the tag, and removing it. */
export const families: readonly RequestFamily[] = [
  {
    ...untrusted,
    action: "eks:TagResource",
    context: {
      "aws:ResourceTag/GuardDutyManaged": { kind: "is", values: "true" },
      "aws:RequestTag/GuardDutyManaged": { kind: "any", optional: false, unlike: ["true"] },
    },
  },
  {
    ...untrusted,
    action: "eks:TagResource",
    context: {
      "aws:ResourceTag/GuardDutyManaged": { kind: "absent" },
      "aws:RequestTag/GuardDutyManaged": { kind: "any", optional: false },
    },
  },
  {
    ...untrusted,
    action: "eks:UntagResource",
    context: {
      "aws:ResourceTag/GuardDutyManaged": { kind: "is", values: "true" },
      "aws:TagKeys": { kind: "including", values: ["GuardDutyManaged"] },
    },
  },
];
