import { isLikeArn } from "../../iam/arn-pattern.ts";
import type { Estate, IamPrincipal } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { exemptArns, type Home } from "./exempt-arns.ts";
import type { ExemptRole } from "./forging-ways.ts";
import type { Compiler } from "./policy-layers.ts";
import type { Exempted } from "./tag-exemption.ts";

/** Roles of the input that are looked at for one exemption, at the most. */
const mostRoles = 20;

/**
 * The roles of the input that an exemption fits and whose trust policy the input tells.
 *
 * @param home - the account; a role of which no account is told is taken to be there
 */
export function exemptRoles(
  exempted: Exempted,
  home: Home,
  { principals }: Estate,
  compiler: Compiler,
): readonly ExemptRole[] {
  if (exempted.kind !== "arn") return [];
  const patterns = exemptArns(exempted, "role", home);
  if (patterns.length === 0) return [];
  const found: ExemptRole[] = [];
  for (const principal of principals) {
    const arn = arnIn(principal, home);
    if (arn === undefined || !patterns.some((pattern) => isLikeArn(pattern, arn))) continue;
    const { fact } = principal.trust;
    if (fact.state === "absent") continue;
    const document = fact.state === "known" ? fact.document : undefined;
    found.push({
      arn,
      trust: compiler.layer([fact]),
      named: document === undefined ? [] : namedIn(document),
      services: document === undefined ? [] : servicesIn(document),
    });
    if (found.length === mostRoles) break;
  }
  return found;
}

function arnIn({ kind, arn, name, serviceLinked }: IamPrincipal, home: Home): string | undefined {
  if (kind !== "role" || serviceLinked) return undefined;
  if (arn.state === "known") return arn.value;
  if (name.state !== "known" || arn.state === "unknown") return undefined;
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
