import { describe, expect, it } from "vitest";
import { loaded, notificationsOf, resourcesOf, textAt } from "./reading.ts";

const denies = [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }];
const allows = [{ Effect: "Allow", Action: "eks:*", Resource: "*" }];
const trust = [
  { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
];
const open = [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }];
const deniesAll = [{ Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:*", Resource: "*" }];
const bucket = [
  {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: ["s3:GetObject"],
    Resource: "arn:aws:s3:::logs/*",
  },
];
const telemetry = [
  {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "guardduty:SendSecurityTelemetry",
    Resource: "*",
  },
];
const everything = [
  { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "*", Resource: "*" },
];

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html */
describe("the kind of a bare document", () => {
  it.each([
    // Without principals, what the path says counts among what the content allows.
    ["scp/tags.json", denies, "scp", "the folder `scp` says so"],
    ["scp/deny-IAM-roles.json", denies, "scp", "the folder `scp` says so"],
    ["scp/require-permissions-boundary.json", denies, "scp", "the folder `scp` says so"],
    ["scp/deny-vpc-endpoints.json", denies, "scp", "the folder `scp` says so"],
    [
      "service-control-policies/a.json",
      allows,
      "scp",
      "the folder `service-control-policies` says so",
    ],
    ["a/protect_tag_scp.json", denies, "scp", "the file name says so"],
    ["boundaries/dev.json", allows, "permissions-boundary", "the folder `boundaries` says so"],
    ["iam/deploy.json", allows, "identity", "the folder `iam` says so"],
    ["iam/scp.json", allows, "scp", "the file name says so"],
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    ["vpce/guardduty.json", open, "vpc-endpoint", "the folder `vpce` says so"],
    ["policies/guardduty-data.json", everything, "vpc-endpoint", "the file name says so"],
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    ["rcp/a.json", deniesAll, "rcp", "the folder `rcp` says so"],
    ["endpoint/a.json", deniesAll, "vpc-endpoint", "the folder `endpoint` says so"],
    ["bucket-policy.json", bucket, "resource", "the file name says so"],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    ["iam/role.json", trust, "trust", "it says who may assume a role"],
    // Where no name tells, the content does.
    ["a.json", denies, "scp", "it only denies, as service control policies do"],
    ["a.json", allows, "unknown-kind", "it allows, and names no principal"],
    ["a.json", [...allows, ...denies], "unknown-kind", "it allows, and names no principal"],
    ["endpoint/a.json", allows, "unknown-kind", "it allows, and names no principal"],
    ["scp/rcp.json", deniesAll, "rcp", "the file name says so"],
    [
      "a.json",
      deniesAll,
      "rcp",
      "it only denies, and to everyone, as resource control policies do",
    ],
    ["a.json", open, "vpc-endpoint", "it lets everyone do everything, as endpoint policies do"],
    [
      "a.json",
      telemetry,
      "vpc-endpoint",
      "it names principals for actions of GuardDuty, which has no resource policies",
    ],
    ["a.json", bucket, "resource", "it names principals, and actions of s3 only"],
    ["a.json", everything, "unknown-kind", "it names principals"],
  ])("%s: %j", (path, statement, kind, kindBasis) => {
    const document = { Version: "2012-10-17", Statement: statement };
    const read = loaded(path, document);
    expect(resourcesOf(read)).toEqual([
      {
        type: "policy:document",
        address: path,
        body: { kind, kindBasis, document },
        account: undefined,
        region: undefined,
      },
    ]);
    expect(notificationsOf(read).map((text) => text.split(" at ")[0])).toEqual(
      kind === "unknown-kind" ? ["note policy-kind-open"] : [],
    );
  });

  it("says what would settle an open one", () => {
    const read = loaded("a.json", { Statement: allows });
    expect(read?.notifications.map(({ message }) => message)).toEqual([
      "what kind of policy this is stays open, since it allows, and names no principal; it may be " +
        "an identity policy, a permissions boundary or a service control policy; a file or folder " +
        "name such as `scp`, `iam` or `boundary` would tell",
    ]);
  });
});

describe("places", () => {
  it.each([
    [
      "scp.json",
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "a:B", "Resource": "*"}]}',
      '"a:B"',
    ],
    [
      "scp.yaml",
      "Version: 2012-10-17\nStatement:\n  - Effect: Deny\n    Action: a:B\n    Resource: '*'\n",
      "a:B",
    ],
  ])("lead into %s", (path, text, action) => {
    const body = loaded(path, text)?.resources[0]?.body;
    const document = body?.kind === "map" ? body.get("document") : undefined;
    const statements = document?.kind === "map" ? document.get("Statement") : undefined;
    const first = statements?.kind === "list" ? statements.items[0] : undefined;
    expect(first?.kind === "map" ? textAt(first.get("Action").place) : undefined).toBe(action);
  });
});

describe("bad policies", () => {
  it.each([
    [
      "a key stated twice",
      '{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Action": "a:B", "Resource": "*"}]}',
      ['error duplicate-key at "Effect"'],
    ],
    [
      "no statement",
      '{"Version": "2012-10-17"}',
      ['error malformed-policy at {"Version": "2012-10-17"}'],
    ],
    [
      "a statement that is none",
      '{"Version": "2012-10-17", "Statement": "x"}',
      ['error malformed-policy at "x"'],
    ],
  ])("%s", (_, text, expected) => {
    const read = loaded("p.json", text);
    expect(notificationsOf(read)).toEqual(expected);
    expect(read?.resources.length).toBe(1);
  });

  it("a key stated twice in YAML", () => {
    const text = "Statement:\n  Effect: Deny\n  Action: a:B\n  Resource: '*'\n  Effect: Allow\n";
    expect(notificationsOf(loaded("iam/p.yaml", text))).toEqual(["error duplicate-key at Effect"]);
  });

  it("100,000-deep nesting", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const text = `{"Version": "2012-10-17", "Statement": ${deep}}`;
    const read = loaded("p.json", text);
    expect(read?.notifications.map(({ level }) => level)).toContain("error");
  });
});
