import { describe, expect, it } from "vitest";
import { docsWithModels, knownModulesModule } from "../../scripts/generate/known-modules.ts";
import { writtenModel, writtenModels } from "../../scripts/generate/written-models.ts";

const text = [
  "# Comment.",
  "model {",
  '  sources = ["https://github.com/acme/terraform-aws-vpc/blob/0123456789/main.tf"]',
  '  ignored = ["a", "b"]',
  "}",
  "",
  'variable "name"   { default = "" }',
].join("\n");

describe("a model of a module", () => {
  it("tells its module, its version and its sources", () => {
    expect(writtenModel("acme/vpc/modules/endpoints/v2.tf", text)).toEqual({
      module: "acme/vpc/aws",
      folder: "modules/endpoints",
      major: 2,
      path: "acme/vpc/modules/endpoints/v2.tf",
      text: 'variable "name" { default = "" }',
      sources: ["https://github.com/acme/terraform-aws-vpc/blob/0123456789/main.tf"],
      checked: undefined,
      ignored: ["a", "b"],
    });
  });

  it.each([
    ["acme/vpc.tf", text, "acme/vpc.tf is not <namespace>/<name>/[<folder>/]v<major>.tf"],
    ["acme/vpc/v1.tf", "model {", "acme/vpc/v1.tf: "],
    ["acme/vpc/v1.tf", "locals {}", "acme/vpc/v1.tf has no `model` block"],
    ["acme/vpc/v1.tf", "model {}", "acme/vpc/v1.tf says not where its facts are from"],
    ["acme/vpc/v1.tf", 'model {\n  sources = "x"\n}', "acme/vpc/v1.tf: `sources` is a list"],
    [
      "acme/vpc/v1.tf",
      "model {\n  sources = [var.x]\n}",
      "acme/vpc/v1.tf: the `model` block holds texts that are written out",
    ],
  ])("%s of the text %j is refused", (path, content, message) => {
    expect(() => writtenModel(path, content)).toThrow(message);
  });

  it("is one of those in the folder", () => {
    const titles = writtenModels().map(({ module, major }) => `${module} ${String(major)}`);
    expect(titles).toContain("terraform-aws-modules/eks/aws 20");
  });

  it("says how it was checked wherever somebody did", () => {
    const page = docsWithModels("<!-- models:start -->\n<!-- models:end -->\n", [
      writtenModel("acme/vpc/v2.tf", text),
      writtenModel("acme/vpc/v3.tf", text.replace("  ignored", '  checked = "by hand"\n  ignored')),
    ]);
    expect(page).toContain("| [`main.tf` at 0123456](https://github.com/acme/");
    expect(page).toContain("| unverified |");
    expect(page).toContain("| by hand |");
  });

  it("has no place on a page without markers", () => {
    expect(() => docsWithModels("", [])).toThrow("needs a line <!-- models:start -->");
  });

  it("is made into text when it is asked for", () => {
    const made = knownModulesModule([writtenModel("acme/vpc/v2.tf", text)]);
    expect(made).toContain(`text: () => ${JSON.stringify('variable "name" { default = "" }')},`);
  });
});
