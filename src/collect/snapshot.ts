import type { Answer, PlacedAnswer } from "./answer.ts";
import { compare, ordered, type Json, type JsonObject } from "./json.ts";

/** What a collection came to. */
export interface Collected {
  readonly answers: readonly PlacedAnswer[];
  /** AWS's own managed policies, by ARN. */
  readonly shared: ReadonlyMap<string, Json>;
  readonly redacted: boolean;
}

/**
 * The snapshot as text, in an order of its own: the same answers are the same text. It holds no
 * moment, so that a snapshot of an organisation in which nothing changed does not change.
 *
 * @returns JSON in the form of `schema/snapshot.schema.json`, with a final line end
 */
export function snapshotText({ answers, shared, redacted }: Collected): string {
  const organization: Answer[] = [];
  const accounts = new Map<string, { own: Answer[]; regions: Map<string, Answer[]> }>();
  for (const { account, region, answer } of answers) {
    if (account === undefined) {
      organization.push(answer);
      continue;
    }
    const entry = accounts.get(account) ?? { own: [], regions: new Map<string, Answer[]>() };
    accounts.set(account, entry);
    if (region === undefined) entry.own.push(answer);
    else entry.regions.set(region, [...(entry.regions.get(region) ?? []), answer]);
  }
  const policies = [...shared].sort(([a], [b]) => compare(a, b)).map(([, policy]) => policy);
  const snapshot: JsonObject = {
    guardlint: "snapshot/v1",
    redacted,
    organization: listed(organization),
    awsPolicies: ordered(policies),
    accounts: sorted(accounts, ({ own, regions }) => ({
      answers: listed(own),
      regions: sorted(regions, listed),
    })),
  };
  return `${JSON.stringify(snapshot, undefined, 1)}\n`;
}

function sorted<T>(entries: ReadonlyMap<string, T>, value: (entry: T) => Json): JsonObject {
  return Object.fromEntries(
    [...entries].sort(([a], [b]) => compare(a, b)).map(([key, entry]) => [key, value(entry)]),
  );
}

function listed(answers: readonly Answer[]): Json {
  return [...answers]
    .sort((a, b) => compare(a.call, b.call) || compare(a.of, b.of))
    .map((answer): Json => {
      const { call, of } = answer;
      const about = of === "" ? {} : { of };
      return "response" in answer
        ? { call, ...about, response: ordered(answer.response) }
        : { call, ...about, unread: { ...answer.unread } };
    });
}
