import type { Notification } from "../model/notification.ts";
import type { Place } from "../model/place.ts";

/**
 * A mistake in the configuration; it ends the run with exit code 2.
 *
 * @param message - a sentence without its final period
 * @param place - what a person would edit
 */
export function mistake(message: string, place: Place): Notification {
  return { level: "error", code: "invalid-configuration", message, path: undefined, place };
}

/**
 * A word of the input as a message may quote it.
 *
 * @param word - text of any length and content
 * @returns the start of it in backquotes, without control characters
 */
export function quoted(word: string): string {
  const clean = word.slice(0, 60).replace(/[\p{Cc}\p{Cf}`]/gu, "�");
  return `\`${clean}${word.length > 60 ? "…" : ""}\``;
}
