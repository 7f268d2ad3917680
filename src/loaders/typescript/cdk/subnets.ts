import { excerpt, ListDatum, open, type Datum, type Spot } from "../datum.ts";
import { itemsIn, Props } from "../library.ts";
import { constructOf, refer } from "./tree.ts";

/** The ids of a VPC's subnets, of which it is not known how many there are. */
export function subnetIdsOf(vpc: Datum | undefined, at: Spot): Datum {
  const subnet = constructOf(vpc)?.subnet;
  if (subnet !== undefined) return new ListDatum([], at, refer(subnet, at));
  if (vpc?.kind === "open") return vpc;
  return open(at, `the subnets of ${excerpt(vpc?.at ?? at)} are not known`);
}

/**
 * The ids of the subnets that a selection picks: those that it names, else some of the VPC's.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.SubnetSelection.html
 *
 * @param selection - what a construct is given; undefined picks by default
 */
export function selectedSubnets(
  vpc: Datum | undefined,
  selection: Datum | undefined,
  at: Spot,
): Datum {
  if (selection === undefined) return subnetIdsOf(vpc, at);
  if (selection.kind === "open") return selection;
  const props = new Props(selection, selection.at);
  const named = props.get("subnets");
  if (named === undefined) {
    // These leave out subnets of some zones.
    const narrowed = props.get("availabilityZones") ?? props.get("subnetFilters");
    return narrowed === undefined
      ? subnetIdsOf(vpc, selection.at)
      : open(selection.at, `which subnets ${excerpt(selection.at)} picks is not known`);
  }
  const { items, rest } = itemsIn(named);
  const ids = items.map((item) => {
    const id = item.kind === "object" ? item.fields.get("subnetId") : undefined;
    return id ?? (item.kind === "open" ? item : open(item.at, "the subnet is not known"));
  });
  return new ListDatum(ids, named.at, rest);
}
