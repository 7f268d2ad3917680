import type { BlockSchema, BodySchema } from "../../../source/hcl/json-body.ts";
import type { Strings } from "../../../source/hcl/json-expression.ts";

/**
 * Which members of Terraform's JSON syntax are blocks, and which strings are no templates.
 * https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions
 */

function body(
  blocks: readonly (readonly [string, BlockSchema])[] = [],
  strings: readonly (readonly [string, Strings])[] = [],
): BodySchema {
  return { blocks: new Map(blocks), strings: new Map(strings) };
}

function block(labels: number, schema: BodySchema = body()): BlockSchema {
  return { labels, body: schema };
}

/**
 * Blocks that AWS's resources and data sources hold, of the types that are linked here. Blocks of
 * other names are read as attributes, whose objects say the same.
 */
const nested: readonly (readonly [string, BlockSchema])[] = [
  "access_config",
  "additional_configuration",
  "assume_role",
  "compute_config",
  "condition",
  "datasources",
  "default_tags",
  "dns_options",
  "egress",
  "filter",
  "ignore_tags",
  "ingress",
  "inline_policy",
  "kubernetes_network_config",
  "not_principals",
  "outpost_config",
  "principals",
  "remote_network_config",
  "statement",
  "subnet_configuration",
  "timeouts",
  "vpc_config",
].map((name) => {
  const inside = ["principals", "not_principals", "condition"].map(
    (inner) => [inner, block(0)] as const,
  );
  return [name, block(0, body(name === "statement" ? inside : []))] as const;
});

const dynamic = block(
  1,
  body([
    ["content", block(0, body([...nested, ["dynamic", block(1, body([["content", block(0)]]))]]))],
  ]),
);

const lifecycle = block(
  0,
  body(
    [],
    [
      ["ignore_changes", "expression"],
      ["replace_triggered_by", "expression"],
    ],
  ),
);

const resource = block(
  2,
  body(
    [
      ...nested,
      ["dynamic", dynamic],
      ["lifecycle", lifecycle],
      ["connection", block(0)],
      ["provisioner", block(1)],
    ],
    [
      ["provider", "expression"],
      ["depends_on", "expression"],
    ],
  ),
);

const references = (...names: readonly string[]): readonly (readonly [string, Strings])[] =>
  names.map((name) => [name, "expression"] as const);

/** A file of a module. */
export const moduleSchema: BodySchema = body([
  [
    "terraform",
    block(
      0,
      body([
        ["backend", block(1)],
        ["cloud", block(0)],
        ["required_providers", block(0)],
      ]),
    ),
  ],
  ["provider", block(1, body(nested))],
  [
    "variable",
    block(
      1,
      body(
        [["validation", block(0)]],
        [
          ["type", "expression"],
          ["default", "literal"],
          ["description", "literal"],
        ],
      ),
    ),
  ],
  ["locals", block(0)],
  ["output", block(1, body([], references("depends_on")))],
  [
    "module",
    block(
      1,
      body(
        [],
        [["source", "literal"], ["version", "literal"], ...references("depends_on", "providers")],
      ),
    ),
  ],
  ["resource", resource],
  ["data", resource],
  ["moved", block(0, body([], references("from", "to")))],
  ["removed", block(0, body([["lifecycle", lifecycle]], references("from")))],
  ["import", block(0, body([], references("to", "provider")))],
  ["check", block(1, body([["data", resource]]))],
]);
