import { parseArn } from "../../iam/arn.ts";
import { arnMatcher } from "../../iam/arn-pattern.ts";
import type { IamPrincipal } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { Distinctions } from "./distinctions.ts";
import { exemptArns, type Home } from "./exempt-arns.ts";
import type { ExemptRole } from "./forging-ways.ts";
import type { Compiler } from "./policy-layers.ts";
import { shapeOf } from "./policy-shape.ts";
import type { Exempted } from "./tag-exemption.ts";

/** Roles of the input that are looked at for one exemption in one account, at the most. */
const mostRoles = 20;

/** Ways in which the roles of one exemption are trusted that are looked at, at the most. */
const mostWays = 20;

/** A role of the input, with its place among all. */
interface Told {
  readonly role: IamPrincipal;
  readonly at: number;
}

/** A role whose account is told. */
interface Placed extends Told {
  readonly account: string;
  /** Path and name: `team/Admin`. */
  readonly rest: string;
}

/** Some of the things that there are. */
export interface Some<T> {
  readonly items: readonly T[];
  /** Whether there are further ones. */
  readonly more: boolean;
}

/** The roles of the input by their accounts, since an exemption counts in one at a time. */
export class ExemptRoles {
  readonly #placed: Placed[] = [];
  /** The same in the order of their paths and names. */
  #sorted: readonly Placed[] | undefined;
  readonly #byAccount = new Map<string, Told[]>();
  /** Those whose ARN is not told, which are taken to be in any account. */
  readonly #anywhere: Told[] = [];
  readonly #compiler: Compiler;
  readonly #trusts = new Map<IamPrincipal, string>();

  constructor(principals: readonly IamPrincipal[], compiler: Compiler) {
    this.#compiler = compiler;
    for (const [at, role] of principals.entries()) this.#add({ role, at });
  }

  /**
   * The roles that an exemption fits and whose trust policy the input tells.
   *
   * @param home - the account; a role of which no account is told is taken to be there
   */
  of(exempted: Exempted, home: Home): Some<ExemptRole> {
    if (exempted.kind !== "arn") return { items: [], more: false };
    const fits = arnMatcher(exemptArns(exempted, "role", home));
    const here = [...(this.#byAccount.get(home.account) ?? []), ...this.#anywhere];
    const found: ExemptRole[] = [];
    for (const { role } of here.sort((left, right) => left.at - right.at)) {
      const arn = arnIn(role, home);
      if (arn === undefined || !fits(arn)) continue;
      const { fact } = role.trust;
      if (fact.state === "absent") continue;
      if (found.length === mostRoles) return { items: found, more: true };
      const document = fact.state === "known" ? fact.document : undefined;
      found.push({
        arn,
        trust: this.#compiler.layer([fact]),
        named: document === undefined ? [] : namedIn(document),
        services: document === undefined ? [] : servicesIn(document),
      });
    }
    return { items: found, more: false };
  }

  /**
   * Accounts in which the roles that an exemption fits are others, or are trusted otherwise, than in
   * one of them: what is proved there is not proved here.
   *
   * @param home - the account that is asked about
   * @param alike - accounts that nothing else tells from it
   * @returns one account for each way in which they are trusted
   */
  trustedOtherwise(exempted: Exempted, home: Home, alike: ReadonlySet<string>): Some<string> {
    if (exempted.kind !== "arn") return { items: [], more: false };
    const patterns = exemptArns(exempted, "role", home);
    const start = `arn:${home.partition}:iam::${home.account}:role/`;
    const begins = patterns.map((arn) => (/^[^*?]*/.exec(arn)?.[0] ?? "").slice(start.length));
    const fits = arnMatcher(patterns);
    const trusted = new Map<string, string[]>();
    const near = new Set(begins.flatMap((begin) => this.#beginningWith(begin)));
    for (const { role, account, rest } of near) {
      if (!alike.has(account) || !fits(`${start}${rest}`)) continue;
      const known = trusted.get(account) ?? [];
      trusted.set(account, known);
      known.push(`${rest} ${this.#trustOf(role, account)}`);
    }
    const wayIn = (account: string): string => (trusted.get(account) ?? []).sort().join("\n");
    const own = wayIn(home.account);
    const ways = new Map<string, string>();
    // Where there is no such role, somebody may make one.
    for (const account of alike) {
      const way = wayIn(account);
      if (way !== own && !ways.has(way)) ways.set(way, account);
      if (ways.size > mostWays) break;
    }
    return { items: [...ways.values()].slice(0, mostWays), more: ways.size > mostWays };
  }

  #beginningWith(begin: string): readonly Placed[] {
    this.#sorted ??= [...this.#placed].sort((left, right) => (left.rest < right.rest ? -1 : 1));
    const all = this.#sorted;
    const from = firstFrom(all, (rest) => rest >= begin);
    const to = firstFrom(all, (rest) => rest >= begin && !rest.startsWith(begin));
    return all.slice(from, to);
  }

  /** The same text for trust policies that differ in the id of their own account alone. */
  #trustOf(role: IamPrincipal, account: string): string {
    const known = this.#trusts.get(role);
    if (known !== undefined) return known;
    const { fact } = role.trust;
    const shape = fact.state === "known" ? this.#shapeOf(fact.document, account) : fact.state;
    this.#trusts.set(role, shape);
    return shape;
  }

  /** The account itself where the policy tells accounts apart otherwise than by whole ids. */
  #shapeOf(document: PolicyDocument, account: string): string {
    const distinctions = new Distinctions([this.#compiler.compile(document)]);
    return shapeOf(document, distinctions, account) ?? account;
  }

  #add(told: Told): void {
    const { kind, arn, serviceLinked } = told.role;
    if (kind !== "role" || serviceLinked || arn.state === "unknown") return;
    if (arn.state !== "known") {
      this.#anywhere.push(told);
      return;
    }
    const account = parseArn(arn.value)?.account ?? "";
    const rest = arn.value.slice(arn.value.indexOf(":role/") + ":role/".length);
    this.#placed.push({ ...told, account, rest });
    const known = this.#byAccount.get(account);
    if (known === undefined) this.#byAccount.set(account, [told]);
    else known.push(told);
  }
}

/** The index of the first for which something holds, which holds for all behind it too. */
function firstFrom(sorted: readonly Placed[], holds: (rest: string) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle]?.rest ?? "")) to = middle;
    else from = middle + 1;
  }
  return from;
}

function arnIn({ arn, name }: IamPrincipal, home: Home): string | undefined {
  if (arn.state === "known") return arn.value;
  if (name.state !== "known") return undefined;
  return `arn:${home.partition}:iam::${home.account}:role/${name.value}`;
}

const exactPrincipal = /^arn:[a-z-]+:iam::\d{12}:(?:role|user)\/[^*?]+$/;

/** Roles and users that a trust policy names in full. */
function namedIn(document: PolicyDocument): readonly string[] {
  return principalsIn(document, "AWS").filter((text) => exactPrincipal.test(text));
}

function servicesIn(document: PolicyDocument): readonly string[] {
  return principalsIn(document, "Service");
}

function principalsIn(
  { statements }: PolicyDocument,
  wanted: "AWS" | "Service",
): readonly string[] {
  const texts = statements.flatMap(({ effect, principal }) =>
    effect.kind === "known" && effect.value === "Allow" && principal?.negated === false
      ? principal.groups
          .filter(({ kind }) => kind === wanted)
          .flatMap(({ patterns }) =>
            patterns.items.flatMap((item) => (item.kind === "text" ? [item.text] : [])),
          )
      : [],
  );
  return [...new Set(texts)];
}
