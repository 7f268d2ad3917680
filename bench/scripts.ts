/** A file of TypeScript that has nothing to do with AWS, as most of a repository's are. */
export const writtenScript = Array.from(
  { length: 100 },
  (_, at) => `export function times${String(at)}(factor: number): number {
  return factor * ${String(at)};
}
`,
).join("\n");

/** A small CDK program: a cluster in a network with the endpoint of the GuardDuty agent. */
export const writtenProgram = `import { App, Stack, Tags } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as eks from "aws-cdk-lib/aws-eks";

class Platform extends Stack {
  constructor(app: App, id: string) {
    super(app, id, { env: { account: "111122223333", region: "eu-west-1" } });
    const vpc = new ec2.Vpc(this, "Vpc", { maxAzs: 2 });
    vpc.addInterfaceEndpoint("Telemetry", {
      service: new ec2.InterfaceVpcEndpointService("com.amazonaws.eu-west-1.guardduty-data", 443),
    });
    const cluster = new eks.Cluster(this, "Cluster", { vpc, version: eks.KubernetesVersion.V1_31 });
    Tags.of(cluster).add("GuardDutyManaged", "true");
  }
}

new Platform(new App(), "Platform");
`;
