/** What the files of one folder of `src`, or one file there, may import. */
export interface Fence {
  /** Path below `src`: a file, or a folder without a slash at its end with the `.ts` of its name. */
  readonly of: string;
  /** Folders and files below `src` that may be imported, besides the folder itself. */
  readonly may: readonly string[];
  /** Packages and modules of Node that may be imported, types included. */
  readonly packages: readonly string[];
  /** The files do not import each other, save through folders below. */
  readonly apart?: true;
}

/** `src/iam/document.ts` and what is in the folder of that name. */
const policyParser = "iam/document";

const folders = [
  "model",
  "source",
  "aws",
  "iam",
  "loaders",
  "estate",
  "rules",
  "engine",
  "config",
  "reporters",
];

/** The way through the house, as ARCHITECTURE.md draws it: nothing flows back up. */
export const fences: readonly Fence[] = [
  { of: "model", may: [], packages: [] },
  { of: "source", may: ["model"], packages: ["yaml"] },
  { of: "aws", may: [], packages: [] },
  { of: "iam", may: ["model", "source", "aws"], packages: [] },
  {
    of: "loaders/typescript",
    may: ["model", "source", "aws", policyParser, "loaders"],
    packages: ["@typescript-eslint/parser", "@typescript-eslint/types", "typescript"],
  },
  { of: "loaders", may: ["model", "source", "aws", policyParser], packages: [] },
  { of: "estate", may: ["model", "source", "aws", policyParser], packages: [] },
  { of: "rules", may: ["model", "aws", "iam"], packages: [], apart: true },
  { of: "engine", may: ["model", "source", "rules"], packages: [] },
  { of: "config", may: ["model", "source"], packages: [] },
  { of: "reporters", may: ["model"], packages: ["node:zlib", "sarif"] },
  {
    of: "collect",
    may: ["model"],
    packages: ["organizations", "iam", "eks", "ec2", "guardduty", "sts"].map(
      (service) => `@aws-sdk/client-${service}`,
    ),
  },
  { of: "commands", may: [...folders, "collect", "run", "version.ts"], packages: ["node:util"] },
  { of: "run", may: [...folders, "version.ts"], packages: ["ignore"] },
  { of: "version.ts", may: [], packages: [] },
  { of: "decode-text.ts", may: ["model"], packages: ["node:buffer"] },
  {
    of: "host.ts",
    may: ["model", "decode-text.ts"],
    packages: ["node:fs", "node:path", "node:process"],
  },
  { of: "compiled-commands.ts", may: ["model"], packages: ["node:vm"] },
  { of: "optimise-late.ts", may: [], packages: ["node:v8"] },
  {
    of: "program.ts",
    may: ["model", "commands", "host.ts", "optimise-late.ts"],
    packages: [],
  },
  { of: "cli.ts", may: ["program.ts"], packages: [] },
  { of: "index.ts", may: [...folders, "run", "host.ts", "version.ts"], packages: [] },
];

/** The files that touch the world, files, environment, clock, console, or ask Node for a module late. */
export const worldly = [
  "src/cli.ts",
  "src/collect/quiet.ts",
  "src/compiled-commands.ts",
  "src/engine/digest.ts",
  "src/host.ts",
  "src/optimise-late.ts",
];
