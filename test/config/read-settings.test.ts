import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src/config/generated/defaults.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { positionOf, settingsFrom } from "./configuration.ts";

const everything = `extends: default
account: "111122223333"
trust:
  accounts: ["111122223333", "444455556666"]
  organization: o-a1b2c3d4e5
  principals: ["arn:aws:iam::111122223333:role/GuardrailAdmin"]
guardduty: { management: selective }
facts:
  organization:
    id: o-a1b2c3d4e5
    root: r-ab12
    management-account: "123456789012"
    units: [{ id: ou-ab12-11111111, parent: r-ab12 }]
    accounts: [{ id: "111122223333", parent: ou-ab12-11111111 }]
  attachments: [{ policy: ./policies/protect-tag.json, targets: [r-ab12, 444455556666] }]
  shared-subnets: [{ id: subnet-0abc, vpc: vpc-0def, owner: "444455556666" }]
  endpoints: [{ vpc: vpc-0abc, service: guardduty-data, reachable-from: [vpc-0def] }]
ignore: ["legacy/"]
rules: { open-endpoint-ingress: [error, {}], non-boolean-tag-value: off }
suppressions:
  - rule: cluster-without-endpoint
    subject: aws_eks_cluster.lab
    path: lab/
    reason: no workloads
    expires: 2027-03-31
`;

describe("settings without a configuration", () => {
  it("are the shipped rule set and nothing else", async () => {
    const { settings, notifications } = await readSettings(undefined);
    expect(notifications).toEqual([]);
    expect(settings).toEqual({
      file: undefined,
      rules: new Map(
        Object.entries(defaultSettings.rules).map(([id, stated]) =>
          typeof stated === "string"
            ? [id, { level: stated, options: {} }]
            : [id, { level: stated[0], options: stated[1] }],
        ),
      ),
      accounts: [],
      trust: { accounts: [], organization: undefined, principals: [] },
      management: "infer",
      facts: { organization: undefined, attachments: [], sharedSubnets: [], endpoints: [] },
      ignore: [],
      suppressions: [],
    });
  });

  it.each(["", "# nothing yet\n", "extends: default\n", "trust:\nsuppressions:\n", "{}"])(
    "are those of a configuration that changes nothing: %j",
    async (text) => {
      const { settings } = await readSettings(undefined);
      expect(await settingsFrom(text)).toEqual({ ...settings, file: "guardlint.yaml" });
    },
  );
});

describe("settings with a configuration", () => {
  it("hold every key of it", async () => {
    const settings = await settingsFrom(everything);
    expect(settings.file).toBe("guardlint.yaml");
    expect(settings.accounts).toMatchObject([{ path: undefined, account: "111122223333" }]);
    expect(settings.trust).toEqual({
      accounts: ["111122223333", "444455556666"],
      organization: "o-a1b2c3d4e5",
      principals: ["arn:aws:iam::111122223333:role/GuardrailAdmin"],
    });
    expect(settings.management).toBe("selective");
    expect(settings.facts).toMatchObject({
      organization: {
        id: "o-a1b2c3d4e5",
        root: "r-ab12",
        managementAccount: "123456789012",
        units: [{ id: "ou-ab12-11111111", parent: "r-ab12" }],
        accounts: [{ id: "111122223333", parent: "ou-ab12-11111111" }],
      },
      attachments: [{ policy: "policies/protect-tag.json", targets: ["r-ab12", "444455556666"] }],
      sharedSubnets: [{ id: "subnet-0abc", vpc: "vpc-0def", owner: "444455556666" }],
      endpoints: [{ vpc: "vpc-0abc", service: "guardduty-data", reachableFrom: ["vpc-0def"] }],
    });
    expect(settings.ignore).toEqual(["legacy/"]);
    expect(settings.suppressions).toMatchObject([
      {
        rule: "cluster-without-endpoint",
        subject: "aws_eks_cluster.lab",
        path: "lab/",
        reason: "no workloads",
        expires: "2027-03-31",
      },
    ]);
  });

  it("replace the levels that it names and keep the others", async () => {
    const { rules } = await settingsFrom(everything);
    expect(rules.get("open-endpoint-ingress")).toEqual({ level: "error", options: {} });
    expect(rules.get("non-boolean-tag-value")).toEqual({ level: "off", options: {} });
    expect(rules.get("untrusted-tag-change")).toEqual({ level: "error", options: {} });
  });

  it("know where facts, accounts and suppressions stand", async () => {
    const { accounts, facts, suppressions } = await settingsFrom(everything);
    const places = [accounts[0], facts.organization, facts.endpoints[0], suppressions[0]];
    expect(
      places.map((entry) => (entry === undefined ? "missing" : positionOf(entry.place))),
    ).toEqual(["2:10", "10:5", "17:15", "21:5"]);
  });

  it.each([
    ["quoted", 'account: "012345678901"'],
    ["unquoted, with the zero that a number would lose", "account: 012345678901"],
  ])("keep an account id as written: %s", async (_, text) => {
    const { accounts } = await settingsFrom(text);
    expect(accounts).toMatchObject([{ path: undefined, account: "012345678901" }]);
  });

  it("take accounts by path", async () => {
    const { accounts } = await settingsFrom(
      "account: [{ path: prod/, account: 111122223333 }, { account: 444455556666 }]",
    );
    expect(accounts).toMatchObject([
      { path: "prod/", account: "111122223333" },
      { path: undefined, account: "444455556666" },
    ]);
  });

  it.each([
    ["the account above", "account: 111122223333", ["111122223333"]],
    [
      "nobody where there are several, which need not trust each other",
      "account: [{ path: a, account: 111122223333 }, { account: 444455556666 }]",
      [],
    ],
    [
      "nobody but those listed",
      "account: 111122223333\ntrust: { accounts: [444455556666] }",
      ["444455556666"],
    ],
  ])("trust %s", async (_, text, accounts) => {
    expect((await settingsFrom(text)).trust.accounts).toEqual(accounts);
  });

  it.each([
    ["a byte order mark", "\ufeffignore: [a]\n"],
    ["Windows line ends", "ignore:\r\n  - a\r\n"],
    ["JSON", '{"ignore": ["a"]}'],
  ])("are read from a file with %s", async (_, text) => {
    expect((await settingsFrom(text)).ignore).toEqual(["a"]);
  });

  it("read an anchor's value wherever its alias stands", async () => {
    const { trust } = await settingsFrom("account: &own 111122223333\ntrust: { accounts: [*own] }");
    expect(trust.accounts).toEqual(["111122223333"]);
  });
});
