import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import {
  excerpt,
  native,
  nothing,
  open,
  type Call,
  type ClassDatum,
  type Datum,
  type FunctionDatum,
  type ObjectDatum,
  type Spot,
} from "../datum.ts";
import { expression, keyOf } from "./expressions.ts";
import { functionOf, giveParameters } from "./functions.ts";
import type { Interpreter } from "./interpreter.ts";
import { opaqueClass } from "./opaque.ts";
import type { Frame, Home, Scope } from "./scope.ts";
import { block } from "./statements.ts";

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A class of the program. */
export function classOf(node: ClassNode, scope: Scope, machine: Interpreter): ClassDatum {
  const made = new UserClass(node, scope, machine);
  machine.writtenClass(node, made);
  made.setStatics();
  return made;
}

/** A class of the program, whose constructor and methods can be followed. */
export class UserClass implements ClassDatum {
  readonly kind = "class";
  readonly name: string;
  readonly at: Spot;
  readonly parent: ClassDatum | undefined;
  readonly isAbstract: boolean;
  readonly #node: ClassNode;
  readonly #scope: Scope;
  readonly #machine: Interpreter;
  readonly #methods = new Map<string, TSESTree.MethodDefinition>();
  readonly #statics = new Map<string, Datum>();

  constructor(node: ClassNode, scope: Scope, machine: Interpreter) {
    this.#node = node;
    this.#scope = scope;
    this.#machine = machine;
    this.name = node.id?.name ?? "a class without a name";
    this.at = scope.spot(node.id ?? node);
    this.isAbstract = node.abstract;
    this.parent = this.#parentOf(node.superClass);
    for (const member of node.body.body) {
      if (member.type !== Kind.MethodDefinition) continue;
      const key = keyOf(member.key, member.computed, scope, machine);
      if (typeof key === "string") this.#methods.set(methodKey(member, key), member);
    }
  }

  get node(): TSESTree.Node {
    return this.#node;
  }

  /** The parameters of the constructor that runs first. */
  get parameters(): readonly TSESTree.Node[] {
    const own = this.#first;
    if (own !== undefined) return own.value.params;
    return this.parent instanceof UserClass ? this.parent.parameters : [];
  }

  construct(object: ObjectDatum, call: Call): void {
    const machine = this.#machine;
    machine.constructed(this.#node);
    const body = this.#first?.value.body;
    const params = this.#first?.value.params;
    const home: Home = {
      parent: this.parent,
      setFields: () => {
        this.#setFields(object);
      },
    };
    if (body === undefined || body === null || params === undefined) {
      this.parent?.construct(object, call);
      this.#setFields(object);
      return;
    }
    if (this.parent === undefined) this.#setFields(object);
    const frame: Frame = { returned: [], home, self: object };
    const made = machine.work.withinCall(() => {
      const scope = this.#scope.body(frame);
      giveParameters(params, call, scope, machine);
      block(body.body, scope, machine);
      return true;
    });
    if (made === undefined) machine.work.cut(call.at);
  }

  member(object: ObjectDatum, name: string, at: Spot): Datum | undefined {
    const getter = this.#methods.get(`get ${name}`);
    const machine = this.#machine;
    const home: Home = { parent: this.parent, setFields: () => undefined };
    if (getter !== undefined) {
      const read = functionOf(getter.value, this.#scope, machine, home);
      return read.call({ machine, args: [], rest: undefined, at }, object);
    }
    const method = this.#methods.get(name);
    if (method !== undefined) return functionOf(method.value, this.#scope, machine, home);
    return this.parent?.member(object, name, at, machine);
  }

  /** The methods that the class writes, those of the class itself included. */
  get methods(): readonly FunctionDatum[] {
    const home: Home = { parent: this.parent, setFields: () => undefined };
    return [...this.#methods.values()].flatMap(({ kind, value }) =>
      kind === "method" && value.body !== null
        ? [functionOf(value, this.#scope, this.#machine, home)]
        : [],
    );
  }

  own(name: string, at: Spot): Datum | undefined {
    const machine = this.#machine;
    const method = this.#methods.get(`static ${name}`);
    const home: Home = { parent: this.parent, setFields: () => undefined };
    if (method !== undefined) {
      const made = functionOf(method.value, this.#scope, machine, home);
      return native(name, at, (call) => made.call(call, this));
    }
    return this.#statics.get(name) ?? this.parent?.own(name, at, machine);
  }

  /** Sets the static fields. */
  setStatics(): void {
    const frame: Frame = { returned: [], home: undefined, self: this };
    const scope = this.#scope.body(frame);
    for (const member of this.#node.body.body) {
      if (member.type !== Kind.PropertyDefinition || !member.static) continue;
      const key = keyOf(member.key, member.computed, scope, this.#machine);
      const { value } = member;
      if (typeof key !== "string" || value === null) continue;
      this.#statics.set(key, expression(value, scope, this.#machine));
    }
  }

  get #first(): TSESTree.MethodDefinition | undefined {
    return this.#methods.get("new");
  }

  #setFields(object: ObjectDatum): void {
    const scope = this.#scope.body({
      returned: [],
      home: { parent: this.parent, setFields: () => undefined },
      self: object,
    });
    for (const member of this.#node.body.body) {
      if (member.type !== Kind.PropertyDefinition || member.static) continue;
      const key = keyOf(member.key, member.computed, scope, this.#machine);
      if (typeof key !== "string" || member.declare) continue;
      const { value } = member;
      if (value === null) {
        if (!object.fields.has(key)) object.fields.set(key, nothing(scope.spot(member)));
      } else object.fields.set(key, expression(value, scope, this.#machine));
    }
  }

  #parentOf(node: TSESTree.Expression | null): ClassDatum | undefined {
    if (node === null) return undefined;
    const value = expression(node, this.#scope, this.#machine);
    if (value.kind === "class") return value;
    const at = this.#scope.spot(node);
    return opaqueClass(
      value.kind === "open" ? value : open(at, `the class ${excerpt(at)} is not read`),
      at,
    );
  }
}

function methodKey(member: TSESTree.MethodDefinition, key: string): string {
  if (member.kind === "constructor") return "new";
  if (member.static) return `static ${key}`;
  return member.kind === "get" || member.kind === "set" ? `${member.kind} ${key}` : key;
}
