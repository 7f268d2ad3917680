import { isAccountId } from "../../aws/account-id.ts";
import { managedTag } from "../../aws/guardduty.ts";
import { partitionOf, partitions } from "../../aws/partitions.ts";
import type { KeyFamily, PrincipalFamily, RequestFamily } from "../../iam/search/question.ts";
import type { Cluster } from "../../model/estate.ts";

const requestTag = `aws:RequestTag/${managedTag}`;
const resourceTag = `aws:ResourceTag/${managedTag}`;

const preferred = ["false", "true"];
const none: KeyFamily = { kind: "absent" };

/**
 * All requests that set the tag of a cluster, remove it, or make a cluster with it or without it, by
 * anybody and whatever else they carry.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 *
 * @param among - partitions of the clusters
 * @param federated - ARNs of federated users that policies tell apart, who are asked about beside
 *   all roles, users and root users
 */
export function tagChangeFamilies(
  among: Iterable<string>,
  federated: readonly string[],
): readonly RequestFamily[] {
  return [...among].flatMap((partition) => {
    const own = [...changes(partition, {}, undefined), creation(partition, { [requestTag]: none })];
    const users = [anyFederatedUser(partition), ...federated];
    return [
      ...own,
      ...users.flatMap((principal) =>
        own.map((family): RequestFamily => ({ ...family, principal: { kind: "one", principal } })),
      ),
    ];
  });
}

function anyFederatedUser(partition: string): string {
  return `arn:${partition}:sts::111122223333:federated-user/anybody`;
}

/**
 * A federated user whose ARN fits a pattern. Of whom a policy can tell apart there are few, since
 * nobody writes conditions on them but by this ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 *
 * @param pattern - of `aws:PrincipalArn`
 * @returns undefined where no federated user fits
 */
export function federatedUserOf(pattern: string): string | undefined {
  const [, partition = "", service = "", , account = "", ...resource] = pattern.split(":");
  const rest = resource.join(":");
  const start = rest.split(/[*?$]/, 1)[0] ?? "";
  const isWild = start !== rest && "federated-user/".startsWith(start);
  if (!/^(?:sts|.*[*?].*)$/.test(service)) return undefined;
  if (!start.startsWith("federated-user/") && !isWild) return undefined;
  const name = isWild ? "anybody" : rest.slice("federated-user/".length).replace(/[*?]/g, "x");
  const own = partitions.has(partition) ? partition : "aws";
  const id = isAccountId(account) ? account : "111122223333";
  return `arn:${own}:sts::${id}:federated-user/${name === "" ? "anybody" : name}`;
}

/**
 * Those of {@link tagChangeFamilies} that carry the tag and no other one, with a value that GuardDuty
 * reads.
 * https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
 */
export function plainTagChangeFamilies(among: Iterable<string>): readonly RequestFamily[] {
  const only: KeyFamily = { kind: "is", values: [managedTag] };
  const alone = { "aws:TagKeys": only, "aws:ResourceTag/*": none, "aws:RequestTag/*": none };
  const like = ["true", "false"];
  return [...among].flatMap((partition) => changes(partition, alone, like));
}

/** Requests of anybody, of which only who makes them is of interest. */
export function callerFamilies(among: Iterable<string>): readonly RequestFamily[] {
  return [...among].map((partition) => family(partition, "eks:TagResource", {}));
}

function changes(
  partition: string,
  common: RequestFamily["context"],
  values: readonly string[] | undefined,
): readonly RequestFamily[] {
  const including: KeyFamily = { kind: "including", values: [managedTag] };
  const like = values === undefined ? {} : { like: values };
  const given: KeyFamily = { kind: "any", optional: false, preferred, ...like };
  const there: KeyFamily = { kind: "any", optional: true, preferred, ...like };
  return [
    family(partition, "eks:TagResource", {
      ...common,
      [requestTag]: given,
      [resourceTag]: there,
    }),
    family(partition, "eks:UntagResource", {
      "aws:TagKeys": including,
      ...common,
      [resourceTag]: there,
    }),
    creation(partition, { ...common, [requestTag]: given }),
  ];
}

/** AWS lists no resource for the action, and its errors name the cluster. */
function creation(partition: string, context: RequestFamily["context"]): RequestFamily {
  return family(partition, "eks:CreateCluster", context);
}

function family(
  partition: string,
  action: string,
  context: RequestFamily["context"],
): RequestFamily {
  return {
    action,
    principal: anybodyIn(partition),
    resource: [`arn:${partition}:eks:*:*:cluster/*`],
    organization: { kind: "any" },
    context,
  };
}

function anybodyIn(partition: string): PrincipalFamily {
  return {
    kind: "any",
    kinds: ["role", "user", "federated-user", "root"],
    partition,
    among: [],
    except: ["arn:*:iam::*:role/aws-service-role/*"],
    exceptAccounts: [],
    preferred: [`arn:${partition}:iam::111122223333:role/anybody`],
  };
}

/**
 * The partitions in which the clusters of the input stand; all of them where the input does not tell
 * it of every cluster, or has none.
 */
export function partitionsOf(clusters: readonly Cluster[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { arn, region } of clusters) {
    const told = arn.state === "known" ? (arn.value.split(":")[1] ?? "") : undefined;
    if (told !== undefined && partitions.has(told)) found.add(told);
    else if (region.state === "known") found.add(partitionOf(region.value));
    else return partitions;
  }
  return found.size === 0 ? partitions : found;
}
