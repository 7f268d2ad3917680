import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Shape } from "../../../src/loaders/inventory/shape.ts";
import { inventory } from "../../../src/loaders/inventory/shape.ts";
import { loaded } from "../reading.ts";

const url = new URL("../../../schema/inventory.schema.json", import.meta.url);
const schema: unknown = JSON.parse(readFileSync(url, "utf8"));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(asObject(schema));

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("not an object");
  return Object.fromEntries(Object.entries(value));
}

const marker = { guardlint: "inventory/v1" };
const cluster = { name: "payments" };
const endpoint = { vpc: "vpc-0a1b", service: "com.amazonaws.eu-west-1.guardduty-data" };

/** What the reader takes the published schema takes, and the other way round. */
describe("reader and schema agree on", () => {
  it.each([
    [true, marker],
    [false, { guardlint: "inventory/v2" }],
    [false, { ...marker, cluster: [] }],
    [true, { ...marker, account: "012345678901", region: "us-gov-east-1" }],
    [true, { ...marker, account: 111122223333 }],
    [false, { ...marker, account: 12345 }],
    [false, { ...marker, account: "1111" }],
    [false, { ...marker, account: ["111122223333"] }],
    [false, { ...marker, region: "Ireland" }],
    [true, { ...marker, clusters: [] }],
    [false, { ...marker, clusters: {} }],
    [false, { ...marker, clusters: [null] }],
    [false, { ...marker, clusters: ["payments"] }],
    [true, { ...marker, clusters: [cluster] }],
    [false, { ...marker, clusters: [{}] }],
    [false, { ...marker, clusters: [{ ...cluster, name: "-a" }] }],
    [false, { ...marker, clusters: [{ ...cluster, vpc: null }] }],
    [false, { ...marker, clusters: [{ ...cluster, vpc: "subnet-1" }] }],
    [false, { ...marker, clusters: [{ ...cluster, subnets: "subnet-1" }] }],
    [true, { ...marker, clusters: [{ ...cluster, subnets: ["subnet-1"] }] }],
    [true, { ...marker, clusters: [{ ...cluster, tags: { a: "b", c: true, d: 1 } }] }],
    [false, { ...marker, clusters: [{ ...cluster, tags: { a: null } }] }],
    [false, { ...marker, clusters: [{ ...cluster, tags: { a: [] } }] }],
    [false, { ...marker, clusters: [{ ...cluster, tags: [] }] }],
    [true, { ...marker, clusters: [{ ...cluster, compute: "fargate" }] }],
    [false, { ...marker, clusters: [{ ...cluster, compute: "lambda" }] }],
    [
      true,
      {
        ...marker,
        clusters: [{ ...cluster, arn: "arn:aws-cn:eks:cn-north-1:111122223333:cluster/a" }],
      },
    ],
    [
      false,
      {
        ...marker,
        clusters: [{ ...cluster, arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/a" }],
      },
    ],
    [true, { ...marker, endpoints: [endpoint] }],
    [false, { ...marker, endpoints: [{ service: "x" }] }],
    [true, { ...marker, endpoints: [{ ...endpoint, policy: { Statement: [] } }] }],
    [true, { ...marker, endpoints: [{ ...endpoint, policy: '{"Statement": []}' }] }],
    [false, { ...marker, endpoints: [{ ...endpoint, policy: 1 }] }],
    [false, { ...marker, endpoints: [{ ...endpoint, policy: [] }] }],
    [false, { ...marker, endpoints: [{ ...endpoint, type: "interface" }] }],
    [true, { ...marker, securityGroups: [{ id: "sg-1", ingress: [{ protocol: "-1" }] }] }],
    [false, { ...marker, securityGroups: [{ id: "sg-1", ingress: [{ protocol: -1 }] }] }],
    [false, { ...marker, securityGroups: [{ id: "sg-1", ingress: [{}] }] }],
    [
      true,
      {
        ...marker,
        securityGroups: [
          {
            id: "sg-1",
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrs: ["::/0"] }],
          },
        ],
      },
    ],
    [
      false,
      {
        ...marker,
        securityGroups: [{ id: "sg-1", ingress: [{ protocol: "tcp", fromPort: "443" }] }],
      },
    ],
    [
      false,
      {
        ...marker,
        securityGroups: [{ id: "sg-1", ingress: [{ protocol: "tcp", fromPort: 1.5 }] }],
      },
    ],
    [true, { ...marker, organization: { id: "o-a1b2c3d4e5" } }],
    [false, { ...marker, organization: {} }],
    [false, { ...marker, organization: { id: "a1b2c3d4e5" } }],
    [
      true,
      {
        ...marker,
        organization: { id: "o-a1b2c3d4e5", accounts: [{ id: "111122223333", parent: "r-ab12" }] },
      },
    ],
    [
      false,
      { ...marker, organization: { id: "o-a1b2c3d4e5", accounts: [{ id: "111122223333" }] } },
    ],
    [
      false,
      {
        ...marker,
        organization: { id: "o-a1b2c3d4e5", units: [{ id: "r-ab12", parent: "r-ab12" }] },
      },
    ],
    [true, { ...marker, subnets: [{ id: "subnet-1", vpc: "vpc-1" }] }],
    [false, { ...marker, subnets: [{ id: "subnet-1" }] }],
    [false, { ...marker, vpcs: [{ id: "vpc-1", constructor: 1 }] }],
  ])("%s: %j", (valid, document) => {
    const read = loaded("i.json", document);
    expect([read?.notifications.length === 0, validate(document)]).toEqual([valid, valid]);
  });
});

/** The fields of a schema, references followed: names of keys, deep. */
function fieldsOfSchema(node: Record<string, unknown>): unknown {
  const reference = node["$ref"];
  if (typeof reference === "string") {
    const definitions = asObject(asObject(schema)["$defs"]);
    return fieldsOfSchema(asObject(definitions[reference.replace("#/$defs/", "")]));
  }
  if (node["properties"] !== undefined) {
    return {
      required: node["required"],
      fields: Object.fromEntries(
        Object.entries(asObject(node["properties"])).map(([key, value]) => [
          key,
          fieldsOfSchema(asObject(value)),
        ]),
      ),
    };
  }
  if (node["items"] !== undefined) return { items: fieldsOfSchema(asObject(node["items"])) };
  return typeof node["pattern"] === "string" ? node["pattern"] : (node["enum"] ?? "leaf");
}

function fieldsOfShape(shape: Shape): unknown {
  switch (shape.kind) {
    case "record":
      return {
        required: shape.required,
        fields: Object.fromEntries(
          Object.entries(shape.fields).map(([key, value]) => [key, fieldsOfShape(value)]),
        ),
      };
    case "list":
      return { items: fieldsOfShape(shape.of) };
    case "text":
      return shape.pattern?.source.replaceAll("\\/", "/") ?? "leaf";
    case "choice":
      return shape.values.length === 1 ? "leaf" : shape.values;
    default:
      return "leaf";
  }
}

describe("reader and schema", () => {
  it("have the same keys, required keys, patterns and choices at every level", () => {
    expect(fieldsOfSchema(asObject(schema))).toEqual(fieldsOfShape(inventory));
  });
});
