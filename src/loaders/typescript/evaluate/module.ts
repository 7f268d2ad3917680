import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import {
  excerpt,
  native,
  open,
  type Datum,
  type FunctionDatum,
  type NamespaceDatum,
  type Spot,
} from "../datum.ts";
import type { Project, ProjectFile } from "../project.ts";
import { Interpreter, type Hooks } from "./interpreter.ts";
import { parsedJson } from "./json.ts";
import { Scope, type Frame } from "./scope.ts";
import { block } from "./statements.ts";

/** Finds the modules of libraries by the names that they are imported under. */
export type LibraryModule = (specifier: string, at: Spot) => NamespaceDatum | undefined;

/** Imports inside imports. */
const deepestImport = 100;

interface Module {
  readonly scope: Scope;
  readonly exported: Map<string, () => Datum | undefined>;
  /** Modules all of whose exports it exports. */
  readonly passedOn: NamespaceDatum[];
}

/** The modules of all programs, each evaluated once. */
export class Modules {
  readonly machine: Interpreter;
  readonly #project: Project;
  readonly #library: LibraryModule;
  readonly #modules = new Map<string, Module>();
  #depth = 0;

  constructor(project: Project, library: LibraryModule, hooks: Hooks) {
    this.#project = project;
    this.#library = library;
    this.machine = new Interpreter(hooks, (name, at) => this.#global(name, at));
  }

  /** Evaluates a file, unless that has been done. */
  evaluate(path: string): void {
    this.#module(path);
  }

  /** The functions that files export. */
  get exportedFunctions(): readonly FunctionDatum[] {
    return [...this.#modules.values()].flatMap(({ exported }) =>
      [...exported.values()].flatMap((read) => {
        const value = read();
        return value?.kind === "function" ? [value] : [];
      }),
    );
  }

  #module(path: string): Module | undefined {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const file = this.#depth >= deepestImport ? undefined : this.#project.file(path);
    if (file?.parsed.program === undefined) return undefined;
    const frame: Frame = { returned: [], home: undefined, self: undefined };
    const module: Module = {
      scope: new Scope(file.source, frame, undefined),
      exported: new Map(),
      passedOn: [],
    };
    this.#modules.set(path, module);
    this.#depth += 1;
    this.#run(file, file.parsed.program, module);
    this.#depth -= 1;
    return module;
  }

  #run(file: ProjectFile, program: TSESTree.Program, module: Module): void {
    const { scope } = module;
    for (const node of program.body) {
      switch (node.type) {
        case Kind.ImportDeclaration:
          this.#import(node, file, scope);
          break;
        case Kind.TSImportEqualsDeclaration:
          this.#importEquals(node, file, scope);
          break;
        case Kind.ExportAllDeclaration:
          this.#exportAll(node, file, module);
          break;
        case Kind.ExportNamedDeclaration:
          if (node.declaration === null) this.#exportNames(node, file, module);
          else {
            for (const name of declaredNames(node.declaration)) {
              module.exported.set(name, () => scope.find(name)?.value);
            }
          }
          break;
        case Kind.ExportDefaultDeclaration:
        case Kind.TSExportAssignment:
          module.exported.set("default", () => scope.own("default")?.value);
          break;
        default:
      }
    }
    block(program.body, scope, this.machine);
  }

  #exportNames(node: TSESTree.ExportNamedDeclaration, file: ProjectFile, module: Module): void {
    const from = node.source === null ? undefined : this.#space(node.source, file, module.scope);
    for (const { local, exported } of node.specifiers) {
      const name = nameOf(local);
      const at = module.scope.spot(local);
      module.exported.set(nameOf(exported), () =>
        from === undefined ? module.scope.find(name)?.value : from.member(name, at),
      );
    }
  }

  #exportAll(node: TSESTree.ExportAllDeclaration, file: ProjectFile, module: Module): void {
    const space = this.#space(node.source, file, module.scope);
    if (node.exported === null) module.passedOn.push(space);
    else module.exported.set(nameOf(node.exported), () => space);
  }

  #import(node: TSESTree.ImportDeclaration, file: ProjectFile, scope: Scope): void {
    if (node.importKind === "type") return;
    let space: NamespaceDatum | undefined;
    const from = (): NamespaceDatum => (space ??= this.#space(node.source, file, scope));
    // What a module does when it is imported, it does before anything else.
    from();
    for (const one of node.specifiers) {
      const at = scope.spot(one);
      const name =
        one.type === Kind.ImportSpecifier
          ? nameOf(one.imported)
          : one.type === Kind.ImportDefaultSpecifier
            ? "default"
            : undefined;
      scope.declare(
        one.local.name,
        () => (name === undefined ? from() : (from().member(name, at) ?? notExported(at))),
        undefined,
      );
    }
  }

  #importEquals(node: TSESTree.TSImportEqualsDeclaration, file: ProjectFile, scope: Scope): void {
    const { moduleReference } = node;
    if (moduleReference.type !== Kind.TSExternalModuleReference) return;
    const { expression: source } = moduleReference;
    scope.declare(node.id.name, this.#space(source, file, scope), undefined);
  }

  /** The module that a specifier names. */
  #space(
    node: TSESTree.StringLiteral,
    { source }: Pick<ProjectFile, "source">,
    scope: Scope,
  ): NamespaceDatum {
    return this.#named(node.value, source.path, scope.spot(node));
  }

  #named(specifier: string, from: string, at: Spot): NamespaceDatum {
    const library = this.#library(specifier, at);
    if (library !== undefined) return library;
    if (!specifier.startsWith("."))
      return closedSpace(specifier, at, `the package \`${shown(specifier)}\` is not read`);
    const found = this.#project.find(from, specifier);
    switch (found.kind) {
      case "missing":
        return closedSpace(specifier, at, found.detail);
      case "json": {
        const whole = { source: found.source, span: { start: 0, end: found.source.text.length } };
        const value = parsedJson({ kind: "text", text: found.source.text, at: whole }, whole);
        return {
          kind: "namespace",
          name: specifier,
          at,
          member: (name) =>
            name === "default" ? value : value.kind === "map" ? value.value(name) : undefined,
        };
      }
      case "script": {
        const module = this.#module(found.path);
        return module === undefined
          ? closedSpace(specifier, at, `\`${shown(specifier)}\` cannot be read`)
          : spaceOf(module, specifier, at);
      }
    }
  }

  #global(name: string, at: Spot): Datum | undefined {
    if (name !== "require") return undefined;
    return native("require", at, ({ args: [first] }) =>
      first?.kind === "text"
        ? this.#named(first.text, at.source.path, at)
        : open(at, "what is required is not known"),
    );
  }
}

function spaceOf(module: Module, name: string, at: Spot): NamespaceDatum {
  const member = (key: string, here: Spot): Datum | undefined => {
    const own = module.exported.get(key)?.();
    if (own !== undefined) return own;
    for (const one of module.passedOn) {
      const found = key === "default" ? undefined : one.member(key, here);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { kind: "namespace", name, at, member };
}

/** A module that is not read: each of its members is unknown. */
function closedSpace(name: string, at: Spot, detail: string): NamespaceDatum {
  return { kind: "namespace", name, at, member: (_, here) => open(here, detail, { there: true }) };
}

function notExported(at: Spot): Datum {
  return open(at, `${excerpt(at)} is not exported by the file that it is imported from`);
}

function shown(specifier: string): string {
  return specifier.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]/g, "?").slice(0, 80);
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === Kind.Identifier ? node.name : node.value;
}

function declaredNames(node: TSESTree.NamedExportDeclarations): readonly string[] {
  switch (node.type) {
    case Kind.VariableDeclaration:
      return node.declarations.flatMap(({ id }) => namesIn(id));
    case Kind.FunctionDeclaration:
    case Kind.ClassDeclaration:
      return node.id === null ? [] : [node.id.name];
    case Kind.TSEnumDeclaration:
      return [node.id.name];
    default:
      return [];
  }
}

function namesIn(pattern: TSESTree.Node): readonly string[] {
  switch (pattern.type) {
    case Kind.Identifier:
      return [pattern.name];
    case Kind.ObjectPattern:
      return pattern.properties.flatMap((one) =>
        namesIn(one.type === Kind.RestElement ? one.argument : one.value),
      );
    case Kind.ArrayPattern:
      return pattern.elements.flatMap((one) => (one === null ? [] : namesIn(one)));
    case Kind.AssignmentPattern:
      return namesIn(pattern.left);
    case Kind.RestElement:
      return namesIn(pattern.argument);
    default:
      return [];
  }
}
