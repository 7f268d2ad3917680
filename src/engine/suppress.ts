import type { Result } from "../model/finding.ts";
import type { Notification } from "../model/notification.ts";
import type { Place, Source } from "../model/place.ts";
import type { Location } from "../model/report.ts";
import type { Suppression } from "../model/settings.ts";
import { Covering } from "./covering.ts";
import type { InlineSuppression } from "./inline-suppressions.ts";

/** Why a result is left out of the findings. */
export interface Applied {
  readonly reason: string;
  readonly kind: "inline" | "listed";
}

/** Decides for each result whether it is suppressed, and tells which suppressions are idle. */
export interface Suppressor {
  apply(result: Result, location: Location): Applied | undefined;
  /** Unused and expired suppressions; asked for once all results were seen. */
  notifications(): readonly Notification[];
}

/**
 * @param listed - suppressions of the configuration
 * @param inline - suppressions in the files that are judged
 * @param today - `YYYY-MM-DD`: the last day of a suppression is still a day of it
 * @param ran - ids of the rules that ran: what names no other is not unused
 * @param matchesPath - whether a path pattern of the configuration takes a path in
 * @param formerOf - what a subject was called before
 */
export function suppressor(
  listed: readonly Suppression[],
  inline: readonly InlineSuppression[],
  today: string,
  ran: ReadonlySet<string>,
  matchesPath: (pattern: string, path: string) => boolean,
  formerOf: (subject: string) => readonly string[] = () => [],
): Suppressor {
  const used = new Set<Suppression | InlineSuppression>();
  const comments = bySource(inline);
  const scoped = byAddress(inline);
  const entries = new Map<string, Suppression[]>();
  for (const one of listed) append(entries, one.rule, one);
  const holds = ({ expires }: { readonly expires: string | undefined }): boolean =>
    expires === undefined || today <= expires;
  return {
    apply(result, location) {
      if (result.verdict === "satisfied") return undefined;
      const comment =
        linesOf(result.place, location)
          .flatMap(({ source, line }) => comments.get(source)?.get(result.rule)?.at(line) ?? [])
          .find(holds) ?? scoped(result).find(holds);
      const entry = entries
        .get(result.rule)
        ?.find(
          (one) =>
            holds(one) &&
            (one.subject === undefined || names(one.subject, result.subject, formerOf)) &&
            (one.path === undefined || matchesPath(one.path, location.path)),
        );
      if (comment !== undefined) used.add(comment);
      if (entry !== undefined) used.add(entry);
      if (comment !== undefined) return { reason: comment.reason, kind: "inline" };
      return entry === undefined ? undefined : { reason: entry.reason, kind: "listed" };
    },
    notifications() {
      return [...listed, ...inline].flatMap((one): readonly Notification[] => {
        if (!holds(one)) return [idle(one, "expired", `expired on ${one.expires ?? ""}`)];
        if (used.has(one) || !ran.has(one.rule)) return [];
        return [idle(one, "unused", "suppresses nothing")];
      });
    },
  };
}

/**
 * Where a comment can speak of a result: on its own line, and on those of the module calls,
 * variables and documents that lead to it.
 */
function linesOf(
  place: Place,
  location: Location,
): readonly { readonly source: Source; readonly line: number }[] {
  const ways = location.via.flatMap((hop, index) => {
    const source = place.via[index]?.place?.source;
    const line = hop.location?.region.startLine;
    return source === undefined || line === undefined ? [] : [{ source, line }];
  });
  return [{ source: place.source, line: location.region.startLine }, ...ways.reverse()];
}

type Comments = ReadonlyMap<Source, ReadonlyMap<string, Covering<InlineSuppression>>>;

function bySource(comments: readonly InlineSuppression[]): Comments {
  const sources = new Map<Source, Map<string, InlineSuppression[]>>();
  for (const comment of comments) {
    if (comment.covers.kind !== "lines") continue;
    const { source } = comment.place;
    const rules = sources.get(source) ?? new Map<string, InlineSuppression[]>();
    sources.set(source, rules);
    append(rules, comment.rule, comment);
  }
  return new Map(
    [...sources].map(([source, rules]) => [
      source,
      new Map([...rules].map(([rule, own]) => [rule, coveringOf(own)])),
    ]),
  );
}

function coveringOf(comments: readonly InlineSuppression[]): Covering<InlineSuppression> {
  return new Covering(
    comments.flatMap((item) =>
      item.covers.kind === "lines" ? item.covers.ranges.map((range) => ({ range, item })) : [],
    ),
  );
}

/** Finds the suppressions that stand with resources, by what a result is about and where it stands. */
function byAddress(
  suppressions: readonly InlineSuppression[],
): (result: Result) => readonly InlineSuppression[] {
  const known = new Map<
    string,
    { readonly paths: ReadonlySet<string>; item: InlineSuppression }[]
  >();
  for (const item of suppressions) {
    if (item.covers.kind !== "resources") continue;
    for (const { address, paths } of item.covers.scopes) {
      append(known, `${item.rule} ${address}`, { paths, item });
    }
  }
  if (known.size === 0) return () => [];
  return ({ rule, subject, place }) => {
    const addresses = new Set([place.address ?? "", subject].flatMap(withThoseAround));
    return [...addresses].flatMap((address) =>
      (known.get(`${rule} ${address}`) ?? [])
        .filter(({ paths }) => paths.has(place.source.path))
        .map(({ item }) => item),
    );
  };
}

/** Deeper than this nothing is nested: what is left of an address is one name. */
const deepest = 20;

/** `a/b` is made by `a`, and that by the document. */
function withThoseAround(address: string): readonly string[] {
  const around = [""];
  let end = address.indexOf("/");
  for (; end !== -1 && around.length < deepest; end = address.indexOf("/", end + 1)) {
    around.push(address.slice(0, end));
  }
  return [...around, address];
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function idle(
  { rule, place }: { readonly rule: string; readonly place: Place },
  what: "expired" | "unused",
  how: string,
): Notification {
  const message = `the suppression of ${rule} ${how}`;
  return { level: "warning", code: `${what}-suppression`, message, path: undefined, place };
}

/** Whether a listed subject is this one, under the name that it has or one that it had. */
function names(
  pattern: string,
  subject: string,
  formerOf: (subject: string) => readonly string[],
): boolean {
  return (
    matchesSubject(pattern, subject) ||
    formerOf(subject).some((former) => matchesSubject(pattern, former))
  );
}

/** `*` stands for any characters; everything else for itself. */
function matchesSubject(pattern: string, subject: string): boolean {
  const parts = pattern.split("*");
  const [first, ...others] = parts;
  if (first === undefined || !subject.startsWith(first)) return false;
  const last = others.pop();
  if (last === undefined) return subject === first;
  let at = first.length;
  for (const part of others) {
    const found = subject.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return subject.length - last.length >= at && subject.endsWith(last);
}
