import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Absolute path of the project's folder, without a slash at its end. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** The name of a rule's export: the camel case of its id. */
export function exportName(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The text of a file of the project, or undefined where there is none. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(`${projectRoot}/${path}`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
