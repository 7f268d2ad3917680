import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Threads share what is loaded; on few cores that is worth more than isolation by process.
    pool: "threads",
    testTimeout: 20_000,
  },
});
