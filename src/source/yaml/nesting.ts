import { CST, Lexer } from "yaml";

/**
 * Finds the first offset at which a YAML text nests deeper than a limit. The `yaml` package
 * composes nodes by recursion, and tens of thousands of levels end the whole process where no
 * `catch` reaches; so depth is judged on its tokens, before anything is composed.
 *
 * @param text - any text
 * @param limit - deepest nesting allowed; a list that stands at its key's own column counts as one
 *   level with it, so up to twice as many levels may pass
 * @returns 0-based offset of the token that goes too deep, or undefined
 */
export function nestsDeeperThan(text: string, limit: number): number | undefined {
  const columns: number[] = [];
  let flow = 0;
  let offset = 0;
  let column = 0;
  let contentColumn: number | undefined;
  let content = false;

  const open = (at: number): void => {
    while ((columns.at(-1) ?? -1) >= at) columns.pop();
    columns.push(at);
  };

  for (const lexeme of new Lexer().lex(text)) {
    const type = content ? "content" : CST.tokenType(lexeme);
    content = false;
    switch (type) {
      case "doc-mode":
      case "flow-error-end":
        columns.length = 0;
        flow = 0;
        continue;
      case "scalar":
        content = true;
        contentColumn = column;
        continue;
      case "doc-start":
      case "doc-end":
        columns.length = 0;
        flow = 0;
        break;
      case "flow-map-start":
      case "flow-seq-start":
        contentColumn = column;
        flow += 1;
        break;
      case "flow-map-end":
      case "flow-seq-end":
        flow = Math.max(0, flow - 1);
        break;
      case "seq-item-ind":
      case "explicit-key-ind":
        if (flow === 0) open(column);
        break;
      case "map-value-ind":
        if (flow === 0) open(contentColumn ?? column);
        break;
      case "alias":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        contentColumn = column;
        break;
      default:
        break;
    }
    if (columns.length + flow > limit) return offset;
    offset += lexeme.length;
    const newline = lexeme.lastIndexOf("\n");
    if (newline === -1) {
      column += lexeme.length;
    } else {
      column = lexeme.length - newline - 1;
      contentColumn = undefined;
    }
  }
  return undefined;
}
