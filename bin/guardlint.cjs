#!/usr/bin/env node
"use strict";
try {
  require("../dist/cli.cjs");
} catch (error) {
  if (error?.code !== "MODULE_NOT_FOUND" || error.requireStack?.[0] !== __filename) {
    throw error;
  }
  console.error("guardlint: it is not built yet; 'npm run build' in its folder does that");
  process.exitCode = 2;
}
