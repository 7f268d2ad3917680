/**
 * A Terraform plan of any size, in the shape that `terraform show -json` prints: one module for each
 * member account, most of whose resources concern no rule, as in a real estate.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */

interface PlanResource {
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly known: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
}

/** Resources in each module; {@link generatePlan} multiplies them. */
export const RESOURCES_PER_MEMBER = 60;

/**
 * @param members - how many modules the plan calls
 * @returns the plan as Terraform prints it: one line of JSON
 */
export function generatePlan(members: number): string {
  const calls = Array.from({ length: members }, (_, index) => ({
    address: `module.member["account-${index}"]`,
    resources: memberResources(index),
  }));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: {},
    planned_values: {
      root_module: {
        child_modules: calls.map(({ address, resources }) => ({
          resources: resources.map((resource) => ({
            ...identity(address, resource),
            provider_name: PROVIDER,
            schema_version: 0,
            values: resource.known,
            sensitive_values: nested(resource.known, {}),
          })),
          address,
        })),
      },
    },
    resource_changes: calls.flatMap(({ address, resources }) =>
      resources.map((resource) => ({
        ...identity(address, resource),
        module_address: address,
        provider_name: PROVIDER,
        change: {
          actions: ["create"],
          before: null,
          after: resource.known,
          after_unknown: {
            ...Object.fromEntries(resource.unknown.map((name) => [name, true])),
            ...nested(resource.known, {}),
          },
          before_sensitive: false,
          after_sensitive: nested(resource.known, {}),
        },
      })),
    ),
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          full_name: PROVIDER,
          expressions: { region: { constant_value: "eu-west-1" } },
        },
      },
      root_module: {
        module_calls: {
          member: {
            source: "./member",
            expressions: { name: { references: ["each.key"] } },
            for_each_expression: { references: ["local.members"] },
            module: { resources: memberConfiguration() },
          },
        },
      },
    },
    timestamp: "2026-11-21T00:00:00Z",
    applyable: true,
    complete: true,
    errored: false,
  });
}

const PROVIDER = "registry.terraform.io/hashicorp/aws";

function identity(module: string, { type, name, index }: PlanResource) {
  const suffix = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return {
    address: `${module}.${type}.${name}${suffix}`,
    mode: "managed",
    type,
    name,
    ...(index === undefined ? {} : { index }),
  };
}

/** What Terraform writes beside known objects and lists: their shape without their leaves. */
function nested(known: Readonly<Record<string, unknown>>, empty: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      Array.isArray(value)
        ? [[name, []]]
        : typeof value === "object" && value !== null
          ? [[name, empty]]
          : [],
    ),
  );
}

function times(count: number, make: (index: number) => PlanResource): readonly PlanResource[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function memberResources(member: number): readonly PlanResource[] {
  const tags = { Environment: "production", Owner: `team-${member % 40}`, CostCenter: "1234" };
  const account = String(100_000_000_000 + member);
  return [
    {
      type: "aws_vpc",
      name: "this",
      known: {
        cidr_block: `10.${member % 250}.0.0/16`,
        enable_dns_hostnames: true,
        enable_dns_support: true,
        instance_tenancy: "default",
        tags,
        tags_all: tags,
      },
      unknown: ["arn", "default_network_acl_id", "default_security_group_id", "id", "owner_id"],
    },
    ...times(3, (index) => ({
      type: "aws_subnet",
      name: "private",
      index,
      known: {
        availability_zone: `eu-west-1${"abc"[index] ?? "a"}`,
        cidr_block: `10.${member % 250}.${index}.0/24`,
        map_public_ip_on_launch: false,
        tags,
        tags_all: tags,
      },
      unknown: ["arn", "id", "owner_id", "vpc_id"],
    })),
    ...times(2, (index) => ({
      type: "aws_eks_cluster",
      name: "this",
      index,
      known: {
        bootstrap_self_managed_addons: true,
        enabled_cluster_log_types: ["api", "audit"],
        name: `cluster-${member}-${index}`,
        tags: { ...tags, GuardDutyManaged: "true" },
        tags_all: { ...tags, GuardDutyManaged: "true" },
        version: "1.33",
        vpc_config: [{ endpoint_private_access: true, endpoint_public_access: false }],
      },
      unknown: ["arn", "certificate_authority", "endpoint", "id", "identity", "role_arn", "status"],
    })),
    {
      type: "aws_vpc_endpoint",
      name: "guardduty",
      known: {
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "*",
              Resource: "*",
              Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
            },
          ],
        }),
        private_dns_enabled: true,
        service_name: "com.amazonaws.eu-west-1.guardduty-data",
        tags,
        tags_all: tags,
        vpc_endpoint_type: "Interface",
      },
      unknown: ["arn", "dns_entry", "id", "security_group_ids", "state", "subnet_ids", "vpc_id"],
    },
    {
      type: "aws_security_group",
      name: "guardduty",
      known: {
        description: "GuardDuty agents",
        ingress: [
          {
            cidr_blocks: [`10.${member % 250}.0.0/16`],
            description: "agents",
            from_port: 443,
            ipv6_cidr_blocks: [],
            prefix_list_ids: [],
            protocol: "tcp",
            security_groups: [],
            self: false,
            to_port: 443,
          },
        ],
        name: `guardduty-${member}`,
        revoke_rules_on_delete: false,
      },
      unknown: ["arn", "egress", "id", "owner_id", "tags_all", "vpc_id"],
    },
    ...times(6, (index) => ({
      type: "aws_iam_role",
      name: "workload",
      index,
      known: {
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "pods.eks.amazonaws.com" },
              Action: ["sts:AssumeRole", "sts:TagSession"],
            },
          ],
        }),
        force_detach_policies: false,
        max_session_duration: 3600,
        name: `workload-${member}-${index}`,
        path: "/",
        tags,
        tags_all: tags,
      },
      unknown: ["arn", "create_date", "id", "managed_policy_arns", "unique_id"],
    })),
    ...times(6, (index) => ({
      type: "aws_iam_role_policy",
      name: "workload",
      index,
      known: {
        name: `workload-${member}-${index}`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Data",
              Effect: "Allow",
              Action: ["s3:GetObject", "s3:PutObject"],
              Resource: `arn:aws:s3:::data-${member}-${index}/*`,
            },
          ],
        }),
      },
      unknown: ["id", "role"],
    })),
    ...times(20, (index) => ({
      type: "aws_s3_bucket",
      name: "data",
      index,
      known: {
        bucket: `data-${member}-${index}`,
        force_destroy: false,
        tags,
        tags_all: tags,
        timeouts: null,
        ...filler("lifecycle", 12),
      },
      unknown: ["acl", "arn", "bucket_domain_name", "cors_rule", "grant", "id", "versioning"],
    })),
    ...times(20, (index) => ({
      type: "aws_cloudwatch_metric_alarm",
      name: "alarm",
      index,
      known: {
        alarm_name: `alarm-${member}-${index}`,
        comparison_operator: "GreaterThanThreshold",
        dimensions: { ClusterName: `cluster-${member}-0`, Namespace: `namespace-${index}` },
        evaluation_periods: 3,
        metric_name: "pod_cpu_utilization",
        namespace: "ContainerInsights",
        period: 60,
        statistic: "Average",
        tags,
        tags_all: tags,
        threshold: 80,
        ...filler("treatment", 12),
      },
      unknown: ["arn", "evaluate_low_sample_count_percentiles", "id"],
    })),
  ];
}

/** Attributes of the length that provider schemas have. */
function filler(name: string, count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${name}_${index}`,
      `a value of ordinary length for attribute number ${index} of this resource`,
    ]),
  );
}

function memberConfiguration(): readonly unknown[] {
  const references: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "aws_subnet.private": { vpc_id: { references: ["aws_vpc.this.id", "aws_vpc.this"] } },
    "aws_eks_cluster.this": {
      role_arn: { references: ["aws_iam_role.workload"] },
      vpc_config: [{ subnet_ids: { references: ["aws_subnet.private"] } }],
    },
    "aws_vpc_endpoint.guardduty": {
      policy: {},
      security_group_ids: {
        references: ["aws_security_group.guardduty.id", "aws_security_group.guardduty"],
      },
      subnet_ids: { references: ["aws_subnet.private"] },
      vpc_id: { references: ["aws_vpc.this.id", "aws_vpc.this"] },
    },
    "aws_security_group.guardduty": {
      vpc_id: { references: ["aws_vpc.this.id", "aws_vpc.this"] },
    },
    "aws_iam_role_policy.workload": {
      policy: {},
      role: { references: ["aws_iam_role.workload", "count.index"] },
    },
  };
  const declared = new Map(
    memberResources(0).map((resource) => [`${resource.type}.${resource.name}`, resource]),
  );
  return [...declared].map(([address, { type, name, index }]) => ({
    address,
    mode: "managed",
    type,
    name,
    provider_config_key: "aws",
    expressions: references[address] ?? {},
    schema_version: 0,
    ...(index === undefined ? {} : { count_expression: { references: ["var.count"] } }),
  }));
}
