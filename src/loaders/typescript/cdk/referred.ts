import type { Reference } from "../../../model/value.ts";
import { because, MapDatum, open, type Open } from "../datum.ts";
import { PulumiResource, type Stack } from "../pulumi/state.ts";
import type { Tree } from "./tree.ts";

/** Attributes that say which VPC it is, so that whoever knows them may add endpoints to it. */
const ids: ReadonlySet<string | undefined> = new Set([undefined, "id", "vpcId", "VpcId", "arn"]);

/**
 * Something that cannot be followed got to know of a VPC: an endpoint of which nothing is known
 * stands for those that it may add.
 */
export function referredVpc(tree: Tree, stack: Stack, reference: Reference, cause: Open): void {
  const { address, attribute } = reference;
  if (!ids.has(attribute)) return;
  const made = tree.made.find((one) => one.address === address && one.type === "AWS::EC2::VPC");
  made?.construct.escape(cause);
  if (!/^(?:data\.)?aws_(?:default_)?vpc\./.test(address)) return;
  const vpc = open(cause.at, cause.detail, { references: [{ ...reference }], there: true });
  stack.resources.push(
    new PulumiResource({
      ecosystem: "terraform",
      type: "aws_vpc_endpoint",
      address: stack.unique("aws_vpc_endpoint.?"),
      properties: new MapDatum(
        [["vpc_id", { key: cause.at, value: vpc }]],
        cause.at,
        because(cause.at, cause),
      ),
      at: cause.at,
      maybe: undefined,
      provider: { kind: "default" },
    }),
  );
}
