import type { PolicyType } from "../model/policy.ts";
import type { Reason } from "../model/value.ts";
import { binding } from "./binding.ts";
import { evaluateSet, type SetVerdict, type StatementResult } from "./evaluate-layer.ts";
import { grants, isSameAccount, resourcePolicyDecides, type GrantInputs } from "./grant.ts";
import { layerOrder, type Layers, type PolicyLevels, type PolicySet } from "./layers.ts";
import { isIamPrincipal } from "./principal.ts";
import type { Request } from "./request.ts";
import { and, isUnknown, not, or, reasonsOf, type Truth } from "./truth.ts";

/** A layer, or one of its levels, that kept a request from being allowed. */
export interface Block {
  readonly layer: PolicyType;
  /** 0-based, from the root down; undefined for layers without levels. */
  readonly level: number | undefined;
}

/** The answer about one request. */
export interface Decision {
  readonly decision: "allowed" | "explicitly-denied" | "implicitly-denied" | "undetermined";
  /**
   * Whether the request gets through. `no` also where it is only open whether the denial is an
   * explicit one, for which `decision` is `undetermined`.
   */
  readonly permitted: "yes" | "no" | "unknown";
  /**
   * The statements that the decision rests on: those that deny, those that allow, or those of which
   * it is open whether they match. None for an implicit denial.
   */
  readonly determining: readonly StatementResult[];
  readonly blockedBy: readonly Block[];
  /** Every statement of every layer, in the order of the layers. */
  readonly statements: readonly StatementResult[];
  /** What is missing, for an undetermined decision. */
  readonly reasons: readonly Reason[];
  /** What was taken for granted where the input does not tell, a sentence each. */
  readonly assumptions: readonly string[];
}

/** One layer or level with what it says. */
interface Gate extends Block {
  readonly verdict: SetVerdict;
  /** Whether the gate lets the request through, as far as allowing goes. */
  readonly open: Truth;
}

/**
 * Decides one concrete request. An explicit deny in any layer wins; otherwise every layer that is
 * asked must let the request through. Unknown parts count only where they could change the answer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * @param request - from {@link readRequest}
 * @param layers - compiled once, for any number of requests
 */
export function decide(request: Request, layers: Layers): Decision {
  const statements: StatementResult[] = [];
  const gates = layerOrder.flatMap((layer) => gatesOf(layer, request, layers, statements));
  const deny = gates.reduce<Truth>((truth, gate) => or(truth, gate.verdict.deny), false);
  const limits = gates
    .filter((gate) => !granting.has(gate.layer))
    .reduce<Truth>((truth, gate) => and(truth, gate.open), true);
  const granted = grantOf(request, layers, gates);
  const allow = and(limits, granted.truth);
  const { decision, permitted } = outcome(deny, allow);
  return {
    decision,
    permitted,
    determining: statements.filter((result) => determines(result, decision)),
    blockedBy: blockedBy(decision, request, gates, granted),
    statements,
    reasons:
      decision === "undetermined" ? [...new Set([...reasonsOf(deny), ...reasonsOf(allow)])] : [],
    assumptions: granted.assumptions,
  };
}

/** Layers of which {@link grants} says what they amount to together. */
const granting: ReadonlySet<PolicyType> = new Set([
  "identity",
  "permissions-boundary",
  "session",
  "resource",
]);

function outcome(deny: Truth, allow: Truth): Pick<Decision, "decision" | "permitted"> {
  if (deny === true) return { decision: "explicitly-denied", permitted: "no" };
  if (isUnknown(deny)) {
    return { decision: "undetermined", permitted: allow === false ? "no" : "unknown" };
  }
  if (isUnknown(allow)) return { decision: "undetermined", permitted: "unknown" };
  return allow
    ? { decision: "allowed", permitted: "yes" }
    : { decision: "implicitly-denied", permitted: "no" };
}

function gatesOf(
  layer: PolicyType,
  request: Request,
  layers: Layers,
  results: StatementResult[],
): readonly Gate[] {
  const binds = binding(layer, request);
  const gate = (set: PolicySet, level: number | undefined): Gate => {
    const verdict = evaluateSet(set, { layer, level }, request, layers, results, binds);
    // `RCPFullAWSAccess` is attached at every level and cannot be detached.
    const allow = layer === "rcp" ? true : verdict.allow;
    return { layer, level, verdict, open: or(allow, not(binds.truth)) };
  };
  if (layer === "scp" || layer === "rcp") {
    const levels = layers[layer];
    return levels === undefined ? [] : levelGates(levels, layer, gate);
  }
  const set = layers[layer];
  return set === undefined ? [] : [gate(set, undefined)];
}

function levelGates(
  { levels, rest }: PolicyLevels,
  layer: "scp" | "rcp",
  gate: (set: PolicySet, level: number | undefined) => Gate,
): readonly Gate[] {
  const gates = levels.map((set, level) => gate(set, level));
  // An organisation has at least a root: no level at all grants nothing.
  if (rest !== undefined || (gates.length === 0 && layer === "scp")) {
    gates.push(gate({ policies: [], rest }, undefined));
  }
  return gates;
}

interface Granted {
  readonly truth: Truth;
  readonly inputs: GrantInputs;
  readonly assumptions: readonly string[];
}

function grantOf(request: Request, layers: Layers, gates: readonly Gate[]): Granted {
  const open = (layer: PolicyType): Truth | undefined =>
    gates.find((gate) => gate.layer === layer)?.open;
  const resource = gates.find((gate) => gate.layer === "resource");
  const inputs: GrantInputs = {
    identity: identityOf(request, gates),
    boundary: open("permissions-boundary") ?? true,
    session: open("session") ?? true,
    resource: resource?.verdict.grants,
  };
  const asked = Object.values(layers).some((layer) => layer !== undefined);
  if (!asked && request.principal.kind !== "root") {
    return { truth: false, inputs, assumptions: [] };
  }
  const same = isSameAccount(request);
  const truth = grants(request, inputs, same ?? true);
  const across = same === undefined ? grants(request, inputs, false) : truth;
  const assumptions =
    across === truth || (isUnknown(across) && isUnknown(truth))
      ? []
      : [
          "The resource is taken to be in the principal's own account, because nothing tells its account; `aws:ResourceAccount` in the context can.",
        ];
  return { truth, inputs, assumptions };
}

/** The root user needs no identity policy; principals without an account have none. */
function identityOf(request: Request, gates: readonly Gate[]): Truth | undefined {
  if (request.principal.kind === "root") return true;
  const gate = gates.find(({ layer }) => layer === "identity");
  if (gate === undefined) return undefined;
  return isIamPrincipal(request.principal) ? gate.verdict.allow : false;
}

function determines(result: StatementResult, decision: Decision["decision"]): boolean {
  const { effect } = result.statement;
  switch (decision) {
    case "explicitly-denied":
      return result.truth === true && effect.kind === "known" && effect.value === "Deny";
    case "allowed":
      return result.truth === true && effect.kind === "known" && effect.value === "Allow";
    case "undetermined":
      return isUnknown(result.truth);
    case "implicitly-denied":
      return false;
  }
}

function blockedBy(
  decision: Decision["decision"],
  request: Request,
  gates: readonly Gate[],
  granted: Granted,
): readonly Block[] {
  const block = ({ layer, level }: Gate): Block => ({ layer, level });
  if (decision === "explicitly-denied") {
    return gates.filter((gate) => gate.verdict.deny === true).map(block);
  }
  if (decision !== "implicitly-denied") return [];
  return gates.filter((gate) => withholds(gate, request, granted)).map(block);
}

/** Whether the request would need an allow of this gate that is not there. */
function withholds(gate: Gate, request: Request, { truth, inputs }: Granted): boolean {
  if (!granting.has(gate.layer)) return gate.open === false;
  if (truth !== false) return false;
  switch (gate.layer) {
    case "identity":
      return inputs.identity === false;
    case "resource":
      return (
        gate.verdict.allow === false &&
        (inputs.identity === undefined ||
          isSameAccount(request) === false ||
          resourcePolicyDecides(request))
      );
    default:
      return gate.open === false;
  }
}
