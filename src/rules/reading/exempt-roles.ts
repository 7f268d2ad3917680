import { parseArn } from "../../iam/arn.ts";
import { arnMatcher } from "../../iam/arn-pattern.ts";
import type { IamPrincipal } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { exemptArns, type Home } from "./exempt-arns.ts";
import type { ExemptRole } from "./forging-ways.ts";
import type { Compiler } from "./policy-layers.ts";
import type { Exempted } from "./tag-exemption.ts";

/** Roles of the input that are looked at for one exemption, at the most. */
const mostRoles = 20;

/** A role of the input, with its place among all. */
interface Told {
  readonly role: IamPrincipal;
  readonly at: number;
}

/** The roles of the input by their accounts, since an exemption counts in one at a time. */
export class ExemptRoles {
  readonly #byAccount = new Map<string, Told[]>();
  /** Those whose ARN is not told, which are taken to be in any account. */
  readonly #anywhere: Told[] = [];
  readonly #compiler: Compiler;

  constructor(principals: readonly IamPrincipal[], compiler: Compiler) {
    this.#compiler = compiler;
    for (const [at, role] of principals.entries()) this.#add({ role, at });
  }

  /**
   * The roles that an exemption fits and whose trust policy the input tells.
   *
   * @param home - the account; a role of which no account is told is taken to be there
   */
  of(exempted: Exempted, home: Home): readonly ExemptRole[] {
    if (exempted.kind !== "arn") return [];
    const fits = arnMatcher(exemptArns(exempted, "role", home));
    const here = [...(this.#byAccount.get(home.account) ?? []), ...this.#anywhere];
    const found: ExemptRole[] = [];
    for (const { role } of here.sort((left, right) => left.at - right.at)) {
      const arn = arnIn(role, home);
      if (arn === undefined || !fits(arn)) continue;
      const { fact } = role.trust;
      if (fact.state === "absent") continue;
      const document = fact.state === "known" ? fact.document : undefined;
      found.push({
        arn,
        trust: this.#compiler.layer([fact]),
        named: document === undefined ? [] : namedIn(document),
        services: document === undefined ? [] : servicesIn(document),
      });
      if (found.length === mostRoles) break;
    }
    return found;
  }

  #add(told: Told): void {
    const { kind, arn, serviceLinked } = told.role;
    if (kind !== "role" || serviceLinked || arn.state === "unknown") return;
    const account = arn.state === "known" ? parseArn(arn.value)?.account : undefined;
    const known = this.#byAccount.get(account ?? "");
    if (arn.state !== "known") this.#anywhere.push(told);
    else if (known === undefined) this.#byAccount.set(account ?? "", [told]);
    else known.push(told);
  }
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
