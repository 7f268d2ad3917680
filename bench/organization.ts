import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guard, type Document } from "./policies.ts";

/** How large an organisation is. */
export interface OrganizationSize {
  readonly accounts: number;
  /** Units with a guard of their own: their accounts are under the same policies. */
  readonly units: number;
  readonly rolesPerAccount: number;
}

const organization = "o-a1b2c3d4e5";
const root = "r-ab12";

/**
 * Writes what describes an organisation: its tree with a cluster in each account, a guard for each
 * unit, and the answer of `iam get-account-authorization-details` for each account. Every tenth role
 * may tag clusters, and every tenth unit's guard lets a role go by a pattern.
 *
 * @param folder - an empty folder
 */
export function writeOrganization(folder: string, size: OrganizationSize): void {
  const write = (path: string, content: unknown): void => {
    writeFileSync(join(folder, path), JSON.stringify(content));
  };
  for (const name of ["scp", "iam"]) mkdirSync(join(folder, name));
  const units = Array.from({ length: size.units }, (_, at) => unitId(at));
  const accounts = Array.from({ length: size.accounts }, (_, at) => ({
    id: String(100_000_000_000 + at),
    parent: unitId(at % size.units),
  }));
  write("inventory.json", {
    guardlint: "inventory/v1",
    region: "eu-west-1",
    organization: {
      id: organization,
      root,
      managementAccount: "999999999999",
      units: units.map((id) => ({ id, parent: root })),
      accounts,
    },
    clusters: accounts.map(({ id }) => ({
      name: `payments-${id}`,
      account: id,
      tags: { GuardDutyManaged: "true" },
    })),
  });
  for (const at of units.keys()) write(`scp/unit-${String(at)}.json`, guardOf(at));
  const attachments = units.map((id, at) => ({
    policy: `scp/unit-${String(at)}.json`,
    targets: [id],
  }));
  write("guardlint.yaml", {
    trust: { principals: ["arn:aws:iam::*:role/GuardrailAdmin"] },
    facts: { attachments },
  });
  for (const { id } of accounts) write(`iam/${id}.json`, rolesOf(id, size.rolesPerAccount));
}

function unitId(at: number): string {
  return `ou-ab12-${String(at).padStart(8, "0")}`;
}

function guardOf(at: number): Document {
  const name = at % 10 === 0 ? `Deploy${String(at)}*` : "GuardrailAdmin";
  return guard(`arn:aws:iam::*:role/${name}`);
}

function rolesOf(account: string, count: number): object {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  return {
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: Array.from({ length: count }, (_, at) => ({
      Path: "/",
      RoleName: `role-${String(at)}`,
      RoleId: `AROA${account}${String(at)}`,
      Arn: `arn:aws:iam::${account}:role/role-${String(at)}`,
      CreateDate: "2026-01-01T00:00:00Z",
      AssumeRolePolicyDocument: trust,
      InstanceProfileList: [],
      AttachedManagedPolicies: [],
      RolePolicyList: [
        {
          PolicyName: "own",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: at % 10 === 0 ? ["eks:*"] : ["s3:GetObject", "logs:PutLogEvents"],
                Resource: "*",
              },
            ],
          },
        },
      ],
    })),
  };
}
