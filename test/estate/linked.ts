import { findConfiguration } from "../../src/config/find-configuration.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { accountOfFile } from "../../src/estate/account.ts";
import { buildEstate } from "../../src/estate/build.ts";
import type { Estate, Link } from "../../src/model/estate.ts";
import type { Fact } from "../../src/model/value.ts";
import { discover } from "../../src/run/discover.ts";
import { loadFile } from "../../src/run/load.ts";
import { patternMatcher } from "../../src/run/path-patterns.ts";
import { memoryHost } from "../memory-host.ts";

/**
 * Links files in memory, in the order of their names.
 *
 * @param files - content by path; what is no text is written as JSON, which is YAML too; `guardlint.yaml` among
 *   them is the configuration
 * @throws where one of them cannot be read
 */
export async function linked(files: Readonly<Record<string, unknown>>): Promise<Estate> {
  const texts = Object.entries(files).map(([path, content]): [string, string] => [
    path,
    typeof content === "string" ? content : JSON.stringify(content, null, 2),
  ]);
  const host = memoryHost(Object.fromEntries(texts));
  const found = findConfiguration(host, undefined);
  const { settings, notifications } = found.ok
    ? await readSettings(found.source)
    : { settings: undefined, notifications: found.notifications };
  if (settings === undefined) throw new Error(notifications.map(({ message }) => message).join());
  const { candidates } = discover(host, ["."], undefined, new Set(["guardlint.yaml"]));
  const documents = [];
  for (const candidate of candidates) {
    const outcome = await loadFile(host, candidate);
    if (outcome.failed) throw new Error(outcome.notifications.map(({ message }) => message).join());
    documents.push(...outcome.documents);
  }
  return buildEstate(documents, settings.facts, accountOfFile(settings, patternMatcher())).estate;
}

/** A fact as a person would say it: what is known, or why it is not. */
export function told<T>(fact: Fact<T>): T | string {
  if (fact.state === "known") return fact.value;
  return fact.state === "unknown" ? `unknown: ${fact.reason.detail}` : "absent";
}

/** Where a link leads, or why that is not known. */
export function leads(link: Link<{ readonly subject: string }>): string {
  switch (link.state) {
    case "linked":
      return link.to.subject;
    case "elsewhere":
      return `elsewhere: ${link.id}`;
    case "unknown":
      return `unknown: ${link.reason.detail}`;
    default:
      return "absent";
  }
}

/** `eks describe-cluster`. https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html */
export function describeCluster(
  name: string,
  more: {
    readonly region?: string;
    readonly account?: string;
    readonly vpc?: string;
    readonly tags?: object;
  } = {},
): unknown {
  const { region = "us-east-1", account = "111122223333", vpc = "vpc-0a1b2c3d", tags = {} } = more;
  return {
    cluster: {
      name,
      arn: `arn:aws:eks:${region}:${account}:cluster/${name}`,
      resourcesVpcConfig: { subnetIds: ["subnet-0a1b2c3d"], vpcId: vpc },
      tags,
    },
  };
}

/** What a small plan says of one resource that it creates. */
export interface Planned {
  readonly address: string;
  readonly after?: object;
  readonly unknown?: object;
  /** The references of attributes, by attribute. */
  readonly refers?: Readonly<Record<string, readonly string[]>>;
}

/** `terraform show -json` of a plan. https://developer.hashicorp.com/terraform/internals/json-format */
export function plan(resources: readonly Planned[], region?: string): unknown {
  const shown = resources.map(({ address, after = {}, unknown = {}, refers = {} }) => {
    const [, type = "", name = "", index] = /^([^.]+)\.([^[]+)(?:\["(.*)"\])?$/.exec(address) ?? [];
    const expressions = Object.fromEntries(
      Object.entries(refers).map(([key, references]) => [key, { references }]),
    );
    return {
      change: {
        address,
        mode: "managed",
        type,
        name,
        ...(index === undefined ? {} : { index }),
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: {
          actions: ["create"],
          before: null,
          after,
          after_unknown: { id: true, ...unknown },
          before_sensitive: false,
          after_sensitive: {},
        },
      },
      configured: {
        address: `${type}.${name}`,
        mode: "managed",
        type,
        name,
        provider_config_key: "aws",
        ...(index === undefined ? {} : { for_each_expression: {} }),
        expressions: {
          ...Object.fromEntries(
            Object.entries(after).map(([key, value]: [string, unknown]) => [
              key,
              { constant_value: value },
            ]),
          ),
          ...expressions,
        },
        schema_version: 0,
      },
    };
  });
  const configured = new Map(shown.map((one) => [one.configured.address, one.configured]));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: shown.map(({ change }) => change),
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          full_name: "registry.terraform.io/hashicorp/aws",
          expressions: region === undefined ? {} : { region: { constant_value: region } },
        },
      },
      root_module: { resources: [...configured.values()] },
    },
  };
}
