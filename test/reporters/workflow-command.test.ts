import { describe, expect, it } from "vitest";
import { withoutCommand } from "../../src/reporters/workflow-command.ts";

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
// https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
describe("withoutCommand", () => {
  it.each([
    ["a command", "::error file=a::b", String.raw`\u003a:error file=a::b`],
    ["a command after white space", "   ::add-mask::a", String.raw`   \u003a:add-mask::a`],
    [
      "a command after a colour",
      "\u001b[1m::stop-commands::a",
      "\u001b[1m\\u003a:stop-commands::a",
    ],
    ["the older form, anywhere", "a ##[group]b", String.raw`a #\u0023[group]b`],
    ["Azure Pipelines, anywhere", "a ##VSO[task.x]b", String.raw`a #\u0023VSO[task.x]b`],
  ])("escapes %s", (_what, line, expected) => {
    expect(withoutCommand(line)).toBe(expected);
  });

  it.each([
    ["an IPv6 range", "::/0 is everywhere"],
    ["colons inside a line", "arn:aws:iam::111122223333:role/a and a::b::c"],
    ["a heading", "## [a](b)"],
  ])("leaves %s alone", (_what, line) => {
    expect(withoutCommand(line)).toBe(line);
  });
});
