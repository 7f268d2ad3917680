import type { Span } from "../../model/place.ts";

/**
 * HCL's native syntax as written, every node with its span in UTF-16 offsets: nested, and in the
 * order of the text. Who walks it may recurse: bodies are at most 100 deep, expressions at most
 * 1,000.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export interface Body {
  /** In order, each name once: a second one is a problem, and left out. */
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** What stands between the braces, or the whole text. */
  readonly span: Span;
}

/** `name = value`. */
export interface Attribute {
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined where what stands there could not be read: nothing is made up for it. */
  readonly value: Expression | undefined;
  readonly span: Span;
}

/** `type "label" { … }`. */
export interface Block {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From the type to the closing brace. */
  readonly span: Span;
  /** From the type to before the opening brace: what a finding underlines. */
  readonly header: Span;
}

/** A block's label, quoted or bare. */
export interface Label {
  readonly text: string;
  readonly span: Span;
}

/** An expression. */
export type Expression =
  | {
      readonly kind: "literal";
      readonly value: string | number | boolean | null;
      readonly span: Span;
      /** As written: a double does not hold every number, and holds some as infinite. */
      readonly text: string;
    }
  /** A quoted string or heredoc; one literal part for text without interpolation. */
  | Template
  | { readonly kind: "tuple"; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: "object"; readonly items: readonly ObjectItem[]; readonly span: Span }
  | { readonly kind: "variable"; readonly name: string; readonly span: Span }
  | {
      readonly kind: "attribute";
      readonly of: Expression;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | {
      readonly kind: "index";
      readonly of: Expression;
      readonly index: Expression;
      readonly span: Span;
    }
  /**
   * `of.*.a[0]` takes attribute steps only, `of[*].a[0]` takes all: `each` is applied to every
   * element, with `splat-element` for the element.
   */
  | {
      readonly kind: "splat";
      readonly of: Expression;
      readonly each: Expression;
      readonly full: boolean;
      readonly span: Span;
    }
  | { readonly kind: "splat-element"; readonly span: Span }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly nameSpan: Span;
      readonly arguments: readonly Expression[];
      readonly expandLast: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "!";
      readonly operand: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "for";
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      /** Undefined for a tuple. */ readonly key: Expression | undefined;
      readonly value: Expression;
      readonly grouped: boolean;
      readonly condition: Expression | undefined;
      readonly span: Span;
    }
  | { readonly kind: "parentheses"; readonly inner: Expression; readonly span: Span };

/** One `key = value` or `key : value` of an object. A bare name as key is a literal. */
export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

/** A template: text and what is put into it. */
export interface Template {
  readonly kind: "template";
  /** At least one; a single interpolation stands for its value, whatever type that has. */
  readonly parts: readonly TemplatePart[];
  readonly heredoc: boolean;
  readonly span: Span;
}

/**
 * A part of a template. Text is out of its escapes and without what strip markers and `<<-` take
 * from it, and `offsets` leads from it back to the source; Terraform brings it into Unicode's form
 * NFC when it evaluates it.
 */
export type TemplatePart =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly span: Span;
      /**
       * Source offset of each UTF-16 unit of `text`; undefined where they run one to one from
       * `span.start`.
       */
      readonly offsets: readonly number[] | undefined;
    }
  | {
      readonly kind: "interpolation";
      readonly expression: Expression;
      readonly stripBefore: boolean;
      readonly stripAfter: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
      readonly span: Span;
    }
  | {
      readonly kind: "for";
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly span: Span;
    };

/** In order of their binding: `||` binds least. */
export type BinaryOperator =
  "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

/** A comment, which suppressions are read from. */
export interface Comment {
  /** Without its delimiters, trimmed. */
  readonly text: string;
  readonly span: Span;
}

/** What is wrong with a text, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}

/** A text as read: all that could be read, and all that is wrong. */
export interface HclFile {
  readonly body: Body;
  readonly comments: readonly Comment[];
  /** Empty where the whole text is HCL. */
  readonly problems: readonly SyntaxProblem[];
}
