import type { Send, Service } from "./call.ts";

/** AWS STS: who asks, and how it gets into other accounts. */
export const sts: Service = {
  name: "sts",
  calls: [
    {
      name: "sts get-caller-identity",
      action: "sts:GetCallerIdentity",
      scope: "access",
      kept: { Account: "whole", Arn: "whole" },
      feeds: "the account and the partition of the caller",
    },
    {
      name: "sts assume-role",
      action: "sts:AssumeRole",
      scope: "access",
      // Credentials are for this run alone.
      kept: {},
      feeds: "access to the other accounts",
    },
  ],
  open: async (settings) => {
    const { STSClient, AssumeRoleCommand, GetCallerIdentityCommand } =
      await import("@aws-sdk/client-sts");
    const client = new STSClient(settings);
    return new Map<string, Send>([
      ["sts get-caller-identity", () => client.send(new GetCallerIdentityCommand({}))],
      [
        "sts assume-role",
        ({ of, and }) => client.send(new AssumeRoleCommand({ RoleArn: of, RoleSessionName: and })),
      ],
    ]);
  },
};

/**
 * The Region that the environment or the profile names; else one that every account has.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html
 *
 * @param profile - a profile of AWS's shared files
 */
export async function homeRegion(profile: string | undefined): Promise<string> {
  const { STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(profile === undefined ? {} : { profile });
  return client.config.region().catch(() => "us-east-1");
}
