import { EC2Client } from "@aws-sdk/client-ec2";
import { EKSClient } from "@aws-sdk/client-eks";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { inject } from "vitest";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

/** Where moto listens. */
export function motoAddress(): string {
  return inject("moto");
}

/** Credentials of one account; those of the management account are any. */
export interface AccountCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The account that moto takes callers for. */
export const managementAccount = "123456789012";

export const testing: AccountCredentials = { accessKeyId: "testing", secretAccessKey: "testing" };

/** The clients with which a test makes what is collected. */
export class Account {
  readonly #settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: AccountCredentials;
  };

  constructor(credentials: AccountCredentials, region: string) {
    this.#settings = { endpoint: motoAddress(), region, credentials };
  }

  get organizations(): OrganizationsClient {
    return new OrganizationsClient(this.#settings);
  }

  get iam(): IAMClient {
    return new IAMClient(this.#settings);
  }

  get ec2(): EC2Client {
    return new EC2Client(this.#settings);
  }

  get eks(): EKSClient {
    return new EKSClient(this.#settings);
  }

  get guardduty(): GuardDutyClient {
    return new GuardDutyClient(this.#settings);
  }
}

/** Moto keeps an account apart for each that a role is assumed in. */
export async function memberAccount(id: string, region: string): Promise<Account> {
  const sts = new STSClient({ endpoint: motoAddress(), region, credentials: testing });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/audit`, RoleSessionName: "test" }),
  );
  return new Account(
    {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    },
    region,
  );
}

/** Makes moto forget everything. */
export async function forget(): Promise<void> {
  await fetch(`${motoAddress()}/moto-api/reset`, { method: "POST" });
}
