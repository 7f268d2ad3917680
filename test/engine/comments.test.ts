import { describe, expect, it } from "vitest";
import { outlinedComments } from "../../src/engine/comments.ts";
import { hclOutline } from "../../src/source/hcl/outline.ts";
import { sourceOf } from "./results.ts";

const text = `# mark above the block
resource "aws_vpc" "main" { # mark on its first line
  # mark above an attribute
  tags = { # mark on its first line, too
    # mark above an entry
    GuardDutyManaged = "True" # mark beside an entry
  }

  # mark above a block in the block,
  # which another comment follows
  /* and one
     of two lines */
  ingress {
    from_port = 1
  }
} # mark behind the block

# mark above nothing

module "a" { source = "./a" } // mark beside a block of one line
`;

/** What the comments cover, by their texts. */
function covered(): Readonly<Record<string, unknown>> {
  const source = sourceOf(text, "main.tf", "hcl");
  const comments = outlinedComments(source, ["mark"], hclOutline(text));
  return Object.fromEntries(comments.map((one) => [one.text, one.covers]));
}

describe("a comment of HCL covers", () => {
  it.each([
    ["mark above the block", 2, 16],
    ["mark on its first line", 2, 16],
    ["mark above an attribute", 4, 7],
    ["mark on its first line, too", 4, 7],
    ["mark above an entry", 6, 6],
    ["mark beside an entry", 6, 6],
    ["mark above a block in the block,", 13, 15],
    ["mark behind the block", 16, 16],
    ["mark above nothing", 19, 19],
    ["mark beside a block of one line", 20, 20],
  ])("%s: lines %i to %i", (comment, from, to) => {
    expect(covered()[comment]).toEqual([{ from, to }]);
  });

  it("goes through many comments once", () => {
    const many = "# mark\n".repeat(20_000) + "a = 1\n";
    const source = sourceOf(many, "main.tf", "hcl");
    const started = performance.now();
    const comments = outlinedComments(source, ["mark"], hclOutline(many));
    expect(comments.at(0)?.covers).toEqual([{ from: 20_001, to: 20_001 }]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
