import { expect, it, test } from "vitest";
import { readSettings } from "../../src/config/read-settings.ts";
import { buildEstate } from "../../src/estate/build.ts";
import { rootOf } from "../loaders/terraform/source/configurations.ts";
import { told } from "./linked.ts";

/** The service of the only endpoint. */
async function serviceOf(name: string): Promise<string> {
  const text = `variable "v" {}\ndata "aws_region" "r" {}\nresource "aws_vpc_endpoint" "e" {\n  service_name = ${name}\n}\n`;
  const { settings } = await readSettings(undefined);
  if (settings === undefined) throw new Error("there are no settings");
  const documents = [rootOf({ "main/main.tf": text })];
  const [endpoint] = buildEstate(documents, settings.facts, () => undefined).estate.endpoints;
  return endpoint === undefined ? "no endpoint" : told(endpoint.serviceName);
}

// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
test.each([
  ["a Region that AWS tells", '"com.amazonaws.${data.aws_region.r.name}.guardduty-data"'],
  ["a Region that nobody gives", '"com.amazonaws.${var.v}.guardduty-data"'],
  ["a part that is known", '"com.${"amazonaws"}.${var.v}.guardduty-${"data"}"'],
])("an endpoint's service is known with %s", async (_, name) => {
  expect(await serviceOf(name)).toBe("guardduty-data");
});

test.each([
  ["the service itself is not", '"com.amazonaws.eu-west-1.${var.v}"'],
  ["more than the Region is not", '"com.amazonaws.${var.v}.${var.v}.guardduty-data"'],
  ["it is not of AWS", '"com.example.${var.v}.guardduty-data"'],
  ["the Region may be missing", 'join(".", ["com.amazonaws", var.v, "guardduty-data"])'],
])("it is not known where %s", async (_, name) => {
  expect(await serviceOf(name)).toMatch(/^unknown: /);
});

it("is known as a whole where the Region is", async () => {
  expect(await serviceOf('"com.amazonaws.eu-west-1.sts"')).toBe("com.amazonaws.eu-west-1.sts");
});
