import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { holdsFixtures } from "./fixture-table.ts";

const rule = "forgeable-exemption";
const account = "111122223333";
const wide = "arn:aws:iam::*:role/GuardrailAdmin";
const exact = `arn:aws:iam::${account}:role/GuardrailAdmin`;
/** Stands for an account that nothing names. */
const any = "210987654321";

function row(
  fixture: string,
  exemption: string,
  message: string | undefined,
  { file = "scp.json", underlined = cut(JSON.stringify(exemption)) } = {},
): Row {
  const [verdict = ""] = fixture.split("/");
  const subject = `fixtures/rules/${rule}/${fixture}/${file} exempting ${exemption}`;
  if (verdict === "violated") return [fixture, "violated", subject, message, underlined];
  return verdict === "satisfied"
    ? [fixture, "satisfied", subject, message, underlined]
    : [fixture, "undetermined", subject, message, underlined];
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function breach(what: string, exemption: string, home: string, more = ""): string {
  return `An untrusted principal, such as \`arn:aws:iam::${home}:role/untrusted\`, can ${what}: the deny \`ProtectTag\` exempts \`${exemption}\`, ${more}and no service control policy stops any of it`;
}

function asRole(verb: string, exemption: string, home: string, name: string, more = ""): string {
  const role = `arn:aws:iam::${home}:role/${name}`;
  return breach(`${verb} the role \`${role}\` and change the tag as it`, exemption, home, more);
}

const pattern = "arn:aws:iam::*:role/Guardrail*";
const identityCenter =
  "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_GuardrailAdmin_*";
const user = "arn:aws:iam::*:user/break-glass";
const tag = "aws:PrincipalTag/team";

const table: readonly Row[] = [
  row("violated/name-pattern", pattern, asRole("create", pattern, any, "Guardrailx")),
  row("violated/every-account", wide, asRole("create", wide, any, "GuardrailAdmin")),
  row(
    "violated/trust-policy-unprotected",
    exact,
    asRole("take over", exact, account, "GuardrailAdmin"),
  ),
  row(
    "violated/open-trust-policy",
    exact,
    asRole("assume", exact, account, "GuardrailAdmin", "the role's trust policy lets it in, "),
  ),
  row(
    "violated/stack-role",
    exact,
    breach(
      `pass the role \`${exact}\` to cloudformation.amazonaws.com, which then changes the tag as it`,
      exact,
      account,
    ),
  ),
  row(
    "violated/user",
    user,
    breach(
      `create the user \`arn:aws:iam::${any}:user/break-glass\` and change the tag as it`,
      user,
      any,
    ),
  ),
  row(
    "violated/principal-tag",
    tag,
    breach(`get the tag \`${tag}\` and change the tag of a cluster`, tag, any),
    { underlined: `"${tag}"` },
  ),
  row("satisfied/protected-role", wide, undefined),
  row("satisfied/aws-example", wide, undefined),
  row("satisfied/two-files", wide, undefined, { file: "guard.json" }),
  row("satisfied/identity-center", identityCenter, undefined),
  row("satisfied/protected-tag", tag, undefined, { underlined: `"${tag}"` }),
  row(
    "undetermined/role-tags-not-told",
    exact,
    "Cannot tell, because the input does not tell the tags of the exempt principal, which a service control policy asks for",
  ),
  row(
    "undetermined/assuming-denied",
    wide,
    "Cannot tell, because service control policies let somebody untrusted write the trust policy of an exempt role, and it could let in principals of another account or a service, whom they do not bind",
  ),
];

describe(rule, () => {
  holdsFixtures(rule, table, 0);
});
