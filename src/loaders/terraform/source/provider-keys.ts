import type { Expression } from "../../../source/hcl/syntax.ts";
import type { Call } from "./module-call.ts";
import { literalText } from "./module-source.ts";
import type { Provider } from "./provider.ts";

/**
 * The name of a provider configuration: `aws`, `aws.west`.
 *
 * @returns undefined where the expression names none
 */
export function providerKey(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind === "attribute" && expression.of.kind === "variable") {
    return `${expression.of.name}.${expression.name}`;
  }
  return literalText(expression);
}

/**
 * The providers that a module call passes on, by the names that the module has for them.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/module-providers
 */
export function providersPassed({ declaration, parent }: Call): ReadonlyMap<string, Provider> {
  const passed = new Map<string, Provider>();
  const value = declaration.attributes.get("providers")?.attribute.value;
  if (value?.kind !== "object") return passed;
  for (const item of value.items) {
    const own = item.key.kind === "literal" ? String(item.key.value ?? "") : providerKey(item.key);
    const outer = providerKey(item.value);
    const provider = outer === undefined ? undefined : parent.provider(outer);
    if (own !== undefined && provider !== undefined) passed.set(own, provider);
  }
  return passed;
}
