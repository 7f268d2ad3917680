import { expect } from "vitest";
import { findConfiguration } from "../../src/config/find-configuration.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { accountOfFile } from "../../src/estate/account.ts";
import { buildEstate } from "../../src/estate/build.ts";
import { createHost } from "../../src/host.ts";
import { decide } from "../../src/iam/decide.ts";
import type { Layers } from "../../src/iam/layers.ts";
import { readRequest } from "../../src/iam/request.ts";
import type { Estate, IamPrincipal } from "../../src/model/estate.ts";
import type { Witness } from "../../src/model/finding.ts";
import type { Host } from "../../src/model/host.ts";
import type { Report, ReportedResult } from "../../src/model/report.ts";
import { reachOf } from "../../src/rules/reading/guard-reach.ts";
import { Compiler, fullAccess } from "../../src/rules/reading/policy-layers.ts";
import { run, type RunOutcome } from "../../src/run.ts";
import { discover } from "../../src/run/discover.ts";
import { loadFile } from "../../src/run/load.ts";
import { patternMatcher } from "../../src/run/path-patterns.ts";
import { memoryHost } from "../memory-host.ts";

/** The rules that ask who gets a request through. */
export type PolicyRule =
  | "endpoint-open-to-other-accounts"
  | "untrusted-agent-removal"
  | "untrusted-endpoint-tagging"
  | "untrusted-monitoring-change"
  | "untrusted-tag-change";

/** Files by path; what is no string is written as JSON, which is YAML too. */
export type Files = Readonly<Record<string, unknown>>;

/**
 * Runs one rule over files in memory, and replays the witness of every violation.
 *
 * @param files - `guardlint.yaml` among them is the configuration
 */
export async function judged(rule: PolicyRule, files: Files): Promise<RunOutcome> {
  const texts = Object.entries(files).map(([path, content]): [string, string] => [
    path,
    typeof content === "string" ? content : JSON.stringify(content, null, 2),
  ]);
  return judgedOn(memoryHost(Object.fromEntries(texts)), rule, ["."], undefined);
}

/**
 * Runs one rule over a folder, and replays the witness of every violation.
 *
 * @param folder - relative to the project
 * @param config - the configuration file, if any
 */
export async function judgedFolder(
  rule: PolicyRule,
  folder: string,
  config: string | undefined,
): Promise<RunOutcome> {
  return judgedOn(createHost(), rule, [folder], config);
}

/** Each result as `subject: verdict`, with the message's id for violations. */
export function verdicts({ results }: Report): readonly string[] {
  return results.map(
    ({ subject, verdict, messageId }) =>
      `${subject}: ${verdict}${verdict === "violated" ? ` (${messageId})` : ""}`,
  );
}

/** The only result about a subject. */
export function resultAbout({ results }: Report, subject: string): ReportedResult {
  const [only, ...more] = results.filter((result) => result.subject === subject);
  if (only === undefined || more.length > 0) {
    throw new Error(`not one result about ${subject}: ${results.map((r) => r.subject).join(", ")}`);
  }
  return only;
}

/**
 * A Terraform plan that makes resources.
 *
 * @param resources - by address: values, what is not known yet, what is sensitive, and references
 * @param region - the provider's
 */
export function plan(
  resources: Readonly<
    Record<
      string,
      {
        readonly values: object;
        readonly unknown?: object;
        readonly sensitive?: object;
        readonly refs?: object;
      }
    >
  >,
  region = "eu-west-1",
): object {
  const entries = Object.entries(resources).map(([address, entry]) => {
    const [type = "", name = ""] = address.split(".");
    return { address, type, name, ...entry };
  });
  const provider = "registry.terraform.io/hashicorp/aws";
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: entries.map(({ address, type, name, values, sensitive = {} }) => ({
          address,
          mode: "managed",
          type,
          name,
          provider_name: provider,
          schema_version: 0,
          values,
          sensitive_values: sensitive,
        })),
      },
    },
    resource_changes: entries.map(
      ({ address, type, name, values, unknown = {}, sensitive = {} }) => ({
        address,
        mode: "managed",
        type,
        name,
        provider_name: provider,
        change: {
          actions: ["create"],
          before: null,
          after: values,
          after_unknown: unknown,
          before_sensitive: false,
          after_sensitive: sensitive,
        },
      }),
    ),
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          full_name: provider,
          expressions: { region: { constant_value: region } },
        },
      },
      root_module: {
        resources: entries.map(({ address, type, name, refs = {} }) => ({
          address,
          mode: "managed",
          type,
          name,
          provider_config_key: "aws",
          expressions: refs,
          schema_version: 0,
        })),
      },
    },
  };
}

async function judgedOn(
  host: Host,
  rule: PolicyRule,
  paths: readonly string[],
  config: string | undefined,
): Promise<RunOutcome> {
  const outcome = await run(host, {
    paths,
    config,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  const witnessed = outcome.report.results.filter(({ witness }) => witness !== undefined);
  if (witnessed.length > 0) {
    const estate = await estateOf(host, paths, config);
    for (const result of witnessed) {
      if (result.witness !== undefined) replay(rule, result, result.witness, estate);
    }
  }
  for (const { verdict, basis } of outcome.report.results) {
    if (verdict === "satisfied") expect(basis).toBe("proved");
  }
  return outcome;
}

async function estateOf(
  host: Host,
  paths: readonly string[],
  config: string | undefined,
): Promise<Estate> {
  const found = findConfiguration(host, config);
  if (!found.ok) throw new Error("no configuration");
  const { settings } = await readSettings(found.source);
  if (settings === undefined) throw new Error("no settings");
  const own = settings.file === undefined ? [] : [settings.file];
  const { candidates } = discover(host, paths, undefined, new Set(own));
  const loaded = [];
  for (const candidate of candidates) loaded.push(...(await loadFile(host, candidate)).documents);
  return buildEstate(loaded, settings.facts, accountOfFile(settings, patternMatcher())).estate;
}

/** What a violation shows must be allowed by the very policies that were judged. */
function replay(rule: PolicyRule, result: ReportedResult, witness: Witness, estate: Estate): void {
  const read = readRequest(witness.request);
  if (!read.ok) throw new Error(`${result.subject}: ${read.message}`);
  const layers =
    rule === "endpoint-open-to-other-accounts"
      ? endpointLayers(result, estate)
      : tagLayers(result, witness.request.principal, estate);
  const { decision } = decide(read.request, layers);
  expect(`${result.subject}: ${decision}`).toBe(`${result.subject}: allowed`);
}

function endpointLayers({ subject }: ReportedResult, { endpoints }: Estate): Layers {
  const compiler = new Compiler();
  const endpoint = endpoints.find((candidate) => candidate.subject === subject);
  if (endpoint === undefined) throw new Error(`no endpoint ${subject}`);
  const { policy } = endpoint;
  return {
    "vpc-endpoint":
      policy.state === "absent"
        ? { policies: [compiler.compile(fullAccess(policy.place, true))], rest: undefined }
        : compiler.layer([policy]),
  };
}

function tagLayers(result: ReportedResult, principal: string, estate: Estate): Layers {
  const compiler = new Compiler();
  const account = principal.split(":")[4] ?? "";
  const { subject, messageId } = result;
  const onTarget = estate.organization.nodes.has(subject) || /^\d{12}$/.test(subject);
  const bound = onTarget ? { id: subject } : boundOf(subject, account, estate);
  const guards = estate.guards.filter(
    (guard) => guard.kind === "scp" && reachOf(guard, bound, estate.organization).reaches !== "no",
  );
  const [first] = guards;
  const set = compiler.layer(guards.map(({ policy }) => policy));
  const scp: Pick<Layers, "scp"> =
    first === undefined
      ? {}
      : {
          scp: {
            levels: [
              {
                policies: [compiler.compile(fullAccess(first.place, false)), ...set.policies],
                rest: set.rest,
              },
            ],
            rest: undefined,
          },
        };
  if (messageId !== "granted") {
    // IAM is not asked: somebody in the account may have any permission.
    const open = compiler.compile(fullAccess(estate.clusters[0]?.place ?? anyPlace(estate), false));
    return { ...scp, identity: { policies: [open], rest: undefined } };
  }
  const holder = holderOf(subject, principal, estate);
  return {
    ...scp,
    identity: compiler.layer(
      holder.identity.map(({ fact }) => fact),
      holder.identityRest,
    ),
    ...(holder.boundary.state === "absent"
      ? {}
      : { "permissions-boundary": compiler.layer([holder.boundary]) }),
  };
}

function boundOf(
  subject: string,
  account: string,
  estate: Estate,
): { readonly id: string } | "unknown account" {
  const node = [...estate.clusters, ...estate.principals].find(
    (candidate) => candidate.subject === subject,
  );
  if (node === undefined) return "unknown account";
  return node.account.state === "known" ? { id: account } : "unknown account";
}

function holderOf(subject: string, principal: string, { principals }: Estate): IamPrincipal {
  const holder =
    principals.find((candidate) => candidate.subject === subject) ??
    principals.find(
      ({ arn, name }) =>
        (arn.state === "known" && arn.value === principal) ||
        (name.state === "known" && principal.endsWith(`/${name.value}`)) ||
        (name.state === "known" && principal.endsWith(`/member-of-${name.value}`)),
    );
  if (holder === undefined) throw new Error(`no principal ${principal}`);
  return holder;
}

function anyPlace({ guards, principals }: Estate): Estate["guards"][number]["place"] {
  const [node] = [...guards, ...principals];
  if (node === undefined) throw new Error("an estate without policies");
  return node.place;
}
