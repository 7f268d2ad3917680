import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // They need a server that is not Node's: `npm run test:aws`.
    exclude: ["test/aws/**"],
    // Threads share what is loaded; on few cores that is worth more than isolation by process.
    pool: "threads",
    testTimeout: 20_000,
  },
});
