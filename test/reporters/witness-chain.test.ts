import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/reporters/json.ts";
import { renderSarif } from "../../src/reporters/sarif.ts";
import { renderText } from "../../src/reporters/text.ts";
import { report, result } from "./sample-report.ts";
import { resultsOf } from "./sarif/parsed.ts";

const role = "arn:aws:iam::111122223333:role/Adminx";
const witness = {
  summary: "A role can make itself an administrator",
  request: {
    principal: "arn:aws:iam::111122223333:role/untrusted",
    action: "iam:CreateRole",
    resource: role,
    context: {},
  },
  then: [
    {
      principal: "arn:aws:iam::111122223333:role/untrusted",
      action: "sts:AssumeRole",
      resource: role,
      context: { "sts:ExternalId": "x" },
    },
  ],
};
const chained = report([result({ witness })]);

describe("a witness of several requests", () => {
  it("is drawn request by request", () => {
    const text = renderText(chained, { color: false, quiet: false, width: 80 });
    expect(text).toContain(`  witness: A role can make itself an administrator
    request 1
    principal arn:aws:iam::111122223333:role/untrusted
    action    iam:CreateRole
    resource  arn:aws:iam::111122223333:role/Adminx
    context   (none)
    request 2
    principal arn:aws:iam::111122223333:role/untrusted
    action    sts:AssumeRole
    resource  arn:aws:iam::111122223333:role/Adminx
    context   sts:ExternalId = "x"
`);
  });

  it("keeps its first request where JSON has that of other witnesses", () => {
    const json: unknown = JSON.parse(renderJson(chained));
    expect(json).toMatchObject({ results: [{ witness }] });
  });

  it("is a code flow of all requests in SARIF", () => {
    const [written] = resultsOf(renderSarif(chained, { full: false }));
    const steps = written?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map(({ location }) => location?.message?.text)).toEqual([
      "arn:aws:iam::111122223333:role/untrusted asks for iam:CreateRole on arn:aws:iam::111122223333:role/Adminx.",
      "arn:aws:iam::111122223333:role/untrusted asks for sts:AssumeRole on arn:aws:iam::111122223333:role/Adminx, with sts:ExternalId = x.",
      "Allowed: A role can make itself an administrator.",
    ]);
    expect(written?.properties).toMatchObject({ request: witness.request, then: witness.then });
  });
});
