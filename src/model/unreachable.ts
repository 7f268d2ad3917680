/**
 * Marks a branch that the types rule out; put it in the `default` of a switch over a union.
 *
 * @param value - the value that cannot be
 * @throws always, since reaching it means that a union grew without its switch
 */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
