import type { Send, Service } from "./call.ts";

const scope = "region";

/** https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html */
export const agentAddon = "aws-guardduty-agent";

/** Amazon EKS: clusters and GuardDuty's add-on in them. */
export const eks: Service = {
  name: "eks",
  calls: [
    {
      name: "eks list-clusters",
      action: "eks:ListClusters",
      scope,
      kept: { clusters: "whole" },
      feeds: "which clusters there are",
    },
    {
      name: "eks describe-cluster",
      action: "eks:DescribeCluster",
      scope,
      // Neither the endpoint's certificate nor the identity provider.
      kept: {
        cluster: [
          "name",
          "arn",
          "version",
          "status",
          "tags",
          "resourcesVpcConfig",
          "computeConfig",
        ],
      },
      feeds: "the tags and the network of a cluster",
    },
    {
      name: "eks list-addons",
      action: "eks:ListAddons",
      scope,
      kept: { addons: "whole" },
      feeds: "whether GuardDuty's agent is installed",
    },
    {
      name: "eks describe-addon",
      action: "eks:DescribeAddon",
      scope,
      kept: { addon: ["addonName", "clusterName", "addonArn", "addonVersion", "status", "tags"] },
      feeds: "the version and the health of GuardDuty's agent",
    },
  ],
  open: async (settings) => {
    const sdk = await import("@aws-sdk/client-eks");
    const client = new sdk.EKSClient(settings);
    return new Map<string, Send>([
      [
        "eks list-clusters",
        ({ token }) => client.send(new sdk.ListClustersCommand({ nextToken: token })),
      ],
      [
        "eks describe-cluster",
        ({ of }) => client.send(new sdk.DescribeClusterCommand({ name: of })),
      ],
      [
        "eks list-addons",
        ({ of, token }) =>
          client.send(new sdk.ListAddonsCommand({ clusterName: of, nextToken: token })),
      ],
      [
        "eks describe-addon",
        ({ of, and }) =>
          client.send(new sdk.DescribeAddonCommand({ clusterName: of, addonName: and })),
      ],
    ]);
  },
};
