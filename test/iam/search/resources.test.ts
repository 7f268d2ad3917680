import { expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { layersOf, untrusted } from "./families.ts";

const arns = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
const clusters = "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html";
const cluster = "arn:aws:eks:*:*:cluster/*";

test.each([
  { asked: cluster, granted: "arn:aws:eks:*:*:cluster/a*", gets: "yes", page: arns },
  { asked: cluster, granted: "arn:aws:eks:eu-west-?:*:cluster/*", gets: "yes", page: arns },
  { asked: cluster, granted: "arn:aws:eks:eu-west-1:EU:cluster/*", gets: "no", page: arns },
  {
    asked: cluster,
    granted: "arn:aws:eks:eu:west:1:111122223333:cluster/*",
    gets: "no",
    page: arns,
  },
  { asked: cluster, granted: "arn:aws:eks:*:*:*:cluster/*", gets: "no", page: clusters },
  { asked: cluster, granted: "arn:aws:eks:*:*:cluster/a:b", gets: "no", page: clusters },
  {
    asked: "arn:aws:logs:*:*:*",
    granted: "arn:aws:logs:*:*:log-group:a:*",
    gets: "yes",
    page: arns,
  },
  { asked: "arn:aws:logs:*:*:x", granted: "arn:aws:logs:*:*:*:x", gets: "no", page: arns },
])("of $asked a grant on $granted lets some through: $gets ($page)", (row) => {
  const [, , service = ""] = row.asked.split(":");
  const statement = { Effect: "Allow", Action: "*", Resource: row.granted };
  const layers = layersOf({ scp: [[{ Version: "2012-10-17", Statement: statement }]] });
  const family = {
    action: `${service}:TagResource`,
    principal: untrusted,
    resource: [row.asked],
    organization: { kind: "any" },
    context: {},
  } as const;
  const { answer } = ask({ layers, families: [family], budget: new Budget(100_000) });
  expect(answer).toBe(row.gets);
});
