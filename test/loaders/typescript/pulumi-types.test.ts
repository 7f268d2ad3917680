import { expect, it } from "vitest";
import { terraformAdapters } from "../../../src/estate/terraform/index.ts";
import { classicTypes } from "../../../src/loaders/typescript/pulumi/types.ts";

// What has no class here is passed over in a program, as if nobody made it.
it("every resource of the Terraform provider that is judged has its class of `@pulumi/aws`", () => {
  const judged = [...terraformAdapters.keys()].filter((type) => !type.startsWith("data."));
  const named = new Set(classicTypes.values());
  expect(judged.filter((type) => !named.has(type))).toEqual([]);
});
