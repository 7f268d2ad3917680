import type { LoadedDocument, Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import type { Lookup } from "./lookups.ts";

/**
 * What one resource says, in words that all ecosystems share. Adapters make drafts from resources;
 * linking makes the estate from drafts and no longer sees where they came from.
 */
export type Draft =
  | VpcDraft
  | SubnetDraft
  | SubnetSetDraft
  | SecurityGroupDraft
  | IngressDraft
  | EndpointDraft
  | EndpointPartDraft
  | EndpointListDraft
  | VpcCidrDraft
  | PrivateZoneDraft
  | ClusterDraft
  | ClusterLookupDraft
  | AddonDraft
  | ComputeDraft
  | DetectorDraft
  | FeatureDraft
  | CoverageDraft
  | OrganizationDraft
  | OrganizationNodeDraft
  | GuardDraft
  | GuardAttachmentDraft
  | TagPolicyDraft
  | PrincipalDraft
  | PrincipalPolicyDraft
  | ManagedPolicyDraft
  | MembershipDraft;

/** The drafts of one kind. */
export type DraftOf<K extends Draft["kind"]> = Extract<Draft, { readonly kind: K }>;

/** Picks the drafts of one kind. */
export function ofKind<K extends Draft["kind"]>(
  drafts: readonly Draft[],
  kind: K,
): readonly DraftOf<K>[] {
  return drafts.filter((draft): draft is DraftOf<K> => draft.kind === kind);
}

/** Where a draft comes from. */
export interface Origin {
  readonly resource: Resource;
  readonly document: LoadedDocument;
}

/** What data sources find. */
interface Found {
  /** Looked at where something is found by them; left out where nothing tells them. */
  readonly ownTags?: () => readonly Value[];
  /** What else it is found by, by the names of AWS's filters: `cidr`. */
  readonly traits?: () => readonly (readonly [filter: string, value: Value])[];
  /** Where it is a data source: what it looks for, if that is known. */
  readonly lookup?: Lookup | undefined;
}

export interface VpcDraft extends Origin, Found {
  readonly kind: "vpc";
  readonly id: Value;
  /** Whether this document makes the VPC, rather than look it up. */
  readonly made: boolean;
  readonly dnsSupport: Value;
  readonly dnsHostnames: Value;
  /** IPv4 CIDR blocks, lists or single values. */
  readonly cidrs: readonly Value[];
}

/** A CIDR block that another resource gives to a VPC. */
export interface VpcCidrDraft extends Origin {
  readonly kind: "vpc-cidr";
  readonly vpc: Value;
  readonly cidr: Value;
}

export interface PrivateZoneDraft extends Origin {
  readonly kind: "private-zone";
  readonly name: Value;
}

export interface SubnetDraft extends Origin, Found {
  readonly kind: "subnet";
  readonly id: Value;
  readonly vpc: Value;
  readonly cidr: Value;
  readonly zone: Value;
}

/** Finds subnets, all of which lie in one VPC. */
export interface SubnetSetDraft extends Origin {
  readonly kind: "subnet-set";
  readonly vpc: Value;
}

/** One ingress rule, wherever it stands. */
export interface IngressFields {
  readonly protocol: Value;
  readonly fromPort: Value;
  readonly toPort: Value;
  /** IPv4 and IPv6 CIDRs, lists or single values. */
  readonly cidrs: readonly Value[];
  readonly prefixLists: Value;
  /** Other groups. */
  readonly groups: readonly Value[];
  /** Whether the group itself is let in; absent where it is not. */
  readonly self?: Value;
  /** The rule as a whole, for its place. */
  readonly value: Value;
}

export interface SecurityGroupDraft extends Origin, Found {
  readonly kind: "security-group";
  readonly id: Value;
  /** The rules that stand in the group itself; what is unknown is unknown rules. */
  readonly ingress: readonly (IngressFields | { readonly unknown: Value })[];
  /** Whether further rules may stand elsewhere, because the group is only looked up here. */
  readonly lookedUp: boolean;
  readonly vpc: Value;
  /** Whether it is the group that a VPC is made with; undefined where its name tells. */
  readonly isDefault: boolean | undefined;
  readonly name: Value;
  readonly tags: readonly Value[];
}

/** An ingress rule that is a resource of its own. */
export interface IngressDraft extends Origin {
  readonly kind: "ingress";
  readonly group: Value;
  readonly rule: IngressFields;
}

export interface EndpointDraft extends Origin {
  readonly kind: "endpoint";
  readonly id: Value;
  readonly service: Value;
  readonly type: Value;
  /** What an omitted type means in this ecosystem. */
  readonly defaultType: string;
  readonly vpc: Value;
  readonly policy: Value;
  readonly groups: Value;
  readonly subnets: Value;
  /** With the ecosystem's default where it is omitted; absent where nothing tells. */
  readonly privateDns: Value;
  readonly tags: readonly Value[];
}

/** What another resource gives to an endpoint. */
export interface EndpointPartDraft extends Origin {
  readonly kind: "endpoint-part";
  readonly endpoint: Value;
  readonly policy?: Value;
  readonly group?: Value;
  readonly subnet?: Value;
  readonly privateDns?: Value;
}

/** The document lists every endpoint of an account and Region. */
export interface EndpointListDraft extends Origin {
  readonly kind: "endpoint-list";
  /** Unknown where the list could not be read, so that any endpoint may be in it. */
  readonly unread: Value;
}

export interface ClusterDraft extends Origin {
  readonly kind: "cluster";
  readonly name: Value;
  readonly arn: Value;
  readonly vpc: Value;
  readonly subnets: Value;
  /**
   * Maps of tags, or lists of keys and values: what an earlier one says of a key holds, and any one
   * that is wholly known tells all of them. Empty where the draft says nothing of tags.
   */
  readonly tags: readonly Value[];
  /** `ec2` or `fargate`, where the document says it of the cluster as a whole. */
  readonly compute: Value;
  readonly version: Value;
  /** The id of the group that Amazon EKS makes for the cluster. */
  readonly ownGroup: Value;
  /** The blocks that put the control plane on an Outpost, and that let hybrid nodes join. */
  readonly outpost: Value;
  readonly remoteNetworks: Value;
}

/** Finds a cluster by its name. */
export interface ClusterLookupDraft extends Origin {
  readonly kind: "cluster-lookup";
  readonly name: Value;
}

export interface AddonDraft extends Origin {
  readonly kind: "addon";
  /** The cluster's name. */
  readonly cluster: Value;
  readonly name: Value;
  readonly version: Value;
  readonly configuration: Value;
  readonly conflicts: Value;
}

/** Something that runs the pods of a cluster; absent: of any cluster of the document. */
export interface ComputeDraft extends Origin {
  readonly kind: "compute";
  readonly cluster: Value;
  readonly compute: "ec2" | "fargate";
}

/** A detector, or the organisation's configuration of detectors. */
export interface DetectorDraft extends Origin {
  readonly kind: "detector";
  readonly scope: "account" | "organization";
  readonly id: Value;
  readonly enabled: Value;
  readonly features: readonly FeatureFields[];
  /** Further features may be set elsewhere. */
  readonly featuresRest: Value | undefined;
  readonly dataSources: Value;
}

/** A feature with its status as text: `ENABLED`, `DISABLED`, `ALL`, `NEW`, `NONE`. */
export interface FeatureFields {
  readonly name: Value;
  readonly status: Value;
  readonly additional: readonly {
    readonly name: Value;
    readonly status: Value;
    readonly value: Value;
  }[];
  readonly value: Value;
}

export interface FeatureDraft extends Origin {
  readonly kind: "feature";
  /** Left out where it is the resource's own. */
  readonly account?: Value;
  readonly scope: "account" | "organization";
  readonly detector: Value;
  readonly feature: FeatureFields;
}

/** What GuardDuty says of a cluster. */
export interface CoverageDraft extends Origin {
  readonly kind: "coverage";
  readonly cluster: Value;
  readonly status: Value;
  readonly issue: Value;
}

export interface OrganizationDraft extends Origin {
  readonly kind: "organization";
  readonly id: Value;
  readonly managementAccount: Value;
  /** The roots' ids. */
  readonly roots: Value;
  /** A list of names. */
  readonly policyTypes?: Value;
}

export interface OrganizationNodeDraft extends Origin {
  readonly kind: "organization-node";
  readonly node: "root" | "unit" | "account";
  readonly id: Value;
  /** Absent where the document does not tell the parent. */
  readonly parent: Value;
}

export interface GuardDraft extends Origin {
  readonly kind: "guard";
  readonly type: "scp" | "rcp";
  readonly id: Value;
  readonly name: Value;
  readonly policy: Value;
  /** Whether the document's attachments are all there are, as in IaC. */
  readonly attachment: "listed" | "assumed";
  /** Targets that the draft itself names. */
  readonly targets: Value;
}

export interface TagPolicyDraft extends Origin {
  readonly kind: "tag-policy";
  readonly id: Value;
  /** The document, as JSON or as a map. */
  readonly content: Value;
  /** Targets that the resource states itself. */
  readonly targets: Value;
}

export interface GuardAttachmentDraft extends Origin {
  readonly kind: "guard-attachment";
  readonly policy: Value;
  readonly target: Value;
}

export interface PrincipalDraft extends Origin {
  readonly kind: "principal";
  readonly type: "role" | "user" | "group" | "holder";
  readonly name: Value;
  readonly path: Value;
  readonly arn: Value;
  /** Policy documents that stand in the principal itself. */
  readonly policies: readonly Value[];
  /** ARNs of managed policies. */
  readonly managed: Value;
  /** Names of the groups of a user. */
  readonly groups: Value;
  /** ARN of the boundary. */
  readonly boundary: Value;
  /** The trust policy of a role. */
  readonly trust: Value;
}

/** A policy that another resource gives to a principal: a document, or a managed policy's ARN. */
export interface PrincipalPolicyDraft extends Origin {
  readonly kind: "principal-policy";
  readonly type: "role" | "user" | "group";
  readonly principal: Value;
  readonly policy: { readonly document: Value } | { readonly arn: Value };
}

export interface ManagedPolicyDraft extends Origin {
  readonly kind: "managed-policy";
  readonly name: Value;
  readonly path: Value;
  readonly arn: Value;
  readonly policy: Value;
}

/** A user is in groups. */
export interface MembershipDraft extends Origin {
  readonly kind: "membership";
  readonly users: Value;
  readonly groups: Value;
}
