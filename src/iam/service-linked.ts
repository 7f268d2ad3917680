import { parseArn } from "./arn.ts";
import type { Request } from "./request.ts";
import { unknown, type Truth } from "./truth.ts";

/**
 * Whether a service-linked role makes the request. Its ARN tells by its path; a session's ARN has
 * no path, so that a name such as theirs leaves it open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function serviceLinked({ principal }: Request): Truth {
  if (principal.kind === "role") return hasServicePath(`role/${principal.path}`);
  if (principal.kind !== "session") return false;
  if (principal.roleArn !== undefined) {
    return hasServicePath(parseArn(principal.roleArn)?.resource ?? "");
  }
  if (!principal.role.startsWith("AWSServiceRoleFor")) return false;
  return unknown({
    code: "not-in-input",
    detail: `a session does not tell whether its role \`${principal.role}\` is a service-linked one; \`aws:PrincipalArn\` with the role's path does`,
    place: undefined,
  });
}

function hasServicePath(resource: string): boolean {
  return resource.startsWith("role/aws-service-role/");
}
