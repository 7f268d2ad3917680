import { describe, expect, it } from "vitest";
import { prefilter } from "../../src/loaders/recognise.ts";
import { loaded, notificationsOf } from "./reading.ts";

const scp = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };

describe("texts that are ours", () => {
  it.each([
    ["scp.json", JSON.stringify(scp), "policy-document"],
    ["policy", JSON.stringify(scp), "policy-document"],
    ["<stdin>", JSON.stringify(scp), "policy-document"],
    ["scp.json", `\ufeff${JSON.stringify(scp)}`, "policy-document"],
    [
      "p.json",
      '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}',
      "policy-document",
    ],
    [
      "p.yaml",
      "Version: 2012-10-17\nStatement:\n  Effect: Deny\n  Action: '*'\n  Resource: '*'\n",
      "policy-document",
    ],
    ["e.json", '{"VpcEndpoints": []}', "aws-response"],
    ["e.yaml", "VpcEndpoints: []\n", "aws-response"],
    [
      "c.json",
      '{"cluster": {"name": "a", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/a"}}',
      "aws-response",
    ],
    ["t.json", '{"ResourceTagMappingList": []}', "aws-response"],
    ["tags.json", '{"tags": {"GuardDutyManaged": "true"}}', "aws-response"],
    ["eks-list-tags-for-resource.json", '{"tags": {"a": "b"}}', "aws-response"],
    ["i.yaml", "guardlint: inventory/v1\nclusters: [{name: a}]\n", "inventory"],
    ["i.json", '{"guardlint": "inventory/v1", "vpcs": []}', "inventory"],
  ])("%s: %s", (path, text, format) => {
    expect(loaded(path, text)?.format).toBe(format);
  });
});

describe("broken texts that are ours end as errors", () => {
  it.each([
    [
      "a policy cut off in its first statement",
      "p.json",
      '{"Version": "2012-10-17", "Statement": [{"Sid": "x',
    ],
    ["a policy cut off after its version", "p.json", '{"Version": "2012-10-17",'],
    ["a policy with comments", "p.json", '{ // ours\n"Version": "2012-10-17", "Statement": [] }'],
    ["a policy with a trailing comma", "p.json", '{"Statement": [{"Effect": "Deny",}]}'],
    ["endpoints cut off", "e.json", '{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "Pol'],
    [
      "endpoints behind metadata, cut off",
      "e.json",
      '{"ResponseMetadata": {"a": 1}, "VpcEndpoints": [',
    ],
    [
      "a cluster cut off",
      "c.json",
      '{"cluster": {"arn": "arn:aws:eks:eu-west-1:111122223333:cluster/a", ',
    ],
    ["details cut off", "d.json", '{"RoleDetailList": [{'],
    ["an inventory cut off", "i.json", '{"guardlint": "inventory/v1", "clusters": ['],
    ["an inventory with a wrong indent", "i.yaml", "guardlint: inventory/v1\nclusters: [a\nb: c\n"],
    ["a YAML policy with a wrong indent", "p.yml", "Statement:\n  - Effect: Deny\n Action: x\n"],
  ])("%s", (_, path, text) => {
    const code = path.endsWith("json") ? "malformed-json" : "malformed-yaml";
    const document = loaded(path, text);
    expect(document?.notifications.map(({ level, code: own }) => `${level} ${own}`)).toContain(
      `error ${code}`,
    );
  });
});

describe("texts that are not ours cost no parse and are no error", () => {
  it.each([
    [
      "a commented tsconfig",
      "tsconfig.json",
      '{\n  // "Statement": "Effect"\n  "compilerOptions": {},\n}',
    ],
    ["a lock file", "package-lock.json", '{"name": "x", "packages": {"Statement": {"Effect": 1}}}'],
    [
      "a template",
      "t.json",
      '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"P": {"Statement": [{"Effect": "Allow"}]}}}',
    ],
    ["a broken template", "t.json", '{"Resources": {"P": {"Version": "2012-10-17", "Statement": ['],
    ["a statement of a bank", "s.json", '{"Statement": {"balance": 1}}'],
    ["an OpenAPI document", "api.json", '{"openapi": "3.1.0", "tags": [{"name": "cluster"}]}'],
    ["tags of something", "t.auto.tfvars.json", '{"tags": {"team": "a"}}'],
    ["settings of a cluster", "c.json", '{"cluster": {"name": "a"}, }'],
    [
      "a Kubernetes manifest",
      "k.yaml",
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  policy: |\n    {"Statement": [{"Effect": "Allow"}]}\n',
    ],
    ["a broken Kubernetes manifest", "k.yaml", "kind: ConfigMap\n data: [\n"],
    ["a Helm template", "templates/x.yaml", "{{- if .Values.x }}\nkind: Role\n{{ end }}\n"],
    ["a workflow", "w.yml", "on: push\njobs:\n  a:\n    steps: []\n"],
    [
      "a YAML template",
      "t.yml",
      "Resources:\n  P:\n    Properties:\n      PolicyDocument:\n        Statement:\n        - Effect: Allow\n",
    ],
    ["tasks with tags", "site.yml", "tags: [a\nkubernetes.io/x: y\n"],
    ["a page", "README.md", "guardlint: inventory/v1\n"],
    ["a policy still to be filled in", "p.json.tftpl", '{"Statement": [{"Effect": ${effect}}]}'],
    ["a bucket's policy in a wrapper", "p.json", '{"Policy": "{\\"Statement\\": []}"}'],
    ["a list", "l.json", '[{"Effect": "Allow"}]'],
    ["an empty file", "e.json", ""],
    ["a blank file", "e.yaml", " \n"],
    ["no text at all", "x.json", "\u0000\u0001"],
  ])("%s", (_, path, text) => {
    expect(notificationsOf(loaded(path, text))).toEqual([]);
    expect(loaded(path, text)?.resources ?? []).toEqual([]);
  });

  it.each([
    ["tsconfig.json", '{\n  // "Statement"\n  "compilerOptions": {},\n}'],
    ["package-lock.json", '{"name": "x", "packages": {"Statement": {"Effect": 1}}}'],
    ["k.yaml", "kind: ConfigMap\ndata:\n  Statement: Effect\n"],
  ])("%s is not even parsed", (path, text) => {
    expect(prefilter(path, text)).toBeUndefined();
  });
});

describe("several documents in a file", () => {
  it("those that are not ours are passed over", () => {
    const text =
      "kind: ConfigMap\n---\nguardlint: inventory/v1\nvpcs: [{id: vpc-0a1b}]\n---\nx: y\n";
    const document = loaded("all.yaml", text);
    expect(document?.resources.map(({ address }) => address)).toEqual(["vpc-0a1b"]);
    expect(notificationsOf(document)).toEqual([]);
  });

  it("policies in one file get addresses of their own", () => {
    const policy = "Statement: {Effect: Deny, Action: '*', Resource: '*'}\n";
    const document = loaded("scp.yaml", `${policy}---\n${policy}`);
    expect(document?.resources.map(({ address }) => address)).toEqual(["scp.yaml", "scp.yaml#2"]);
  });
});
