import {
  excerpt,
  list,
  MapDatum,
  native,
  open,
  record,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Open,
  type Spot,
} from "../datum.ts";
import { joined } from "../evaluate/operators.ts";
import { libraryClass, Props } from "../library.ts";

/** A principal as it stands in a policy. */
export interface PrincipalEntries {
  /** The type and the value of each: `AWS` and an ARN. */
  readonly entries: readonly (readonly [type: string, value: Datum])[];
  readonly conditions: Datum | undefined;
  readonly unknown: Open | undefined;
}

/** What a principal is made of when a policy names it. */
export function principalEntries(of: Datum): PrincipalEntries {
  const none = { entries: [], conditions: undefined, unknown: undefined };
  if (of.kind !== "object") {
    return {
      ...none,
      unknown: of.kind === "open" ? of : open(of.at, `${excerpt(of.at)} is no principal`),
    };
  }
  const types = of.fields.get("#principal");
  const arn = of.fields.get("roleArn") ?? of.fields.get("userArn");
  if (types?.kind === "map") {
    const entries = [...types.entries].flatMap(([type, { value }]) =>
      value.kind === "list"
        ? value.items.map((item) => [type, item] as const)
        : [[type, value] as const],
    );
    return { entries, conditions: of.fields.get("#conditions"), unknown: types.rest };
  }
  if (arn !== undefined) return { ...none, entries: [["AWS", arn]] };
  return { ...none, unknown: open(of.at, `${excerpt(of.at)} is not known`) };
}

type Maker = (call: Call, arn: (parts: readonly (string | Datum)[]) => Datum) => MapDatum;

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["AnyPrincipal", ({ at }) => record({ AWS: text("*", at) }, at)],
  ["StarPrincipal", ({ at }) => record({ AWS: text("*", at) }, at)],
  ["ArnPrincipal", ({ args: [arn], at }) => record({ AWS: arn }, at)],
  [
    "AccountPrincipal",
    ({ args: [id], at }, arn) => record({ AWS: arn(["arn:aws:iam::", id ?? "", ":root"]) }, at),
  ],
  [
    "AccountRootPrincipal",
    ({ at }) =>
      record(
        {
          AWS: open(at, "the account is known only after deployment", {
            code: "known-after-apply",
            there: true,
          }),
        },
        at,
      ),
  ],
  ["ServicePrincipal", ({ args: [service], at }) => record({ Service: service }, at)],
  ["FederatedPrincipal", ({ args: [name], at }) => record({ Federated: name }, at)],
  ["WebIdentityPrincipal", ({ args: [name], at }) => record({ Federated: name }, at)],
  [
    "OpenIdConnectPrincipal",
    ({ at }) =>
      record(
        {
          Federated: open(at, "the provider is known only after deployment", {
            code: "known-after-apply",
            there: true,
          }),
        },
        at,
      ),
  ],
  ["CanonicalUserPrincipal", ({ args: [id], at }) => record({ CanonicalUser: id }, at)],
  ["OrganizationPrincipal", ({ at }) => record({ AWS: text("*", at) }, at)],
]);

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam-readme.html */
export function principalClass(name: string, at: Spot): ClassDatum | undefined {
  const maker = makers.get(name);
  if (maker === undefined && name !== "CompositePrincipal") return undefined;
  return libraryClass(name, at, {
    construct: (object, call) => {
      const here: Call = { ...call, at: object.at };
      const arn = (parts: readonly (string | Datum)[]): Datum =>
        joined(
          parts.map((part) => (typeof part === "string" ? text(part, object.at) : part)),
          object.at,
          call.machine.work,
        );
      object.fields.set("#principal", maker === undefined ? composite(here) : maker(here, arn));
      const [first, conditions] = call.args;
      if (name === "OrganizationPrincipal" && first !== undefined) {
        object.fields.set(
          "#conditions",
          record({ StringEquals: record({ "aws:PrincipalOrgID": first }, object.at) }, object.at),
        );
      } else if (
        conditions?.kind === "map" &&
        maker !== undefined &&
        /Federated|WebIdentity/.test(name)
      ) {
        object.fields.set("#conditions", conditions);
      }
      const options = new Props(name === "ServicePrincipal" ? conditions : undefined, object.at);
      const stated = options.get("conditions");
      if (stated !== undefined) object.fields.set("#conditions", stated);
    },
    member: (object, member, here) =>
      member === "withConditions"
        ? native(member, here, (call) => {
            const [conditions] = call.args;
            if (conditions !== undefined) object.fields.set("#conditions", conditions);
            return object;
          })
        : undefined,
  });
}

function composite({ args, at, rest }: Call): MapDatum {
  const types = new MapDatum([], at, rest);
  const byType = new Map<string, Datum[]>();
  for (const arg of args) {
    const { entries, conditions, unknown } = principalEntries(arg);
    if (unknown !== undefined || conditions !== undefined)
      types.rest ??= unknown ?? open(at, "its conditions are not followed");
    for (const [type, value] of entries) byType.set(type, [...(byType.get(type) ?? []), value]);
  }
  for (const [type, values] of byType)
    types.entries.set(type, { key: at, value: list(values, at) });
  return types;
}
