import type { Place } from "./place.ts";
import type { HeldPolicy, PolicyFact } from "./policy.ts";
import type { Fact, Reason } from "./value.ts";

/**
 * The linked picture of everything that was read. Nodes are made once, whatever number of files
 * speak of them, and hold each other directly.
 */
export interface Estate {
  readonly clusters: readonly Cluster[];
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly endpoints: readonly Endpoint[];
  /** An entry for every VPC. */
  readonly endpointsByVpc: ReadonlyMap<Vpc, VpcEndpoints>;
  readonly securityGroups: readonly SecurityGroup[];
  readonly privateZones: readonly PrivateZone[];
  readonly addons: readonly Addon[];
  readonly detectors: readonly Detector[];
  readonly coverage: readonly Coverage[];
  readonly organization: Organization;
  readonly guards: readonly Guard[];
  readonly tagPolicies: readonly TagPolicy[];
  readonly principals: readonly IamPrincipal[];
}

/** What every node of the estate has. */
export interface EstateNode {
  /** The address, or the name where there is none: what a person would call it. */
  readonly subject: string;
  readonly place: Place;
  readonly account: Fact<string>;
  readonly region: Fact<string>;
}

/** A connection from one node to another. */
export type Link<T> =
  | { readonly state: "linked"; readonly to: T; readonly place: Place }
  /** The input names it by its id, and nothing in the input describes it. */
  | { readonly state: "elsewhere"; readonly id: string; readonly place: Place }
  | { readonly state: "unknown"; readonly reason: Reason; readonly place: Place }
  | { readonly state: "absent"; readonly place: Place };

/** Connections to several nodes. */
export interface Links<T> {
  readonly items: readonly Link<T>[];
  /** There may be further ones. */
  readonly rest: Reason | undefined;
  readonly place: Place;
}

/** One tag as one document states it. */
export interface Tag {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Fact<string>;
  /** Whether it comes from elsewhere, such as the default tags of a provider. */
  readonly inherited: boolean;
}

/** The tags that one document states for a node. */
export interface TagSet {
  readonly tags: readonly Tag[];
  /** There may be further tags. */
  readonly rest: Reason | undefined;
  /** Where a tag would be added. */
  readonly place: Place;
  readonly standing: "declared" | "observed";
}

/** An EKS cluster. */
export interface Cluster extends EstateNode {
  readonly name: Fact<string>;
  readonly arn: Fact<string>;
  /** One for each document that speaks of the cluster, declared ones first; never empty. */
  readonly tagSets: readonly TagSet[];
  readonly vpc: Link<Vpc>;
  readonly subnets: Links<Subnet>;
  /**
   * Whether GuardDuty manages the agent of untagged clusters in the cluster's account and Region,
   * as the detector features in the input tell; absent where none tells.
   */
  readonly automation: Fact<boolean>;
  /** The detectors that can be those of the cluster's account and Region, in their order. */
  readonly detectors: readonly Detector[];
  /** Whether every pod runs on Fargate, where the agent is not supported. */
  readonly fargateOnly: Fact<boolean>;
  /** The Kubernetes version: `1.33`; absent where the newest one is taken. */
  readonly version: Fact<string>;
  /**
   * The group that Amazon EKS makes for the cluster, which its nodes carry; not one that it is
   * given, for those are of the control plane alone.
   * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
   */
  readonly ownGroup: Link<SecurityGroup>;
  /** Whether the control plane runs on an Outpost, where add-ons are not supported. */
  readonly onOutpost: Fact<boolean>;
  /** Where it is said that what becomes of the tag `GuardDutyManaged` after creation is ignored. */
  readonly tagChangesIgnored: Place | undefined;
  /** Whether hybrid nodes can join, on which the agent is not supported. */
  readonly hybridNodes: Fact<boolean>;
}

/** One setting of an add-on. */
export interface AddonSetting {
  /** Keys from the top down: `resources.limits.cpu`. */
  readonly key: string;
  readonly value: Fact<string>;
}

/** What an add-on is configured with. */
export type AddonConfiguration =
  | { readonly state: "absent"; readonly place: Place }
  | { readonly state: "unknown"; readonly reason: Reason; readonly place: Place }
  | {
      readonly state: "known";
      readonly settings: readonly AddonSetting[];
      /** There may be further settings. */
      readonly rest: Reason | undefined;
      readonly place: Place;
    };

/** An Amazon EKS add-on. */
export interface Addon extends EstateNode {
  readonly cluster: Link<Cluster>;
  /** `aws-guardduty-agent` */
  readonly name: Fact<string>;
  /** `v1.12.1-eksbuild.2`; absent where the default version is taken. */
  readonly version: Fact<string>;
  readonly configuration: AddonConfiguration;
  /** `NONE`, `OVERWRITE` or `PRESERVE`, for updates. */
  readonly conflicts: Fact<string>;
  readonly standing: "declared" | "observed";
}

/** A VPC, described in the input or only named by something that is. */
export interface Vpc extends EstateNode {
  readonly id: Fact<string>;
  readonly dnsSupport: Fact<boolean>;
  readonly dnsHostnames: Fact<boolean>;
  /** All IPv4 CIDR blocks, secondary ones included. */
  readonly cidrs: {
    readonly items: readonly Fact<string>[];
    /** There may be further ones. */
    readonly rest: Reason | undefined;
  };
}

/** The endpoints of one VPC. */
export interface VpcEndpoints {
  readonly items: readonly Endpoint[];
  /** Endpoints that the configuration declares for it, by service: `guardduty-data`. */
  readonly declared: readonly { readonly service: string; readonly place: Place }[];
  /** There may be further ones, because the VPC is looked after elsewhere. */
  readonly rest: Reason | undefined;
}

/** A subnet. */
export interface Subnet extends EstateNode {
  readonly id: Fact<string>;
  readonly vpc: Link<Vpc>;
  readonly cidr: Fact<string>;
  /** The name or the id of its Availability Zone: `us-east-1a`, `use1-az1`. */
  readonly zone: Fact<string>;
  /** False where a count that is not known may leave it out: what it says holds if it is there. */
  readonly isCertain: boolean;
}

/** A VPC endpoint, of any service. */
export interface Endpoint extends EstateNode {
  readonly id: Fact<string>;
  readonly serviceName: Fact<string>;
  /** `Interface`, `Gateway`, …; the ecosystem's default where it is omitted. */
  readonly type: Fact<string>;
  readonly vpc: Link<Vpc>;
  /** `absent` is AWS's default policy, which lets everybody through. */
  readonly policy: PolicyFact;
  /** Absent items stand for the VPC's default group. */
  readonly groups: Links<SecurityGroup>;
  readonly subnets: Links<Subnet>;
  /** Absent where nothing tells; the ecosystem's default where it is omitted. */
  readonly privateDns: Fact<boolean>;
  readonly tags: TagSet;
}

/** A private hosted zone of Amazon Route 53. */
export interface PrivateZone extends EstateNode {
  /** Without a dot at its end. */
  readonly name: Fact<string>;
}

/** Where one ingress rule lets traffic in from. */
export type IngressPeer =
  | { readonly kind: "cidr"; readonly cidr: Fact<string>; readonly place: Place }
  /** Whatever carries the same group. */
  | { readonly kind: "self"; readonly place: Place }
  | { readonly kind: "group"; readonly group: Link<SecurityGroup>; readonly place: Place }
  /** The group that Amazon EKS makes for a cluster, by the cluster's address. */
  | { readonly kind: "cluster"; readonly cluster: string; readonly place: Place }
  /** The CIDR of a VPC or subnet, which is not known yet: a /16 at the most. */
  | { readonly kind: "network"; readonly of: readonly (Vpc | Subnet)[]; readonly place: Place }
  | { readonly kind: "prefix-list"; readonly id: Fact<string>; readonly place: Place };

/** One ingress rule of a security group, whichever resource carries it. */
export interface IngressRule {
  /** `tcp`, `6`, `-1`, … in lower case. */
  readonly protocol: Fact<string>;
  readonly fromPort: Fact<number>;
  readonly toPort: Fact<number>;
  readonly peers: readonly IngressPeer[];
  /** There may be further peers. */
  readonly rest: Reason | undefined;
  readonly place: Place;
}

/** A security group with all its ingress rules. */
export interface SecurityGroup extends EstateNode {
  readonly id: Fact<string>;
  readonly vpc: Link<Vpc>;
  /** Whether it is the group that a VPC is made with. */
  readonly isDefault: Fact<boolean>;
  readonly ingress: readonly IngressRule[];
  /** There may be further rules. */
  readonly rest: Reason | undefined;
  readonly tags: TagSet;
}

/** A feature of a GuardDuty detector or of the organisation's configuration. */
export interface DetectorFeature {
  /** `RUNTIME_MONITORING`, `EKS_RUNTIME_MONITORING`, … */
  readonly name: Fact<string>;
  /** As it is written: `ENABLED`, `DISABLED`; of an organisation `ALL`, `NEW`, `NONE`. */
  readonly status: Fact<string>;
  readonly enabled: Fact<boolean>;
  /** Additional configuration, such as `EKS_ADDON_MANAGEMENT`. */
  readonly additional: readonly {
    readonly name: Fact<string>;
    readonly status: Fact<string>;
    readonly enabled: Fact<boolean>;
    readonly place: Place;
  }[];
  readonly place: Place;
}

/**
 * A GuardDuty detector, of which there is one for each account and Region; or an organisation's
 * configuration, whose features count as enabled where they are for all accounts.
 */
export interface Detector extends EstateNode {
  readonly scope: "account" | "organization";
  readonly enabled: Fact<boolean>;
  readonly features: readonly DetectorFeature[];
  /** Whether it states data sources, which features have replaced. */
  readonly dataSources: Fact<boolean>;
  /** There may be further features. */
  readonly rest: Reason | undefined;
}

/** What GuardDuty itself says of one cluster. */
export interface Coverage extends EstateNode {
  readonly cluster: Fact<string>;
  /** `HEALTHY` or `UNHEALTHY`. */
  readonly status: Fact<string>;
  /** Why it is not covered, in GuardDuty's words. */
  readonly issue: Fact<string>;
}

/** A root, an organisational unit or an account. */
export interface OrganizationNode {
  readonly id: string;
  readonly kind: "root" | "unit" | "account";
  /** Undefined for a root, and where nothing tells. */
  readonly parent: OrganizationNode | undefined;
  /** Whether `parent` is told: false leaves open what stands above. */
  readonly parentKnown: boolean;
  /** Where the node is described; undefined where it is only named. */
  readonly place: Place | undefined;
  /** Whether it has no id yet: AWS attaches `FullAWSAccess` to what is made. */
  readonly isNew: boolean;
}

/**
 * What tells where AWS's own `FullAWSAccess` is attached: a snapshot, among whose policies it is, or
 * the configuration, which names all that it is attached to. AWS attaches it to every root, unit and
 * account, so that where nothing tells it is taken to be everywhere.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export type FullAccess =
  | { readonly toldBy: "nothing" }
  | { readonly toldBy: "snapshot" }
  | { readonly toldBy: "configuration"; readonly at: ReadonlySet<string>; readonly place: Place };

/** The organisation as far as the input tells it. */
export interface Organization {
  /** Absent where nothing names one. */
  readonly id: Fact<string>;
  readonly managementAccount: Fact<string>;
  readonly nodes: ReadonlyMap<string, OrganizationNode>;
  /**
   * The types of policies that are enabled, as AWS names them; a policy of any other type has no
   * effect. Absent where nothing tells.
   */
  readonly policyTypes: Fact<readonly string[]>;
  /** Whether the input is to tell every policy, so that one that it does not tell is not there. */
  readonly isWhole: boolean;
  readonly fullAccess: FullAccess;
}

/** Where a service or resource control policy is attached. */
export type GuardTarget =
  | { readonly kind: "node"; readonly id: string; readonly place: Place }
  | { readonly kind: "unknown"; readonly reason: Reason; readonly place: Place };

/** A service control policy or a resource control policy. */
export interface Guard extends EstateNode {
  readonly kind: "scp" | "rcp";
  readonly name: Fact<string>;
  readonly policy: PolicyFact;
  /**
   * `listed`: it applies to the targets and nowhere else. `assumed`: a bare document, of which
   * nothing tells where it is attached; it is judged as applying everywhere, and that is said.
   */
  readonly attachment: "listed" | "assumed";
  readonly targets: readonly GuardTarget[];
}

/**
 * What a tag policy says of one setting of a tag key, by operator; absent where it does not use it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
export interface TagSetting {
  readonly assign: Fact<readonly string[]>;
  readonly append: Fact<readonly string[]>;
  readonly remove: Fact<readonly string[]>;
  /** Which operators policies further down may use: of the setting, of the key, and of all keys. */
  readonly allowed: readonly Fact<readonly string[]>[];
}

/** What a tag policy of the organisation says of one tag key. */
export interface TagPolicy extends EstateNode {
  readonly settings: {
    readonly key: TagSetting;
    readonly values: TagSetting;
    readonly enforcedFor: TagSetting;
  };
  /** What it is attached to, where the input is to tell all of it: then what it amounts to can be told. */
  readonly targets: readonly GuardTarget[] | undefined;
  /** As the tag has to be written; the policy's own key stands for the lower case of it. */
  readonly key: Fact<string>;
  /** Patterns of the values that comply; empty where any does. */
  readonly values: Fact<readonly string[]>;
  /** Resource types on which what does not comply is refused: `eks:cluster`. */
  readonly enforcedFor: Fact<readonly string[]>;
}

/**
 * An IAM role, user or group with the policies that bear on it; or the unknown holder of an
 * identity policy of which nothing tells who it is attached to.
 */
export interface IamPrincipal extends EstateNode {
  readonly kind: "role" | "user" | "group" | "holder";
  readonly name: Fact<string>;
  /** With the path; unknown parts make it unknown. */
  readonly arn: Fact<string>;
  readonly identity: readonly HeldPolicy[];
  /** There may be further identity policies. */
  readonly identityRest: Reason | undefined;
  /** `absent` where the principal has no boundary. */
  readonly boundary: PolicyFact;
  /** Who may assume a role; absent where the input does not tell, and for all others. */
  readonly trust: HeldPolicy;
  readonly serviceLinked: boolean;
}
