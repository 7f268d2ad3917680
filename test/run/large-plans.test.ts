import { describe, expect, it } from "vitest";
import { generatePlan } from "../../bench/plan.ts";
import { longText } from "../../src/model/host.ts";
import { locate } from "../../src/source/locate.ts";
import { loadFile } from "../../src/run/load.ts";
import { memoryHost } from "../memory-host.ts";

const plan = generatePlan(14);

/** What is told of a plan that was read from bytes. */
async function told(text: string): Promise<readonly string[]> {
  const host = memoryHost({ "plan.json": text });
  const { documents, notifications } = await loadFile(host, { path: "plan.json", named: true });
  const spans = locate(notifications.flatMap(({ place }) => place ?? []));
  return [
    ...documents.map(({ format, resources }) => `${format}: ${String(resources.length)} resources`),
    ...notifications.map(({ level, message, place }) => {
      const span = place && spans.get(place)?.span;
      return `${level}: ${message}, at ${JSON.stringify(text.slice(span?.start, span?.end))}`;
    }),
  ];
}

describe("a plan that is long", () => {
  it("is long", () => {
    expect(plan.length).toBeGreaterThan(longText);
  });

  const bucket = '"bucket":"data-7-3"';
  it.each<[what: string, text: string, expected: string]>([
    ["as it is", plan, "terraform-plan: 840 resources"],
    [
      "that is not ASCII",
      plan.replace("CostCenter", "Kostenträger"),
      "terraform-plan: 840 resources",
    ],
    ["that starts with a byte order mark", `\ufeff${plan}`, "terraform-plan: 840 resources"],
    [
      "that is cut off",
      plan.slice(0, -1),
      'error: not valid JSON: the text ends inside an object, at ""',
    ],
    [
      "that has more behind it",
      `${plan} {}`,
      'error: not valid JSON: expected the end of the text, found `{`, at "{"',
    ],
    [
      "with a defect in what no rule reads",
      plan.replace(bucket, '"bucket":data'),
      'error: not valid JSON: expected a value, found `d`, at "d"',
    ],
    [
      "with a control character in what no rule reads",
      plan.replace(bucket, '"bucket":"data\t"'),
      'error: not valid JSON: a string does not end or has an escape that JSON does not know, at "\\""',
    ],
    [
      "with 100,000 levels in what no rule reads",
      plan.replace(bucket, `"bucket":${"[".repeat(1e5)}${"]".repeat(1e5)}`),
      "terraform-plan: 840 resources",
    ],
  ])("is read to its end: %s", async (_, text, expected) => {
    expect(await told(text)).toEqual([expected]);
  });

  it("tells what is wrong with its shape where it stands", async () => {
    const address = 'module.member[\\"account-3\\"].aws_s3_bucket.data[5]';
    const broken = plan.replaceAll(`{"address":"${address}"`, '{"address":"?!"');
    expect(await told(broken)).toEqual([
      "terraform-plan: 839 resources",
      expect.stringMatching(
        /^error: the resource has no address that can be read, at "\{\\"address\\":\\"\?!\\".*\}"$/,
      ),
      expect.stringMatching(
        /^error: the resource has no address that can be read, at "\{\\"address\\":\\"\?!\\".*\}"$/,
      ),
    ]);
  });
});
