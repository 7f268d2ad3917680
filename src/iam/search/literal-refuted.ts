import type { Literal } from "./formula.ts";
import type { Known } from "./known-values.ts";
import type { Variable } from "./variable.ts";
import type { Work } from "./work.ts";

/** @returns whether what is known plainly rules a literal out; false where that takes a search */
export function isPlainlyRefuted(
  literal: Literal,
  known: (variable: Variable) => Known,
  { automata }: Work,
): boolean {
  switch (literal.kind) {
    case "presence": {
      const { presence } = known(literal.variable);
      return presence !== undefined && presence !== literal.present;
    }
    case "text": {
      const { presence, constraints } = known(literal.variable);
      if (presence === false) return true;
      // The value at hand may not agree yet with what was added last.
      return constraints.some(({ inside, language: { texts } }) => {
        const [only, ...others] = (inside ? texts : undefined) ?? [];
        if (only === undefined || others.length > 0) return false;
        return !automata.meetsAll(only, [literal]);
      });
    }
    case "choice": {
      const { allowed } = known(literal.variable);
      return allowed !== undefined && [...literal.allowed].every((at) => !allowed.has(at));
    }
    case "elements": {
      if (known(literal.variable).presence === false) return true;
      const { required } = literal.variable;
      return (
        literal.quantity === "all" && !required.every((one) => automata.meetsAll(one, [literal]))
      );
    }
    case "equal":
    case "linked":
      return false;
  }
}
