import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checked, violations } from "./asked.ts";
import { run } from "./run.ts";

const page = readFileSync(new URL("../../../docs/ask.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```(?:json|text)\n([^]*?)^```$/gm)].map(
  ([, text]) => text ?? "",
);
const [policy = "", through = "", proof = "", file = "", answer = ""] = blocks;

it("shows the request that gets through the policy of the page", async () => {
  const words = ["ask", "change-tag", "--account", "111122223333", "policies/"];
  const { stdout } = await run(words, { "policies/protect-tag.json": policy });
  expect(stdout).toBe(through);
});

it("shows the proof for the mended policy", async () => {
  const mended = policy.replace("ForAllValues", "ForAnyValue");
  const trusted = "arn:aws:iam::*:role/Admin*";
  const words = ["ask", "change-tag", "--account", "111122223333", "--not-principal", trusted];
  const { stdout } = await run([...words, "policies/"], { "policies/protect-tag.json": mended });
  expect(stdout).toBe(proof);
});

it("shows the answer to the question file of the page", async () => {
  expect(violations("question", JSON.parse(file))).toBe("");
  const words = ["ask", "--question", "question.json", "--format", "json"];
  const { stdout } = await run(words, { "question.json": file });
  expect(stdout).toBe(answer);
  expect(checked(JSON.parse(stdout)).own).toBe("yes");
});
