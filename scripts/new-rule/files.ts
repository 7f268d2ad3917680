import { exportName } from "../project.ts";

/**
 * The files of a new rule that works: it judges clusters by their Region, and has a fixture for
 * each verdict. What it looks for is the author's to replace.
 *
 * @param id - kebab-case; names the bad pattern
 * @returns text by path from the project's folder; the rule's page is generated
 */
export function newRuleFiles(id: string): ReadonlyMap<string, string> {
  const fixture = (verdict: string): string => `fixtures/rules/${id}/${verdict}/example/input.yaml`;
  return new Map([
    [`src/rules/${id}.ts`, ruleText(id)],
    [`test/rules/${id}.test.ts`, testText(id)],
    [fixture("violated"), inventory("    region: xx-example-1\n")],
    [fixture("satisfied"), inventory("    region: eu-west-1\n")],
    [fixture("undetermined"), inventory("")],
  ]);
}

/**
 * Why an id cannot be a rule's.
 *
 * @param id - as given
 * @returns a sentence without its final period, or undefined where nothing is wrong with it
 */
export function refuseId(id: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id) || id.length > 60) {
    return `'${id}' is not a rule id: two or more words in kebab-case that name the bad pattern, such as open-endpoint-ingress`;
  }
  return undefined;
}

function ruleText(id: string): string {
  return `import { defineRule } from "../model/rule.ts";

/** The Region that this rule flags. */
const flagged = "xx-example-1";

/** Flags clusters in the Region \`xx-example-1\`. */
export const ${exportName(id)} = defineRule({
  id: "${id}",
  meta: {
    summary: "An EKS cluster is in the Region xx-example-1",
    why: "Say here what follows from the bad pattern.",
    fix: "Say here what to do about it.",
    confidence: "high",
    status: "preview",
    severity: 5,
    tags: ["eks"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      flagged: "The cluster {cluster} is in the Region {region}",
    },
    references: ["https://docs.aws.amazon.com/general/latest/gr/eks.html"],
  },
  check(estate, context) {
    for (const { subject, place, region } of estate.clusters) {
      if (region.state === "unknown") {
        context.undetermined({ subject, at: place, because: [region.reason] });
      } else if (region.state === "absent") {
        const detail = "the input does not tell the cluster's Region";
        context.undetermined({ subject, at: place, because: [{ code: "not-in-input", detail, place }] });
      } else if (region.value === flagged) {
        context.report({
          subject,
          at: region.place,
          message: "flagged",
          data: { cluster: subject, region: region.value },
        });
      } else {
        context.satisfied({ subject, at: region.place });
      }
    }
  },
});
`;
}

function testText(id: string): string {
  return `import { describe, expect, it } from "vitest";
import { resultsOf } from "../lint-fixture.ts";

describe("${id}", () => {
  it.each([
    [
      "violated/example",
      "violated",
      "The cluster payments is in the Region xx-example-1",
    ],
    ["satisfied/example", "satisfied", undefined],
    ["undetermined/example", "undetermined", undefined],
  ])("%s", async (name, verdict, message) => {
    const results = await resultsOf("${id}", name);
    expect(results).toMatchObject([
      { subject: "payments", verdict, ...(message === undefined ? {} : { message }) },
    ]);
  });
});
`;
}

function inventory(region: string): string {
  return `guardlint: inventory/v1
account: "111122223333"
clusters:
  - name: payments
${region}    tags: { GuardDutyManaged: "true" }
`;
}
