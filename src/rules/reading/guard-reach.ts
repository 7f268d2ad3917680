import { isAccountId } from "../../aws/account-id.ts";
import type { Guard, Organization, OrganizationNode } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";

/** Whether a service control policy binds the principals of an account. */
export type Reach =
  | { readonly reaches: "yes"; readonly assumption: string | undefined }
  | { readonly reaches: "maybe"; readonly reason: Reason }
  | { readonly reaches: "no"; readonly because: string };

/** What is asked about: an account, a root or unit as such, or an account that nothing names. */
export type Bound = { readonly id: string } | "unknown account";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_enable-disable.html */
const typeNames = { scp: "SERVICE_CONTROL_POLICY", rcp: "RESOURCE_CONTROL_POLICY" } as const;

/**
 * A service control policy binds the accounts at and below what it is attached to, and never the
 * management account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function reachOf(guard: Guard, bound: Bound, organization: Organization): Reach {
  const { managementAccount, nodes, policyTypes } = organization;
  if (policyTypes.state === "known" && !policyTypes.value.includes(typeNames[guard.kind])) {
    const because = `the organisation has not enabled policies of the type ${typeNames[guard.kind]}`;
    return { reaches: "no", because };
  }
  const id = bound === "unknown account" ? undefined : bound.id;
  if (managementAccount.state === "known" && managementAccount.value === id) {
    return { reaches: "no", because: "service control policies never bind the management account" };
  }
  if (guard.attachment === "assumed") {
    const assumption = `Nothing tells where ${guard.subject} is attached; it is judged as if it were attached to the root`;
    return { reaches: "yes", assumption };
  }
  let open: Reason | undefined;
  for (const target of guard.targets) {
    if (target.kind === "unknown") {
      open ??= { ...target.reason, place: target.reason.place ?? target.place };
      continue;
    }
    const node = nodes.get(target.id);
    if (node?.kind === "root" || target.id === id) return { reaches: "yes", assumption: undefined };
    const below = id === undefined ? undefined : isBelow(nodes.get(id), target.id);
    if (below === true) return { reaches: "yes", assumption: undefined };
    if (below === undefined) open ??= notTold(guard, target.id, id, target.place);
  }
  if (open !== undefined) return { reaches: "maybe", reason: open };
  const where = guard.targets.map((target) => (target.kind === "node" ? target.id : "")).join(", ");
  const because = where === "" ? "it is attached to nothing" : `it is attached to ${where}`;
  return { reaches: "no", because };
}

/** Undefined where the tree is not known far enough up; nothing lies below an account. */
function isBelow(node: OrganizationNode | undefined, ancestor: string): boolean | undefined {
  if (isAccountId(ancestor)) return false;
  let above = node;
  for (;;) {
    if (above === undefined) return undefined;
    if (above.id === ancestor) return true;
    if (above.kind === "root") return false;
    if (!above.parentKnown) return undefined;
    above = above.parent;
  }
}

function notTold(
  guard: Guard,
  target: string,
  account: string | undefined,
  place: Reason["place"],
): Reason {
  const detail =
    account === undefined
      ? `the account is not known, so nothing tells whether ${guard.subject}, attached to ${target}, reaches it`
      : `nothing tells whether ${account} lies below ${target}, to which ${guard.subject} is attached`;
  return { code: "not-in-input", detail, place };
}
