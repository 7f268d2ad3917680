import { toldByManagedPolicies } from "../aws/managed-policies.ts";
import type { Layers, PolicyLevels, PolicySet } from "../iam/layers.ts";
import { parsePrincipal, type Principal } from "../iam/principal.ts";
import type { Request } from "../iam/request.ts";
import type { Endpoint, Estate, Guard, IamPrincipal } from "../model/estate.ts";
import type { PolicyFact } from "../model/policy.ts";
import type { Reason } from "../model/value.ts";
import { binds, levelsOf } from "../rules/reading/allowances.ts";
import { AllowLevels } from "../rules/reading/allow-levels.ts";
import { reachOf, type Bound } from "../rules/reading/guard-reach.ts";
import { Compiler, fullAccess } from "../rules/reading/policy-layers.ts";
import type { FoundPolicies } from "./decide.ts";

/**
 * The policies of an estate that bear on a request: those of the principal, the service and
 * resource control policies that reach its account, and the endpoint's that `aws:SourceVpce` names.
 *
 * @param estate - everything that was read
 * @param request - who asks for what
 * @returns no policies where the input has none that could bear on anybody
 */
export function policiesFor(estate: Estate, request: Request): FoundPolicies {
  const { principal } = request;
  if (!("account" in principal)) {
    const message =
      "policies of the PATHs apply to principals of accounts, and this one is of none";
    return { ok: false, message };
  }
  if (estate.guards.length + estate.principals.length + estate.endpoints.length === 0) {
    return { ok: false, message: "the PATHs hold no policies" };
  }
  const compiler = new Compiler();
  const assumptions: string[] = [];
  return {
    ok: true,
    assumptions,
    layers: {
      ...organizationLayers(estate, { id: principal.account }, compiler, assumptions),
      ...endpointLayer(estate, request, compiler),
      ...ownLayers(estate, request, compiler),
    },
  };
}

/**
 * The service and resource control policies that reach an account.
 *
 * @param assumptions - takes what is taken for granted about attachments
 */
export function organizationLayers(
  estate: Estate,
  bound: Bound,
  compiler: Compiler,
  assumptions: string[],
): Pick<Layers, "scp" | "rcp"> {
  const scp = scpLevels(estate, bound, compiler, assumptions);
  const { policies, rest } = applying("rcp", estate, bound, assumptions);
  const rcps = compiler.layer(
    policies.map(({ policy }) => policy),
    rest,
  );
  const isAsked = policies.length > 0 || rest !== undefined;
  return {
    ...(scp === undefined ? {} : { scp }),
    ...(isAsked ? { rcp: { levels: [rcps], rest: undefined } } : {}),
  };
}

/** The policies of a kind that certainly reach, and why there may be others. */
function applying(
  kind: Guard["kind"],
  { guards, organization }: Estate,
  bound: Bound,
  assumptions: string[],
): { readonly policies: readonly Guard[]; readonly rest: Reason | undefined } {
  let rest: Reason | undefined;
  const policies: Guard[] = [];
  for (const guard of guards.filter((one) => one.kind === kind)) {
    const reach = reachOf(guard, bound, organization);
    if (reach.reaches === "maybe") rest ??= reach.reason;
    if (reach.reaches !== "yes") continue;
    policies.push(guard);
    if (reach.assumption !== undefined) assumptions.push(reach.assumption);
  }
  return { policies, rest };
}

function scpLevels(
  estate: Estate,
  bound: Bound,
  compiler: Compiler,
  assumptions: string[],
): PolicyLevels | undefined {
  const { policies, rest } = applying("scp", estate, bound, assumptions);
  const allowances = new AllowLevels(estate.guards, estate.organization).of(bound);
  assumptions.push(...allowances.assumptions);
  const binding = { guards: policies, allowances };
  const [first] = [...policies, ...estate.guards];
  if (first === undefined || (!binds(binding) && rest === undefined)) return undefined;
  const full = compiler.compile(fullAccess(first.place, false));
  const { levels, rest: further } = levelsOf(binding, compiler, full);
  const [open, ...narrow] = levels;
  if (open === undefined || rest === undefined) return { levels, rest: further };
  return { levels: [{ ...open, rest: open.rest ?? rest }, ...narrow], rest: further };
}

function endpointLayer(estate: Estate, request: Request, compiler: Compiler): Layers {
  const entry = request.context.get("aws:sourcevpce");
  const id = entry?.kind === "values" ? entry.values[0] : undefined;
  return id === undefined ? {} : endpointLayerById(estate, id, compiler);
}

/** The policy of the endpoint with an id, which may not be in the input. */
export function endpointLayerById(
  estate: Estate,
  id: string,
  compiler: Compiler,
): Pick<Layers, "vpc-endpoint"> {
  const endpoint = estate.endpoints.find((one) => one.id.state === "known" && one.id.value === id);
  if (endpoint === undefined) {
    const detail = `the endpoint ${id} is not in the input`;
    const rest: Reason = { code: "not-in-input", detail, place: undefined };
    return { "vpc-endpoint": { policies: [], rest } };
  }
  return endpointPolicy(endpoint, compiler);
}

/** The policy of an endpoint; AWS's own where it has none. */
export function endpointPolicy(
  { policy }: Endpoint,
  compiler: Compiler,
): Pick<Layers, "vpc-endpoint"> {
  return {
    "vpc-endpoint":
      policy.state === "absent"
        ? { policies: [compiler.compile(fullAccess(policy.place, true))], rest: undefined }
        : compiler.layer([policy]),
  };
}

function ownLayers(
  estate: Estate,
  { principal: asked, actionKey }: Request,
  compiler: Compiler,
): Layers {
  if (asked.kind === "root") return {};
  const own = estate.principals.find((principal) => isAsked(principal, asked));
  if (own === undefined) {
    const detail = "the principal and its policies are not in the input";
    const rest: Reason = { code: "not-in-input", detail, place: undefined };
    return { identity: { policies: [], rest } };
  }
  return policiesOf(own, [actionKey], compiler);
}

/**
 * The identity policies and the boundary of an IAM principal.
 *
 * @param actions - that are asked about, in lower case
 */
export function policiesOf(
  { identity, identityRest, boundary }: IamPrincipal,
  actions: readonly string[],
  compiler: Compiler,
): Pick<Layers, "identity" | "permissions-boundary"> {
  const layer = (facts: readonly PolicyFact[], rest?: Reason): PolicySet =>
    compiler.layer(facts, rest ?? untold(facts, actions));
  return {
    identity: layer(
      identity.map(({ fact }) => fact),
      identityRest,
    ),
    ...(boundary.state === "absent" ? {} : { "permissions-boundary": layer([boundary]) }),
  };
}

/** Of AWS's managed policies no more is known than what they allow of some actions. */
function untold(facts: readonly PolicyFact[], actions: readonly string[]): Reason | undefined {
  if (actions.every((action) => toldByManagedPolicies.has(action))) return undefined;
  const managed = facts.find(
    (fact) => fact.state === "known" && fact.document.statements.length === 0,
  );
  if (managed === undefined) return undefined;
  const detail = "the statements of an AWS managed policy are not in the input";
  return { code: "not-in-input", detail, place: managed.place };
}

/** A session is its role's, which it names without the path. */
function isAsked({ kind, arn, name }: IamPrincipal, asked: Principal): boolean {
  if (asked.kind === "session") {
    const role = arn.state === "known" ? parsePrincipal(arn.value) : undefined;
    if (asked.roleArn !== undefined) return arn.state === "known" && arn.value === asked.roleArn;
    if (kind !== "role" || name.state !== "known" || name.value !== asked.role) return false;
    return role === undefined || ("account" in role && role.account === asked.account);
  }
  if (arn.state === "known") return "arn" in asked && arn.value === asked.arn;
  if (name.state !== "known") return false;
  if (asked.kind === "role") return kind === "role" && lastPart(asked.path) === name.value;
  return asked.kind === "user" && kind === "user" && lastPart(asked.name) === name.value;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
