import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { worldly } from "./scripts/lint/fences.ts";
import { importFences } from "./scripts/lint/import-fences.ts";

/** Things of the world outside that a run must get from its host. */
const world = ["process", "console", "performance", "fetch", "setTimeout", "setInterval"];

const named = { selector: "ExportDefaultDeclaration", message: "Exports have names." };
const typed = {
  selector: "ExportNamedDeclaration > FunctionDeclaration:not([returnType])",
  message: "Public functions say what they return.",
};
const clock = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: "The host has the clock.",
};

export default defineConfig(
  globalIgnores([
    "dist/",
    "coverage/",
    "fixtures/",
    "tools/",
    "src/config/generated/",
    "src/loaders/terraform/source/known-modules/generated.ts",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "no-restricted-syntax": ["error", named, typed],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number has one spelling; objects, `undefined` and `null` stay forbidden.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `for (;;)` and `while (true)` say that the way out stands inside.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { guardlint: { rules: { "import-fences": importFences } } },
    rules: { "guardlint/import-fences": "error" },
  },
  {
    files: ["src/**/*.ts"],
    ignores: worldly,
    rules: {
      "no-restricted-globals": ["error", ...world],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now" },
        { object: "Math", property: "random" },
      ],
      "no-restricted-syntax": ["error", named, typed, clock],
    },
  },
  {
    // Tests look into results whose types promise less than the test just made true.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/consistent-type-assertions": "off" },
  },
  {
    // What reads these files asks for a default export.
    files: ["*.config.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["action/*.mjs", ".ci/*.mjs"],
    languageOptions: {
      globals: { Buffer: "readonly", console: "readonly", process: "readonly", URL: "readonly" },
    },
    rules: { "no-undef": "error", "no-unused-vars": "error" },
  },
);
