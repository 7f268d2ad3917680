#!/usr/bin/env node
try {
  await import("../dist/cli.js");
} catch (error) {
  const missing = new URL("../dist/cli.js", import.meta.url).href;
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || error.url !== missing) {
    throw error;
  }
  console.error("guardlint: it is not built yet; 'npm run build' in its folder does that");
  process.exitCode = 2;
}
