/**
 * What AWS would refuse in an item of `Action` or `NotAction`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 *
 * @returns a message, lower case without final period; undefined where there is nothing wrong
 */
export function actionProblem(text: string): string | undefined {
  if (text === "*") return undefined;
  const [service = "", ...names] = text.split(":");
  if (names.length === 0) return `the action \`${text}\` does not begin with a service's prefix`;
  if (names.length > 1) return `the action \`${text}\` has more than one colon`;
  if (!/^[\w.*?-]+$/.test(service)) return `\`${service}\` is no prefix of a service`;
  return undefined;
}
