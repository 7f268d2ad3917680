import { defineConfig } from "vitest/config";

/** `npm run test:aws`: needs moto's server, whose address `GUARDLINT_MOTO` names. */
export default defineConfig({
  test: {
    include: ["test/aws/**/*.test.ts"],
    exclude: [],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
