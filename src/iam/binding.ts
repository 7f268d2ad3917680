import { rcpServices } from "../aws/rcp-services.ts";
import type { PolicyType } from "../model/policy.ts";
import { hasIdentityPolicies, isIamPrincipal } from "./principal.ts";
import type { Request } from "./request.ts";
import { serviceLinked } from "./service-linked.ts";
import { not, type Truth } from "./truth.ts";

/** Whether a layer binds a request, and why not where it does not. */
export interface Binding {
  readonly truth: Truth;
  readonly detail: string;
}

/**
 * Whether a layer binds the request. Service-linked roles meet neither SCPs nor RCPs, SCPs bind
 * only principals of member accounts, RCPs only some services, and the root user has neither
 * identity policies nor a boundary.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function binding(layer: PolicyType, request: Request): Binding {
  const { principal, service } = request;
  switch (layer) {
    case "scp":
    case "rcp":
      if (layer === "rcp" && !rcpServices.has(service)) {
        return { truth: false, detail: `resource control policies do not bind \`${service}\`` };
      }
      if (layer === "scp" && !isIamPrincipal(principal)) {
        return { truth: false, detail: "service control policies bind principals of accounts" };
      }
      return {
        truth: not(serviceLinked(request)),
        detail: "service-linked roles are not bound by policies of the organisation",
      };
    case "permissions-boundary":
      return {
        truth: hasIdentityPolicies(principal),
        detail: "there is no permissions boundary for this principal",
      };
    case "identity":
      return {
        truth: hasIdentityPolicies(principal),
        detail: "this principal has no identity policies",
      };
    case "session":
      return { truth: isIamPrincipal(principal), detail: "this principal has no session policies" };
    case "resource":
    case "vpc-endpoint":
      return { truth: true, detail: "" };
  }
}
