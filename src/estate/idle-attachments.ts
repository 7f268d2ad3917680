import type { Guard } from "../model/estate.ts";
import type { Notification } from "../model/notification.ts";
import type { Settings } from "../model/settings.ts";
import { fullAccessId } from "./full-access.ts";

/**
 * Tells of attachments that the configuration declares for a policy file that holds no service or
 * resource control policy, or was not read: they would count for nothing, and nobody would know.
 *
 * @param facts - what the configuration declares
 * @param guards - the policies that were read
 */
export function idleAttachments(
  { attachments }: Settings["facts"],
  guards: readonly Guard[],
): readonly Notification[] {
  const read = new Set(guards.map(({ place }) => place.source.path));
  return attachments.flatMap(({ policy, place }): readonly Notification[] => {
    if (read.has(policy) || policy === fullAccessId) return [];
    const message = `\`facts.attachments\` names \`${policy}\`, and no service or resource control policy was read from such a path; paths begin in the working directory`;
    return [
      { level: "warning", code: "unused-attachment", message, path: place.source.path, place },
    ];
  });
}
