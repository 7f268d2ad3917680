import { vpcAttributes } from "./ec2.ts";
import { agentAddon } from "./eks.ts";
import { isObject, textIn, textsIn } from "./json.ts";
import type { Session } from "./session.ts";

/** Reads what has no Region: the principals of an account with their policies. */
export async function readPrincipals(session: Session): Promise<void> {
  await session.ask("iam get-account-authorization-details");
}

/** @returns the Regions that an account has enabled; none where they cannot be read */
export async function readRegions(session: Session): Promise<readonly string[]> {
  const answer = await session.ask("ec2 describe-regions");
  return textsIn(answer?.["Regions"], "RegionName");
}

/**
 * Reads one Region of an account: clusters, network, detectors.
 *
 * @param covers - whether GuardDuty's coverage is to be asked for here
 * @param administers - whether the account administers GuardDuty for the organisation
 */
export async function readRegion(
  session: Session,
  { covers, administers }: { readonly covers: boolean; readonly administers: boolean },
): Promise<void> {
  const [vpcs] = await Promise.all([
    readClusters(session),
    session.ask("ec2 describe-vpcs"),
    session.ask("ec2 describe-subnets"),
    session.ask("ec2 describe-vpc-endpoints"),
    session.ask("ec2 describe-security-groups"),
    readDetectors(session, covers, administers),
  ]);
  await Promise.all(
    vpcs.flatMap((vpc) =>
      vpcAttributes.map((attribute) => session.ask("ec2 describe-vpc-attribute", vpc, attribute)),
    ),
  );
}

/** @returns the VPCs of the clusters */
async function readClusters(session: Session): Promise<readonly string[]> {
  const listed = await session.ask("eks list-clusters");
  const vpcs = await Promise.all(
    textsIn(listed?.["clusters"]).map(async (name) => {
      const [described, addons] = await Promise.all([
        session.ask("eks describe-cluster", name),
        session.ask("eks list-addons", name),
      ]);
      if (textsIn(addons?.["addons"]).includes(agentAddon)) {
        await session.ask("eks describe-addon", name, agentAddon);
      }
      const cluster = described?.["cluster"];
      return isObject(cluster) ? textIn(cluster["resourcesVpcConfig"], "vpcId") : undefined;
    }),
  );
  return [...new Set(vpcs.flatMap((vpc) => (vpc === undefined ? [] : [vpc])))].sort();
}

async function readDetectors(
  session: Session,
  covers: boolean,
  administers: boolean,
): Promise<void> {
  const listed = await session.ask("guardduty list-detectors");
  await Promise.all(
    textsIn(listed?.["DetectorIds"]).flatMap((id) => [
      session.ask("guardduty get-detector", id),
      ...(administers ? [session.ask("guardduty describe-organization-configuration", id)] : []),
      ...(covers ? [session.ask("guardduty list-coverage", id)] : []),
    ]),
  );
}
