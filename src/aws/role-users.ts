/** How a service comes to use a role that somebody passes to it. */
export interface RoleUser {
  /** The call that passes the role, in which the service then acts as it. */
  readonly action: string;
  /** The call's resource in an account and Region, as a pattern. */
  readonly resource: string;
}

/**
 * Services that run what their caller wants as a role that the caller passes, by their principal.
 *
 * As of October 2026.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export const roleUsers: ReadonlyMap<string, RoleUser> = new Map([
  [
    "cloudformation.amazonaws.com",
    { action: "cloudformation:CreateStack", resource: "cloudformation:*:stack/*" },
  ],
  [
    "codebuild.amazonaws.com",
    { action: "codebuild:CreateProject", resource: "codebuild:*:project/*" },
  ],
  ["ec2.amazonaws.com", { action: "ec2:RunInstances", resource: "ec2:*:instance/*" }],
  ["ecs-tasks.amazonaws.com", { action: "ecs:RunTask", resource: "ecs:*:task-definition/*" }],
  ["lambda.amazonaws.com", { action: "lambda:CreateFunction", resource: "lambda:*:function:*" }],
]);
