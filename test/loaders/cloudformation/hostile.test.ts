import { describe, expect, it } from "vitest";
import { property, templates } from "./stacks.ts";

const cluster = "C: { Type: AWS::EKS::Cluster }";

function told(files: Readonly<Record<string, string>>): readonly string[] {
  return templates(files).flatMap(({ document }) =>
    document.notifications.map(({ level, code, message }) => `${level} ${code}: ${message}`),
  );
}

/** Templates of which each nests the next one eight times. */
function nesting(levels: number): Readonly<Record<string, string>> {
  const nested = (next: number): string =>
    Array.from(
      { length: 8 },
      (_, index) =>
        `  N${String(index)}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: t${String(next)}.yaml } }\n`,
    ).join("");
  return Object.fromEntries(
    Array.from({ length: levels + 1 }, (_, level) => [
      `t${String(level)}.yaml`,
      `Resources:\n  ${cluster}\n${level === levels ? "" : nested(level + 1)}`,
    ]),
  );
}

/** Loops inside loops, around one cluster. */
function loops(count: number, items: string): string {
  const open = Array.from({ length: count }, (_, level) => {
    const name = String.fromCharCode(65 + level);
    return `{ "Fn::ForEach::${name}": [${name}, ${items}, `;
  });
  const body = `{ "C\${A}": { Type: AWS::EKS::Cluster } }`;
  return `Transform: AWS::LanguageExtensions\nResources: ${open.join("")}${body}${"] }".repeat(count)}\n`;
}

describe("a template cannot make its reading fail or last:", () => {
  it("stacks that nest one another over and over", { timeout: 60_000 }, () => {
    const errors = told(nesting(9)).filter((message) => message.startsWith("error"));
    expect(errors).toEqual([
      "error too-large: the stacks nest one another so often that not all of them are judged",
    ]);
  });

  it("as many stacks as anybody has are read", () => {
    expect(told(nesting(3))).toEqual([]);
  });

  it.each([
    [
      "a loop that makes too much",
      loops(2, `[${Array.from({ length: 200 }, (_, i) => `a${String(i)}`).join(",")}]`).replace(
        "C${A}",
        "C${A}${B}",
      ),
      "error too-large: the loop makes too many entries",
    ],
    [
      "loops too deep in one another",
      loops(12, "[a, b]"),
      "error too-large: loops stand in one another too deep",
    ],
    [
      "a loop over what is not known",
      `Parameters: { P: { Type: CommaDelimitedList } }\n${loops(1, "!Ref P")}`,
      "warning template-not-read: the parameter `P` has no value here",
    ],
    [
      "a loop that is none",
      loops(1, "[a]").replace("[A, [a], ", "[A, "),
      "error template-not-read: `Fn::ForEach` takes a name, a list and an object",
    ],
  ])("%s", { timeout: 60_000 }, (_, text, expected) => {
    expect(told({ "t.yaml": text })).toEqual([
      `${expected}, so resources of the template are not judged`,
    ]);
  });

  it("a text that is put into another one over and over", () => {
    const long = "x".repeat(100_000);
    const text = `Parameters: { P: { Type: String, Default: ${long} } }
Resources: { C: { Type: AWS::EKS::Cluster, Properties: { Name: !Sub "${"${P}".repeat(50_000)}" } } }
`;
    const name = property(templates({ "t.yaml": text }), "C", "Name");
    expect(name.kind === "unknown" ? name.reason.detail : name.kind).toBe(
      "the texts of the template become too long",
    );
  });
});
