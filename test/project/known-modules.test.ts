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

function noPart(path: string): string {
  throw new Error(`${path} is not read`);
}

describe("a model of a module", () => {
  it("tells its module, its version and its sources", () => {
    expect(writtenModel("acme/vpc/modules/endpoints/v2.tf", text, noPart)).toEqual({
      module: "acme/vpc/aws",
      folder: "modules/endpoints",
      major: 2,
      path: "acme/vpc/modules/endpoints/v2.tf",
      text: 'variable "name" { default = "" }',
      parts: [],
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
    expect(() => writtenModel(path, content, noPart)).toThrow(message);
  });

  it("has parts in common with other versions", () => {
    const own = text.replace("  ignored", '  parts = ["v1-v2.tf"]\n  ignored');
    const shared = '# In common.\n\noutput "id" {}\n';
    const read = (path: string): string => `${shared}# ${path}`;
    expect(writtenModel("acme/vpc/v2.tf", own, read).parts).toEqual([
      { path: "acme/vpc/v1-v2.tf", text: 'output "id" {}' },
    ]);
    const outside = own.replace("v1-v2.tf", "../v1-v2.tf");
    expect(() => writtenModel("acme/vpc/v2.tf", outside, read)).toThrow(
      "acme/vpc/v2.tf: ../v1-v2.tf is not v<major>-v<major>.tf",
    );
  });

  it("is one of those in the folder", () => {
    const titles = writtenModels().map(({ module, major }) => `${module} ${String(major)}`);
    expect(titles).toContain("terraform-aws-modules/eks/aws 20");
  });

  it("says how it was checked wherever somebody did", () => {
    const page = docsWithModels("<!-- models:start -->\n<!-- models:end -->\n", [
      writtenModel("acme/vpc/v2.tf", text, noPart),
      writtenModel(
        "acme/vpc/v3.tf",
        text.replace("  ignored", '  checked = "by hand"\n  ignored'),
        noPart,
      ),
    ]);
    expect(page).toContain("| [`main.tf` at 0123456](https://github.com/acme/");
    expect(page).toContain("| unverified |");
    expect(page).toContain("| by hand |");
  });

  it("has no place on a page without markers", () => {
    expect(() => docsWithModels("", [])).toThrow("needs a line <!-- models:start -->");
  });

  it("is made into text when it is asked for", () => {
    const made = knownModulesModule([writtenModel("acme/vpc/v2.tf", text, noPart)]);
    expect(made).toContain(`text: () => ${JSON.stringify('variable "name" { default = "" }')},`);
  });

  it("names a part that several have in common once", () => {
    const own = text.replace("  ignored", '  parts = ["v1-v2.tf"]\n  ignored');
    const models = ["acme/vpc/v1.tf", "acme/vpc/v2.tf"].map((path) =>
      writtenModel(path, own, () => 'output "id" {}'),
    );
    const made = knownModulesModule(models);
    expect(made.split(JSON.stringify('output "id" {}'))).toHaveLength(2);
    expect(made.split('text: () => acmeVpcV1V2() + "\\n" + ')).toHaveLength(3);
  });
});
