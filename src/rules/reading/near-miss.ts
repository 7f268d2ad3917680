import { managedTag } from "../../aws/guardduty.ts";

/**
 * Whether a tag key was meant to be `GuardDutyManaged`: the same letters in another case, with
 * separators or blank space, or one typing mistake away.
 *
 * @param key - a tag key; the right key is no near miss
 */
export function isNearMiss(key: string): boolean {
  if (key === managedTag || key.length > 2 * managedTag.length) return false;
  const letters = key.toLowerCase().replace(/[\s_.:/-]/g, "");
  return isOneEditAway(letters, managedTag.toLowerCase());
}

/** Equal, or equal after one letter is changed, added, left out, or swapped with its neighbour. */
function isOneEditAway(word: string, target: string): boolean {
  if (word === target) return true;
  let start = 0;
  while (start < word.length && word[start] === target[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(word.length, target.length) - start &&
    word[word.length - 1 - end] === target[target.length - 1 - end]
  ) {
    end += 1;
  }
  const ours = word.slice(start, word.length - end);
  const theirs = target.slice(start, target.length - end);
  const swapped = ours.length === 2 && ours[1] === theirs[0] && ours[0] === theirs[1];
  return (ours.length <= 1 && theirs.length <= 1) || (swapped && theirs.length === 2);
}
