import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plain, resourcesOf } from "./programs.ts";

/**
 * The programs were run with aws-cdk-lib 2.276.0, and what they synthesised stands beside them: the
 * properties that matter here, by the paths of their constructs. Whatever that version makes up
 * stands for what is read from the source alone.
 */
const folder = "fixtures/loaders/typescript/cdk";
const programs = ["network", "policies", "tags", "eks", "l1"] as const;

/** Lists of one and texts are the same to a policy, and a Region is known to no template. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) {
    return typeof value === "string"
      ? value.replace(/^com\.amazonaws\.\*\./, "").replace(/^arn:\*:/, "arn:aws:")
      : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === "Principal" && typeof inner === "string") return [key, { AWS: [inner] }];
      const single = ["Action", "NotAction", "Resource", "AWS", "Service"].includes(key);
      return [key, single && !Array.isArray(inner) ? [inner] : comparable(inner)];
    }),
  );
}

describe.each(programs)("%s.ts is read as it is synthesised:", (name) => {
  const text = readFileSync(`${folder}/${name}.ts`, "utf8");
  const resources = resourcesOf({ [`${name}.ts`]: text });
  const synthesised = JSON.parse(
    readFileSync(`${folder}/${name}.synthesised.json`, "utf8"),
  ) as Record<string, Record<string, unknown>>;

  it.each(Object.entries(synthesised))("%s", (key, properties) => {
    const [address = "", type] = key.split(" ");
    const read = resources.get(address);
    expect(read?.type).toBe(type);
    const body = plain(read?.body ?? expect.fail("it is not read")) as Record<string, unknown>;
    // The template holds the tags of the scopes around, too.
    const { AllTags = body["Tags"], ...others } = body;
    const own = comparable({ ...others, Tags: AllTags }) as Record<string, unknown>;
    expect(pick(own, properties)).toEqual(comparable(properties));
  });
});

/** Of what is read, the properties that the template has; tags of the stack come with deployment. */
function pick(own: Record<string, unknown>, like: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(like).map(([key, value]) => {
      const inner = own[key];
      const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
      const both = isMap && typeof inner === "object" && inner !== null && !("ref" in value);
      return [key, both ? pick(inner as Record<string, unknown>, value as never) : inner];
    }),
  );
}
