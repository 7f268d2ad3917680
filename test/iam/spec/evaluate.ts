import { conditionHolds } from "./condition.ts";
import { likeAction, likeResource, readings } from "./pattern.ts";
import type { Context, Truth } from "./pattern.ts";

type Scalar = string | number | boolean;
export type OneOrMany = Scalar | readonly Scalar[];
type Principals = string | Readonly<Record<string, OneOrMany>>;
export interface Statement {
  readonly Effect: string;
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}
export type Document = { readonly Version?: string; readonly Statement: Statement | Statement[] };
type Documents = readonly (Document | string)[];
type Kind = "identity" | "boundary" | "session" | "endpoint" | "resource";
/** A request file as plain JSON. */
export interface RequestFile {
  readonly request: Readonly<Record<"principal" | "action" | "resource", string>> & {
    readonly context?: Readonly<Record<string, OneOrMany>>;
  };
  readonly policies?: { readonly [kind in Kind]?: Documents } & {
    readonly [kind in "scp" | "rcp"]?: readonly Documents[];
  };
}
export type Verdict = "allowed" | "explicitly-denied" | "implicitly-denied" | "undetermined";

const texts = (value: OneOrMany | undefined): string[] =>
  [value ?? []].flat().map((item) => String(item));
const any = (...truths: readonly Truth[]): Truth => Math.max(0, ...truths);
const all = (...truths: readonly Truth[]): Truth => Math.min(1, ...truths);

const kinds = [
  ["root", /^\d{12}$|^arn:[^:]+:iam::\d+:root$/u, "Account"],
  ["user", /^arn:[^:]+:iam::\d+:user\//u, "User"],
  ["role", /^arn:[^:]+:iam::\d+:role\//u, "AssumedRole"],
  ["session", /^arn:[^:]+:sts::\d+:assumed-role\//u, "AssumedRole"],
  ["federated", /^arn:[^:]+:sts::\d+:federated-user\//u, "FederatedUser"],
  ["anonymous", /^\*$/u, "Anonymous"],
  ["other", /^/u, undefined],
] as const;
interface Caller {
  readonly kind: (typeof kinds)[number][0];
  readonly arn: string;
  readonly account: string;
  /** The ARN of a session's role without its path, and with it where the request tells. */
  readonly role: string;
  readonly toldRole: string | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function read({ principal, context }: RequestFile["request"]): [Caller, Context] {
  const keys = new Map<string, { values?: string[]; list: boolean }>();
  for (const [key, value] of Object.entries(context ?? {}))
    keys.set(key.toLowerCase(), { values: texts(value), list: typeof value === "object" });
  const arn = /^\d{12}$/u.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
  const [, partition = "", , , account = "", name = ""] = arn.split(":");
  const [kind, , type] = kinds.find(([, form]) => form.test(principal)) ?? kinds[6];
  const role = `arn:${partition}:iam::${account}:role/${name.split("/")[1] ?? ""}`;
  const told = keys.get("aws:principalarn")?.values?.[0] ?? "";
  const same =
    told.startsWith(role.slice(0, role.indexOf("/"))) &&
    told.split("/").at(-1) === role.split("/")[1];
  const put = (key: string, values: string[] | undefined, list = false): unknown =>
    keys.has(key) || keys.set(key, values === undefined ? { list } : { values, list });
  put("aws:principaltype", type && [type]);
  put("aws:principalaccount", kind === "other" ? undefined : [account || "anonymous"]);
  const own = kind === "anonymous" ? [] : [kind === "session" ? role : arn];
  put("aws:principalarn", kind === "other" ? undefined : own);
  const tags = Object.keys(context ?? {}).filter((key) => /^aws:requesttag\//iu.test(key));
  if (tags.length > 0) put("aws:tagkeys", tags.map((key) => key.slice(15)), true); // prettier-ignore
  return [
    { kind, arn, account, role, toldRole: kind === "role" ? arn : same ? told : undefined },
    keys,
  ];
}

/** How an element names the caller; it decides what limits a grant. */
type Naming = Readonly<Record<"self" | "role" | "account", Truth>>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function namings(element: Principals | undefined, caller: Caller): Naming {
  const { kind, arn, account, role, toldRole } = caller;
  if (element === undefined || element === "*") return { self: 1, role: 0, account: 0 };
  const named = { self: 0, role: 0, account: 0 };
  for (const [type, entries] of Object.entries(element))
    for (const entry of texts(entries)) {
      const path = arn.startsWith("arn:") ? `${role.split("/")[0] ?? ""}/` : "none";
      const user = `${path.slice(0, -"role/".length)}user/`;
      if (type !== "AWS") named.self = any(named.self, Number(entry === arn && kind === "other"));
      else if (entry === "*" || (entry === arn && kind !== "role")) named.self = 1;
      else if (entry === account || entry === `${path.slice(0, -"role/".length)}root`)
        named[kind === "root" ? "self" : "account"] = 1;
      else if (entry === (toldRole ?? role) && (kind === "session" || kind === "role"))
        named.role = 1;
      // Neither the path of a session's role nor the user who federated is told by an ARN.
      else if (kind === "session" && !toldRole && entry.startsWith(path))
        named.role = any(named.role, entry.endsWith(`/${role.slice(path.length)}`) ? 0.5 : 0);
      else if (kind === "federated" && entry.startsWith(user)) named.role = any(named.role, 0.5);
    }
  return named;
}

/**
 * A Deny spares whom NotPrincipal names with account and role, and nobody who has a boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function notNamed(element: Principals, caller: Caller, bounded: boolean): Truth {
  const { kind } = caller;
  if (bounded && ["user", "role", "session", "federated"].includes(kind)) return 1;
  const { self, role, account } = namings(element, caller);
  if (["root", "anonymous", "other"].includes(kind)) return 1 - self;
  const whole = kind === "role" ? role : kind === "session" ? all(self, role) : self;
  if (all(whole, account) === 1) return 0;
  return any(self, kind === "user" || kind === "federated" ? 0 : role) === 0 ? 1 : 0.5;
}

type Say = Naming & { readonly deny: Truth };
const allows = ({ self, role, account }: Naming): Truth => any(self, role, account);

/** Decides as AWS's pages tell, with no thought for speed. */
export function evaluate({ request, policies = {} }: RequestFile): Verdict {
  const [caller, context] = read(request);
  const { kind } = caller;

  function matches(statement: Statement, variables: boolean): Truth {
    const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
    const onAction = (pattern: string): Truth => likeAction(pattern, request.action);
    const onResource = (pattern: string): Truth =>
      likeResource(pattern, request.resource, context, variables);
    const unresolved = (pattern: string): boolean =>
      readings(pattern, context, variables)?.length === 0;
    return all(
      Action === undefined ? 1 : any(...texts(Action).map(onAction)),
      NotAction === undefined ? 1 : 1 - any(...texts(NotAction).map(onAction)),
      Resource === undefined ? 1 : any(...texts(Resource).map(onResource)),
      NotResource === undefined ? 1 : 1 - any(...texts(NotResource).map(onResource)),
      texts(NotResource).some(unresolved) ? 0.5 : 1,
      ...Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) =>
          conditionHolds(operator, key, texts(values), context, variables),
        ),
      ),
    );
  }

  function say(documents: Documents, principals: boolean): Say {
    const said = { deny: 0, self: 0, role: 0, account: 0 };
    for (const text of documents) {
      const document = (typeof text === "string" ? JSON.parse(text) : text) as Document;
      for (const statement of [document.Statement].flat()) {
        const { Principal, NotPrincipal } = statement;
        const refused = principals === ((Principal ?? NotPrincipal) === undefined);
        const other = NotPrincipal ? notNamed(NotPrincipal, caller, !!policies.boundary) : 1;
        const rest = all(matches(statement, document.Version === "2012-10-17"), other);
        const truth = refused ? all(rest, 0.5) : rest;
        const named = namings(principals ? Principal : undefined, caller);
        if (statement.Effect === "Deny") said.deny = any(said.deny, all(truth, allows(named)));
        else
          for (const as of ["self", "role", "account"] as const)
            said[as] = any(said[as], all(truth, named[as]));
      }
    }
    return said;
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
  function judge(serviceLinked: boolean): Verdict {
    const denies: Truth[] = [];
    const hear = (documents: Documents | undefined, principals: boolean): Say | undefined => {
      const said = documents && say(documents, principals);
      denies.push(said?.deny ?? 0);
      return said;
    };
    const limit = (documents: Documents | undefined, principals = false): Truth => {
      const said = hear(documents, principals);
      return said ? allows(said) : 1;
    };
    const entity = ["user", "role", "session", "federated"].includes(kind);
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    const bound = policies.scp !== undefined && (entity || kind === "root") && !serviceLinked;
    const scp = bound && policies.scp ? policies.scp.map((level) => limit(level)) : [1];
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    if (/^(?:s3|sts|sqs|kms):/u.test(request.action) && !serviceLinked)
      for (const level of policies.rcp ?? []) hear(level, true);
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    const gates = all(scp.length > 0 ? 1 : 0, ...scp, limit(policies.endpoint, true));
    const granted = hear(policies.resource, true);
    const boundary = entity ? limit(policies.boundary) : 1;
    const limits = all(boundary, entity || kind === "root" ? limit(policies.session) : 1);
    const own = all(entity ? limit(policies.identity) : 1, limits);
    const owner = context.get("aws:resourceaccount")?.values?.[0] ?? request.resource.split(":")[4];
    // Where nothing tells the owner, a request file is about the caller's own resource.
    const local = kind !== "anonymous" && kind !== "other" && (!owner || owner === caller.account);
    // A type of policy that is not there is not asked.
    const asked = kind === "root" || Object.keys(policies).length > 0;
    const trust = request.action.startsWith("sts:AssumeRole") || policies.identity === undefined;
    const granting = (): Truth => {
      if (!granted) return !entity && kind !== "root" && policies.identity ? 0 : own;
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
      if (!local) return all(allows(granted), own);
      const byIdentity = all(own, trust && kind !== "root" ? granted.account : 1);
      return any(granted.self, all(granted.role, limits), byIdentity);
    };
    const [deny, allow] = [any(...denies), all(gates, asked ? granting() : 0)];
    if (deny === 1) return "explicitly-denied";
    if (deny > 0 || allow === 0.5) return "undetermined";
    return allow === 1 ? "allowed" : "implicitly-denied";
  }

  // SCPs and RCPs spare service-linked roles, which a session's ARN does not tell from others.
  const untold = caller.toldRole === undefined && caller.role.includes(":role/AWSServiceRoleFor");
  const linked = caller.toldRole?.includes(":role/aws-service-role/") ?? false;
  const [one, other] = [judge(linked), judge(untold || linked)];
  return one === other ? one : "undetermined";
}
