import { posix, relative, resolve, sep } from "node:path";
import type { Rule } from "eslint";
import { projectRoot } from "../project.ts";
import { fences, type Fence } from "./fences.ts";

/** The ESLint rule that holds every import in `src` to {@link fences}. */
export const importFences: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      fence: "src/{{of}} may not import {{target}}",
      apart: "the files of src/{{of}} may not import each other",
      homeless: "src/{{file}} stands behind no fence: add it to scripts/lint/fences.ts",
    },
  },
  create(context) {
    const file = belowSource(context.filename);
    if (file === undefined) {
      return {};
    }
    const fence = fenceOf(file);
    if (fence === undefined) {
      return {
        Program: (node) => {
          context.report({ node, messageId: "homeless", data: { file } });
        },
      };
    }
    const judge = (node: Rule.Node, specifier: unknown): void => {
      if (typeof specifier === "string") {
        const problem = problemOf(file, fence, specifier);
        if (problem !== undefined) {
          context.report({ node, ...problem });
        }
      }
    };
    return {
      // Covers import, export … from, import(…) and the type import("…").
      ":matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression, TSImportType) > Literal.source":
        (node: Rule.Node) => {
          judge(node, valueOf(node));
        },
      "ImportExpression > :not(Literal).source": (node: Rule.Node) => {
        judge(node, "(computed)");
      },
    };
  },
};

function valueOf(node: Rule.Node): unknown {
  return node.type === "Literal" ? node.value : undefined;
}

function belowSource(filename: string): string | undefined {
  const path = relative(resolve(projectRoot, "src"), filename).split(sep).join("/");
  return path.startsWith("..") ? undefined : path;
}

function fenceOf(file: string): Fence | undefined {
  return fences.find(({ of }) => isWithin(file, of));
}

/** Whether a file is what a path names, or is in the folder that it names. */
function isWithin(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`) || file === `${path}.ts`;
}

function problemOf(
  file: string,
  fence: Fence,
  specifier: string,
):
  | { readonly messageId: "fence" | "apart"; readonly data: Readonly<Record<string, string>> }
  | undefined {
  const { of, may, packages } = fence;
  if (!specifier.startsWith(".")) {
    return packages.includes(specifier)
      ? undefined
      : { messageId: "fence", data: { of, target: specifier } };
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (isWithin(target, of)) {
    const siblings = posix.dirname(file) === of && posix.dirname(target) === of;
    return fence.apart === true && siblings && posix.basename(file) !== "index.ts"
      ? { messageId: "apart", data: { of } }
      : undefined;
  }
  return may.some((path) => isWithin(target, path))
    ? undefined
    : { messageId: "fence", data: { of, target: `src/${target}` } };
}
