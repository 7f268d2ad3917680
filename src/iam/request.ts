import type { Reason } from "../model/value.ts";
import { parseArn } from "./arn.ts";
import type { ContextEntry, RequestContext } from "./context.ts";
import { parsePrincipal, type Principal } from "./principal.ts";

/** A request as people write it; the shape of `request` in a request file. */
export interface RequestInput {
  readonly principal: string;
  /** `service:Name`, without wildcards. */
  readonly action: string;
  /** An ARN, or `*` for an action without resource types. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One concrete request, ready to be decided. */
export interface Request {
  readonly principal: Principal;
  readonly action: string;
  /** In lower case, since actions have no case. */
  readonly actionKey: string;
  /** The service's prefix in lower case. */
  readonly service: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** A request, or what is wrong with it, a sentence each without its final period. */
export type RequestOutcome =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** Longer than any ARN, tag or token claim; what is compared with patterns is bounded by it. */
const longestValue = 8192;

const requestTag = "aws:requesttag/";

/**
 * Makes a request from what a person wrote. The context is complete: a key that is not there is
 * absent. Only what follows from the rest is added, where it is not given: `aws:PrincipalArn`,
 * `aws:PrincipalAccount` and `aws:PrincipalType` from the principal, and `aws:TagKeys` from
 * `aws:RequestTag/…`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function readRequest(input: RequestInput): RequestOutcome {
  const long = tooLongIn(input);
  if (long !== undefined) {
    const message = `\`${long}\` holds a text of more than ${String(longestValue)} characters`;
    return { ok: false, field: long, message };
  }
  const principal = parsePrincipal(input.principal);
  if (principal === undefined) {
    const message = `\`${input.principal}\` is no principal: write the ARN of a role, role session, user, federated user or root user, an account id, a service principal, or \`*\``;
    return { ok: false, field: "principal", message };
  }
  const [service = "", operation = ""] = input.action.split(":");
  if (!isAction.test(input.action) || service.length > 64 || operation.length > 128) {
    const message = `\`${input.action}\` is no action: write one, such as \`eks:TagResource\`, without wildcards`;
    return { ok: false, field: "action", message };
  }
  if (input.resource !== "*" && parseArn(input.resource) === undefined) {
    const message = `\`${input.resource}\` is no resource: write an ARN, or \`*\` where the action has no resource types`;
    return { ok: false, field: "resource", message };
  }
  const context = new Map<string, ContextEntry>();
  const tagKeys: string[] = [];
  for (const [name, value] of Object.entries(input.context ?? {})) {
    const key = name.toLowerCase();
    const absent = typeof value !== "string" && value.length === 0;
    if (key.startsWith(requestTag) && !absent) tagKeys.push(name.slice(requestTag.length));
    if (context.has(key)) {
      const message = `the condition key \`${name}\` is given twice: their names have no case`;
      return { ok: false, field: "context", message };
    }
    context.set(key, entryOf(value));
  }
  const told = withRoleArn(principal, context);
  addDerivedKeys(context, principal, tagKeys);
  for (const [key, entry] of context) {
    if (entry.kind === "values" && entry.values.length === 0) context.delete(key);
  }
  const request: Request = {
    principal: told,
    action: input.action,
    actionKey: input.action.toLowerCase(),
    service: service.toLowerCase(),
    resource: input.resource,
    context,
  };
  return { ok: true, request };
}

/** Without bounds: the engine writes out each of a counted number of characters when it compiles them. */
const isAction = /^[A-Za-z0-9-]+:[A-Za-z0-9]+$/;

function tooLongIn({ principal, resource, context }: RequestInput): string | undefined {
  if (principal.length > longestValue) return "principal";
  if (resource.length > longestValue) return "resource";
  const texts = Object.values(context ?? {}).flat();
  return texts.some((value) => value.length > longestValue) ? "context" : undefined;
}

function entryOf(value: string | readonly string[]): ContextEntry {
  return typeof value === "string"
    ? { kind: "values", values: [value], list: false }
    : { kind: "values", values: value, list: true };
}

/** A session's role with its path, where the given `aws:PrincipalArn` tells it. */
function withRoleArn(principal: Principal, context: RequestContext): Principal {
  if (principal.kind !== "session") return principal;
  const entry = context.get("aws:principalarn");
  const given = entry?.kind === "values" ? entry.values[0] : undefined;
  const role = given === undefined ? undefined : parsePrincipal(given);
  const same =
    role?.kind === "role" &&
    role.account === principal.account &&
    role.path.split("/").at(-1) === principal.role;
  return same ? { ...principal, roleArn: role.arn } : principal;
}

/** A key given as an empty list counts as given: that is how to say that it is absent. */
function addDerivedKeys(
  context: Map<string, ContextEntry>,
  principal: Principal,
  tagKeys: readonly string[],
): void {
  const add = (key: string, entry: ContextEntry): void => {
    if (!context.has(key)) context.set(key, entry);
  };
  for (const [key, value] of derivedKeys(principal)) {
    add(key, typeof value === "string" ? entryOf(value) : { kind: "unknown", reason: value });
  }
  if (tagKeys.length > 0) add("aws:tagkeys", entryOf(tagKeys));
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function derivedKeys(principal: Principal): readonly (readonly [string, string | Reason])[] {
  switch (principal.kind) {
    case "role":
      return principalKeys(principal.arn, principal.account, "AssumedRole");
    case "session":
      return principalKeys(sessionRoleArn(principal), principal.account, "AssumedRole");
    case "user":
      return principalKeys(principal.arn, principal.account, "User");
    case "federated-user":
      return principalKeys(principal.arn, principal.account, "FederatedUser");
    case "root":
      return principalKeys(principal.arn, principal.account, "Account");
    case "anonymous":
      return [
        ["aws:principalaccount", "anonymous"],
        ["aws:principaltype", "Anonymous"],
      ];
    case "service":
    case "web-identity":
      return ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType"].map((name) => [
        name.toLowerCase(),
        undocumented(name, principal.kind === "service" ? "a service principal" : "a provider"),
      ]);
  }
}

function undocumented(key: string, principal: string): Reason {
  return {
    code: "unspecified-by-aws",
    detail: `AWS does not say what \`${key}\` is for ${principal}; the request's context can give it`,
    place: undefined,
  };
}

function principalKeys(
  arn: string | Reason,
  account: string,
  type: string,
): readonly (readonly [string, string | Reason])[] {
  return [
    ["aws:principalarn", arn],
    ["aws:principalaccount", account],
    ["aws:principaltype", type],
  ];
}

/**
 * For a session AWS gives the ARN of its role, never its own. It comes without the role's path,
 * which a session does not tell; the context can give it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function sessionRoleArn(principal: Principal & { kind: "session" }): string | Reason {
  // The identity role of an EC2 instance is no IAM role.
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
  if (principal.role.includes(":")) {
    return {
      code: "unspecified-by-aws",
      detail:
        "AWS does not say what `aws:PrincipalArn` is for an instance identity role; the request's context can give it",
      place: undefined,
    };
  }
  return `arn:${principal.partition}:iam::${principal.account}:role/${principal.role}`;
}
