import { compareAgentVersions, parseAgentVersion } from "../../aws/agent-versions.ts";
import type { AddonConfiguration } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Fact, Reason } from "../../model/value.ts";

/** A setting that the add-on does not take. */
export interface SettingProblem {
  readonly key: string;
  /** Lower case, no final period. */
  readonly message: string;
  readonly place: Place;
}

type KnownConfiguration = Extract<AddonConfiguration, { readonly state: "known" }>;

/**
 * What the agent's add-on takes, by setting; the version is the first that knows the setting.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-configure-security-agent-eks-addon.html
 */
const settings: ReadonlyMap<
  string,
  { readonly since: string; readonly check: (value: string) => string | undefined }
> = new Map([
  [
    "priorityClassName",
    {
      since: "v1.5.0",
      check: oneOf([
        "aws-guardduty-agent.priorityclass",
        "aws-guardduty-agent.priorityclass-high",
        "system-cluster-critical",
        "system-node-critical",
      ]),
    },
  ],
  [
    "dnsPolicy",
    { since: "v1.5.0", check: oneOf(["ClusterFirst", "ClusterFirstWithHostNet", "Default"]) },
  ],
  ["resources.requests.cpu", { since: "v1.5.0", check: cpu }],
  ["resources.limits.cpu", { since: "v1.5.0", check: cpu }],
  ["resources.requests.memory", { since: "v1.5.0", check: memory }],
  ["resources.limits.memory", { since: "v1.5.0", check: memory }],
  ["resources.disableCpuLimits", { since: "v1.12.1-eksbuild.3", check: oneOf(["true", "false"]) }],
]);

/**
 * The settings that the add-on does not take; settings that AWS does not document are passed over.
 *
 * @param configuration - of an add-on
 * @param version - of the add-on; what a newer one alone takes is left open where it is not known
 */
export function agentSettingProblems(
  configuration: KnownConfiguration,
  version: Fact<string>,
): { readonly problems: readonly SettingProblem[]; readonly because: readonly Reason[] } {
  const problems: SettingProblem[] = [];
  const because: Reason[] = configuration.rest === undefined ? [] : [configuration.rest];
  for (const { key, value } of configuration.settings) {
    const known = settings.get(key);
    if (known === undefined || value.state === "absent") continue;
    const { place } = value;
    if (value.state === "unknown") {
      because.push({ ...value.reason, place });
      continue;
    }
    const message = known.check(value.value);
    if (message !== undefined) problems.push({ key, message, place });
    else if (isOlder(version, known.since)) {
      problems.push({ key, message: `versions before ${known.since} do not know it`, place });
    } else if (version.state === "unknown")
      because.push({ ...version.reason, place: version.place });
  }
  return { problems, because };
}

/** Where no version is stated a new one is taken. */
function isOlder(version: Fact<string>, since: string): boolean {
  if (version.state !== "known") return false;
  const [own, first] = [parseAgentVersion(version.value), parseAgentVersion(since)];
  return own !== undefined && first !== undefined && compareAgentVersions(own, first) < 0;
}

function oneOf(values: readonly string[]): (value: string) => string | undefined {
  return (value) =>
    values.includes(value)
      ? undefined
      : `it is one of ${values.map((one) => `\`${one}\``).join(", ")}`;
}

/** From 200m to 10000m. */
function cpu(value: string): string | undefined {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,9})?)(m?)$/.exec(value) ?? [];
  const milli = number === undefined ? Number.NaN : Number(number) * (unit === "m" ? 1 : 1000);
  return milli >= 200 && milli <= 10_000 ? undefined : "it lies between `200m` and `10000m`";
}

const mebibyte = 2 ** 20;
const units: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["k", 1000],
  ["M", 1000 ** 2],
  ["G", 1000 ** 3],
  ["Ki", 2 ** 10],
  ["Mi", mebibyte],
  ["Gi", 2 ** 30],
]);

/** From 256Mi to 20000Mi. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function memory(value: string): string | undefined {
  const [, number, unit = ""] = /^(\d{1,15}(?:\.\d{1,9})?)([kMGKi]{0,2})$/.exec(value) ?? [];
  const bytes = Number(number) * (units.get(unit) ?? Number.NaN);
  return bytes >= 256 * mebibyte && bytes <= 20_000 * mebibyte
    ? undefined
    : "it lies between `256Mi` and `20000Mi`";
}
