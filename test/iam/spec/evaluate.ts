import { conditionHolds } from "./condition.ts";
import { likeAction, likeResource, readings } from "./pattern.ts";
import type { Context, Given, Truth } from "./pattern.ts";
import type { Document, Documents, OneOrMany, Principals } from "./request-file.ts";
import type { RequestFile, Statement } from "./request-file.ts";

export type Verdict = "allowed" | "explicitly-denied" | "implicitly-denied" | "undetermined";

const texts = (value: OneOrMany | undefined): string[] =>
  [value ?? []].flat().map((item) => String(item));
const isEntity = (kind: string): boolean => /(?:role|user)$/u.test(kind);
const any = (...truths: readonly Truth[]): Truth => Math.max(0, ...truths);
const all = (...truths: readonly Truth[]): Truth => Math.min(1, ...truths);

/** `kind` is the type of the ARN's resource, `prefix` what the ARNs of its account begin with. */
type Caller = Readonly<Record<"kind" | "arn" | "account" | "prefix" | "name", string>> & {
  /** The ARN of the role with its path, where the request tells it. */
  readonly role: string | undefined;
};
const types: Readonly<Record<string, string>> = {
  ...{ root: "Account", user: "User", role: "AssumedRole", "assumed-role": "AssumedRole" },
  ...{ "federated-user": "FederatedUser", "*": "Anonymous" },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function read({ principal, context }: RequestFile["request"]): [Caller, Context] {
  const keys = new Map<string, { values: string[] | undefined; list: boolean }>();
  const put = (key: string, values: string[] | undefined, list = false): unknown =>
    keys.has(key) || keys.set(key, { values, list });
  const given = Object.entries(context ?? {});
  for (const [key, value] of given) put(key.toLowerCase(), texts(value), typeof value === "object");
  const arn = /^\d{12}$/u.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
  const [, partition = "", , , account = "anonymous", resource = arn] = arn.split(":");
  const [kind = "", name = ""] = resource.split("/");
  const prefix = `arn:${partition}:iam::${account}:`;
  const told = keys.get("aws:principalarn")?.values?.[0] ?? "";
  const same = told.startsWith(`${prefix}role/`) && told.endsWith(`/${name}`);
  const role = kind === "role" ? arn : same ? told : undefined;
  const own = kind === "assumed-role" ? `${prefix}role/${name}` : arn;
  const type = types[kind];
  put("aws:principaltype", type === undefined ? type : [type]);
  put("aws:principalaccount", type === undefined ? type : [account]);
  put("aws:principalarn", type === undefined ? type : kind === "*" ? [] : [own]);
  const tags = given.filter(([key]) => /^aws:requesttag\//iu.test(key));
  if (tags.length > 0) put("aws:tagkeys", tags.map(([key]) => key.slice(15)), true); // prettier-ignore
  return [{ kind, arn, account, prefix, name, role }, keys];
}

/** How an element names the caller; it decides what limits a grant. */
type Naming = Readonly<Record<"self" | "role" | "account", Truth>>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function namings(element: Principals | undefined, caller: Caller): Naming {
  const { kind, arn, account, prefix, name, role } = caller;
  const own = kind === "root" ? "self" : "account";
  const session = kind === "assumed-role";
  const named = { self: 0, role: 0, account: 0 };
  const put = (as: keyof Naming, truth: Truth): Truth => (named[as] = any(named[as], truth));
  if (element === undefined || element === "*") return { ...named, self: 1 };
  for (const [type, entries] of Object.entries(element))
    for (const entry of texts(entries)) {
      // A canonical id stands for an account, and nothing tells for which.
      if (type === "CanonicalUser") put(own, types[kind] && kind !== "*" ? 0.5 : 0);
      else if (type !== "AWS") put("self", Number(entry === arn && types[kind] === undefined));
      else if (entry === "*") put("self", 1);
      else if (entry === account || entry === `${prefix}root`) put(own, 1);
      else if (entry === arn) put(kind === "role" ? "role" : "self", 1);
      else if (session && entry === (role ?? `${prefix}role/${name}`)) put("role", 1);
      // Neither the path of a session's role nor the user who federated is told by an ARN.
      else if (session && !role && entry.startsWith(`${prefix}role/`))
        put("role", entry.endsWith(`/${name}`) ? 0.5 : 0);
      else if (kind === "federated-user" && entry.startsWith(`${prefix}user/`)) put("role", 0.5);
    }
  return named;
}

/**
 * A Deny spares whom NotPrincipal names with account and role, and nobody who has a boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function notNamed(element: Principals, caller: Caller, bounded: boolean): Truth {
  const { self, role, account } = namings(element, caller);
  const listed = Object.entries(element).flatMap(([type, entries]) =>
    type === "AWS" ? texts(entries) : [],
  );
  const everybody = element === "*" || listed.includes("*");
  if (!isEntity(caller.kind) || (everybody && !bounded)) return 1 - self;
  const has = caller.kind.endsWith("role") ? any(self, role) : self;
  const whole = { role, "assumed-role": all(self, role) }[caller.kind] ?? self;
  if (bounded || has === 0) return 1;
  return all(whole, account) === 1 ? 0 : 0.5;
}

const allows = ({ self, role, account }: Naming): Truth => any(self, role, account);

/** Decides as AWS's pages tell, with no thought for speed. */
export function evaluate({ request, policies = {} }: RequestFile): Verdict {
  const [caller, context] = read(request);
  const { action, resource } = request;
  let denied: Truth = 0;

  function matches(statement: Statement, given: Given): Truth {
    const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
    const onAction = (pattern: string): Truth => likeAction(pattern, action);
    const onResource = (pattern: string): Truth => likeResource(pattern, resource, given);
    const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([name, values]) => ({ operator, name, policies: texts(values) })),
    );
    return all(
      Action === undefined ? 1 : any(...texts(Action).map(onAction)),
      1 - any(...texts(NotAction).map(onAction)),
      Resource === undefined ? 1 : any(...texts(Resource).map(onResource)),
      1 - any(...texts(NotResource).map(onResource)),
      texts(NotResource).some((pattern) => readings(pattern, given)?.length === 0) ? 0.5 : 1,
      ...tests.map((test) => conditionHolds(test, given)),
    );
  }

  function say(documents: Documents, principals: boolean): Naming {
    const said = { self: 0, role: 0, account: 0 };
    for (const text of documents) {
      const document = (typeof text === "string" ? JSON.parse(text) : text) as Document;
      const variables = document.Version === "2012-10-17";
      for (const statement of [document.Statement].flat()) {
        const { Principal, NotPrincipal } = statement;
        const refused = principals === ((Principal ?? NotPrincipal) === undefined);
        const other = NotPrincipal ? notNamed(NotPrincipal, caller, !!policies.boundary) : 1;
        const truth = all(matches(statement, { context, variables }), other, refused ? 0.5 : 1);
        const named = namings(principals ? Principal : undefined, caller);
        if (statement.Effect === "Deny") denied = any(denied, all(truth, allows(named)));
        else
          for (const as of ["self", "role", "account"] as const)
            said[as] = any(said[as], all(truth, named[as]));
      }
    }
    return said;
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
  function judge(serviceLinked: boolean): Verdict {
    denied = 0;
    const limit = (documents: Documents | undefined, principals = false): Truth =>
      documents === undefined ? 1 : allows(say(documents, principals));
    const [entity, root] = [isEntity(caller.kind), caller.kind === "root"];
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    const bound = (entity || root) && !serviceLinked;
    const scp = (bound && policies.scp?.map((level) => limit(level))) || [1];
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    if (/^(?:s3|sts|sqs|kms):/u.test(action) && !serviceLinked)
      for (const level of policies.rcp ?? []) say(level, true);
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    const gates = all(scp.length > 0 ? 1 : 0, ...scp, limit(policies.endpoint, true));
    const granted = policies.resource && say(policies.resource, true);
    const boundary = entity ? limit(policies.boundary) : 1;
    const limits = all(boundary, entity || root ? limit(policies.session) : 1);
    const own = all(entity ? limit(policies.identity) : 1, limits);
    const owner = context.get("aws:resourceaccount")?.values?.[0] ?? resource.split(":")[4];
    // Where nothing tells the owner, a request file is about the caller's own resource.
    const local = (entity || root) && (!owner || owner === caller.account);
    const trust = resource.includes(":role/") && action.startsWith("sts:AssumeRole");
    const alone = !trust && (root || policies.identity !== undefined);
    let allow = own;
    // A type of policy that is not there is not asked.
    if (!root && Object.keys(policies).length === 0) allow = 0;
    else if (!granted) allow = !entity && !root && policies.identity ? 0 : own;
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    else if (!local) allow = all(allows(granted), own);
    else allow = any(granted.self, all(granted.role, limits), all(own, alone ? 1 : granted.account)); // prettier-ignore
    allow = all(gates, allow);
    if (denied === 1) return "explicitly-denied";
    if (denied > 0 || allow === 0.5) return "undetermined";
    return allow === 1 ? "allowed" : "implicitly-denied";
  }

  // SCPs and RCPs spare service-linked roles, which a session's ARN does not tell from others.
  const untold = caller.role === undefined && /^AWSServiceRoleFor/u.test(caller.name);
  const linked = caller.role?.includes(":role/aws-service-role/") ?? false;
  const [one, other] = [judge(linked), judge(untold || linked)];
  return one === other ? one : "undetermined";
}
