import { managedTag } from "../../aws/guardduty.ts";
import type { Layers } from "../../iam/layers.ts";
import type {
  KeyFamily,
  OrganizationFamily,
  PrincipalFamily,
  RequestFamily,
} from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";
import type { AskedCluster } from "./asked-cluster.ts";

/** An account in which somebody untrusted tries to come by an exemption. */
export interface Scene {
  readonly cluster: AskedCluster;
  readonly organization: OrganizationFamily;
  /** The policies of the organisation that bind the account. */
  readonly layers: Layers;
  /** Patterns of who is trusted, or exempt already. */
  readonly except: readonly string[];
  /** Whether the policies ask for the Region. */
  readonly asksRegion: boolean;
}

/** Requests for one action, of which any may serve. */
export interface Way {
  readonly action: string;
  readonly resource: readonly string[];
  readonly context: RequestFamily["context"];
  /** Who makes them: somebody untrusted who has credentials, or the root user as well. */
  readonly by: "role or user" | "anybody";
  /** Beside those of the organisation. */
  readonly trust?: Layers["resource"];
  /** Trusted for these requests alone. */
  readonly except?: readonly string[];
}

const globalRegions: Readonly<Record<string, string>> = {
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/**
 * The requests of a way. Whether whoever makes them has tags of the right kind is not known.
 *
 * @param actor - whom to try first
 */
export function requestsOf(way: Way, scene: Scene, actor: string | undefined): RequestFamily {
  const { cluster, organization } = scene;
  const start = `arn:${cluster.partition}:iam::${cluster.account}:`;
  const principal: PrincipalFamily = {
    kind: "any",
    kinds: way.by === "anybody" ? ["role", "user", "root"] : ["role", "user"],
    partition: cluster.partition,
    among: [`${start}*`],
    except: [...scene.except, ...(way.except ?? [])],
    exceptAccounts: [],
    preferred: [
      ...(actor === undefined ? [] : [actor]),
      `${start}role/untrusted`,
      `${start}user/untrusted`,
    ],
  };
  return {
    action: way.action,
    principal,
    resource: way.resource,
    organization,
    context: {
      "aws:PrincipalTag/*": { kind: "unknown", reason: tagsNotTold("who makes the request") },
      ...requestedRegion(regionOf(way.action, cluster), scene),
      ...way.context,
    },
  };
}

/**
 * Where a request goes, as far as it is told. IAM has one Region in a partition, and STS one for
 * each endpoint, which the caller chooses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
function regionOf(action: string, { partition, region }: AskedCluster): string | undefined {
  if (action.startsWith("sts:")) return undefined;
  return action.startsWith("iam:") ? (globalRegions[partition] ?? "us-east-1") : region;
}

function requestedRegion(
  region: string | undefined,
  { asksRegion }: Scene,
): RequestFamily["context"] {
  if (!asksRegion || region === undefined) return {};
  return { "aws:RequestedRegion": { kind: "is", values: region } };
}

/** The tags of a role or user that is there already. */
export const ownTagsUnknown: Readonly<Record<string, KeyFamily>> = {
  "aws:ResourceTag/*": { kind: "unknown", reason: tagsNotTold("the exempt principal") },
  "iam:ResourceTag/*": { kind: "unknown", reason: tagsNotTold("the exempt principal") },
};

function tagsNotTold(whose: string): Reason {
  const detail = `the input does not tell the tags of ${whose}, which a service control policy asks for`;
  return { code: "not-in-input", detail, place: undefined };
}

/**
 * Changes of a cluster's tag that the guard is to stop: setting it, removing it, and making a
 * cluster with it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 *
 * @param principal - who makes them
 * @param context - beside what each change brings
 */
export function tagChangesBy(
  principal: PrincipalFamily,
  scene: Scene,
  context: RequestFamily["context"] = {},
): readonly RequestFamily[] {
  const { cluster, organization } = scene;
  const common = { principal, resource: [cluster.arn], organization };
  const shared = { ...requestedRegion(cluster.region, scene), ...context };
  const requestTag = `aws:RequestTag/${managedTag}`;
  const resourceTag = `aws:ResourceTag/${managedTag}`;
  const settings = cluster.states.map((state): RequestFamily => {
    const unlike = state === undefined ? [] : [state];
    const now: KeyFamily = state === undefined ? { kind: "absent" } : { kind: "is", values: state };
    const preferred = ["false", "true", "False"];
    return {
      ...common,
      action: "eks:TagResource",
      context: {
        ...shared,
        [resourceTag]: now,
        [requestTag]: { kind: "any", optional: false, unlike, preferred },
      },
    };
  });
  const removals = cluster.states.flatMap((state): readonly RequestFamily[] =>
    state === undefined
      ? []
      : [
          {
            ...common,
            action: "eks:UntagResource",
            context: {
              ...shared,
              [resourceTag]: { kind: "is", values: state },
              "aws:TagKeys": { kind: "including", values: [managedTag] },
            },
          },
        ],
  );
  const creation: RequestFamily = {
    ...common,
    action: "eks:CreateCluster",
    context: {
      ...shared,
      [requestTag]: { kind: "any", optional: false, preferred: ["false", "true"] },
    },
  };
  return [...settings, ...removals, creation];
}
