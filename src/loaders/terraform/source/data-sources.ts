import type { Hop } from "../../../model/place.ts";
import type { Value } from "../../../model/value.ts";
import { partitionOf } from "../../../aws/partitions.ts";
import { policyDocumentData } from "../policy-document-data.ts";
import { asText } from "./convert.ts";
import { rendered } from "./functions/files.ts";
import { map, open, settled, text, type Datum, type Open } from "./datum.ts";
import { remoteOutputs } from "./remote-state.ts";
import type { ResourceInstance } from "./resource.ts";
import { ResourceBody } from "./resource-body.ts";
import { unknownLike } from "./unknown.ts";
import { placeOf } from "./value.ts";

/** Data sources that say nothing beyond what is configured. */
export function hasOnlyStated(resource: ResourceInstance): boolean {
  return resource.type === "data.aws_iam_policy_document";
}

/**
 * An attribute of a data source that can be told without asking AWS.
 *
 * @returns undefined where it cannot, or where it is what the configuration says
 */
export function dataSourceAttribute(resource: ResourceInstance, name: string): Datum | undefined {
  switch (resource.type) {
    case "data.aws_iam_policy_document":
      return name === "json" || name === "minified_json" ? policyDocument(resource) : undefined;
    case "data.aws_region":
      return name === "name" || name === "id" || name === "region" ? regionOf(resource) : undefined;
    case "data.aws_partition":
      return partition(resource, name);
    case "data.aws_vpc_endpoint_service":
      return name === "service_name" ? serviceName(resource) : undefined;
    case "data.terraform_remote_state":
      return name === "outputs" ? remoteOutputs(resource) : undefined;
    case "data.template_file":
      return name === "rendered" ? templateFile(resource) : undefined;
    case "data.aws_caller_identity":
      return name === "account_id" || name === "id" ? accountOf(resource, name) : undefined;
    default:
      return undefined;
  }
}

/** https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file */
function templateFile(resource: ResourceInstance): Datum {
  const { spot, env } = resource;
  const variables = resource.configured("vars");
  const isSet = variables !== undefined && variables.kind !== "null";
  return rendered(resource.configured("template"), isSet ? variables : map([], spot), {
    at: spot,
    env,
  });
}

/** The account of the provider, or the one that the configuration of guardlint names. */
function accountOf(resource: ResourceInstance, name: string): Datum | undefined {
  const own = resource.provider?.account;
  const { account, planned } = resource.module.root;
  const isTold = own?.kind === "text" || planned?.attribute(resource.address, name) !== undefined;
  return isTold || account === undefined ? own : text(account, resource.spot);
}

/** The Region of the provider, or the one that the data source names itself. */
function regionOf(resource: ResourceInstance): Datum | undefined {
  const own = ["region", "name"]
    .map((name) => resource.configured(name))
    .find((value) => value !== undefined && value.kind !== "null");
  return own ?? resource.provider?.region;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/partition */
function partition(resource: ResourceInstance, name: string): Datum | undefined {
  const region = resource.provider?.region;
  if (region === undefined) return undefined;
  const read = asText(settled(region));
  if (read.kind === "open") return unknownLike(read.at, read);
  const found = partitionOf(read.text);
  switch (name) {
    case "partition":
    case "id":
      return text(found, resource.spot);
    case "dns_suffix":
      return text(found === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com", resource.spot);
    case "reverse_dns_prefix":
      return text(found === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws", resource.spot);
    default:
      return undefined;
  }
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/vpc_endpoint_service */
function serviceName(resource: ResourceInstance): Datum | undefined {
  const stated = resource.configured("service_name");
  if (stated !== undefined && stated.kind !== "null") return stated;
  const service = resource.configured("service");
  const region = regionOf(resource);
  if (service === undefined || region === undefined) return undefined;
  const [short, where] = [asText(settled(service)), asText(settled(region))];
  if (short.kind === "open") return unknownLike(short.at, short);
  if (where.kind === "open") return unknownLike(short.at, where);
  const prefix = partitionOf(where.text) === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws";
  return text(`${prefix}.${where.text}.${short.text}`, short.at, short.sensitive);
}

/**
 * What the document says is known for each part; its text is not put together.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
function policyDocument(resource: ResourceInstance): Open {
  const { address, spot, module } = resource;
  let made: Value | undefined;
  let inWork = false;
  const place = placeOf(spot, resource.frame, false);
  const { work } = module.root;
  const view = (): Value => {
    const document = (made ??= merged());
    return work.givesStatements(statementsIn(document))
      ? document
      : unreadable("too-large", "the documents have too many statements", place);
  };
  const merged = (): Value => {
    if (inWork) return unreadable("malformed", "the document is made of itself", place);
    inWork = true;
    const hop: Hop = { kind: "policy-document", label: address, place };
    const body = new ResourceBody(resource, { address, via: [...module.via, hop] });
    const document =
      work.within(() => policyDocumentData(body)) ??
      unreadable("too-large", "the document is made of too many others", place);
    inWork = false;
    return document;
  };
  return {
    ...open(spot, {
      code: "unsupported-expression",
      detail: `the text of \`${address}.json\` is not worked out here`,
      references: [{ address, attribute: "json" }],
    }),
    document: { datum: undefined, view },
  };
}

function statementsIn(document: Value): number {
  const statements = document.kind === "map" ? document.get("Statement") : undefined;
  return statements?.kind === "list" ? statements.items.length : 0;
}

function unreadable(code: "malformed" | "too-large", detail: string, place: Value["place"]): Value {
  return {
    kind: "unknown",
    reason: { code, detail, place },
    references: [],
    place,
    sensitive: false,
  };
}
