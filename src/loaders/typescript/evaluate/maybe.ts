import type { Open } from "../datum.ts";

/** A branch of which it is not known whether it is taken. */
export interface Maybe {
  readonly because: Open;
  readonly around: Maybe | undefined;
}

/**
 * Whether a change happens for certain, seen from the thing that is changed.
 *
 * @param born - the branch in which the thing was made
 * @param here - the branch that changes it
 */
export function isCertain(born: Maybe | undefined, here: Maybe | undefined): boolean {
  if (here === undefined) return true;
  for (let branch = born; branch !== undefined; branch = branch.around) {
    if (branch === here) return true;
  }
  return false;
}
