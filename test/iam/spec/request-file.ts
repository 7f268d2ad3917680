export type OneOrMany = string | number | boolean | readonly (string | number | boolean)[];
export type Principals = string | Readonly<Record<string, OneOrMany>>;
export type Statement = { readonly Effect: string } & {
  readonly [element in "Principal" | "NotPrincipal"]?: Principals;
} & {
  readonly [element in "Action" | "NotAction" | "Resource" | "NotResource"]?: OneOrMany;
} & { readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>> };
export type Document = { readonly Version?: string; readonly Statement: Statement | Statement[] };
export type Documents = readonly (Document | string)[];
/** A request file as plain JSON. */
export type RequestFile = {
  readonly request: Readonly<Record<"principal" | "action" | "resource", string>> & {
    readonly context?: Readonly<Record<string, OneOrMany>>;
  };
  readonly policies?: { readonly [kind in "scp" | "rcp"]?: readonly Documents[] } & {
    readonly [kind in "identity" | "boundary" | "session" | "endpoint" | "resource"]?: Documents;
  };
};
