import type { IngressRule } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";
import { parseCidr, type AddressRange } from "./cidr.ts";

/** The port on which the agent reaches the endpoint. */
const telemetryPort = 443;

/** What an inventory writes for the first and the last port where a rule lets all of them in. */
const allPorts = -1;

/** Addresses that an ingress rule lets in. */
export interface Source {
  /** Whether the rule lets the telemetry port in; else the reason why that is not known. */
  readonly applies: true | Reason;
  readonly range: AddressRange;
  readonly text: string;
  readonly place: Place;
}

/**
 * The addresses from which a rule lets the telemetry port in; what is no address, such as another
 * group, is passed over.
 *
 * @param rule - an ingress rule of a group
 * @param sources - takes the addresses
 * @param because - takes the reasons why there may be further ones
 */
export function readSources(rule: IngressRule, sources: Source[], because: Reason[]): void {
  const applies = coversPort(rule);
  if (applies === false) return;
  for (const peer of rule.peers) {
    if (peer.kind !== "cidr" && peer.kind !== "prefix-list") continue;
    const { place } = peer;
    if (peer.kind === "prefix-list") {
      const id = peer.id.state === "known" ? peer.id.value : "of a rule";
      const detail = `the entries of the prefix list ${id} are not in the input`;
      because.push({ code: "not-in-input", detail, place });
      continue;
    }
    const { cidr } = peer;
    if (cidr.state === "absent") continue;
    if (cidr.state === "unknown") {
      because.push({ ...cidr.reason, place });
      continue;
    }
    const range = parseCidr(cidr.value);
    if (range === undefined) {
      because.push({ code: "malformed", detail: "a source is not a CIDR block", place });
    } else {
      sources.push({ applies, range, text: cidr.sensitive ? "(sensitive)" : cidr.value, place });
    }
  }
  if (rule.rest !== undefined) because.push({ ...rule.rest, place: rule.rest.place ?? rule.place });
}

/** Whether a rule lets the telemetry port in; the reason where that is not known. */
export function coversPort(rule: IngressRule): boolean | Reason {
  const { protocol, fromPort, toPort } = rule;
  if (protocol.state === "unknown") return { ...protocol.reason, place: protocol.place };
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  const name = protocol.state === "known" ? protocol.value : "-1";
  if (name === "-1" || name === "all") return true;
  if (name !== "tcp" && name !== "6") return false;
  if (fromPort.state === "known" && fromPort.value > telemetryPort) return false;
  if (toPort.state === "known" && toPort.value < telemetryPort && toPort.value !== allPorts) {
    return false;
  }
  if (fromPort.state === "unknown") return { ...fromPort.reason, place: fromPort.place };
  if (toPort.state === "unknown") return { ...toPort.reason, place: toPort.place };
  return true;
}
