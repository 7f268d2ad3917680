import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../project.ts";

/**
 * Writes the types of the library into `dist/types`.
 *
 * @throws where they do not hold
 */
export async function declarations(): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
    { cwd: projectRoot },
  ).catch((error: unknown) => {
    const output = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    throw new Error(`the types do not hold\n${output}`, { cause: error });
  });
}
