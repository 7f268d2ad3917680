import { describe, expect, test } from "vitest";
import { compile } from "../../../src/iam/compile.ts";
import { mentionsOf } from "../../../src/iam/search/mentions.ts";
import type { Organization, OrganizationNode } from "../../../src/model/estate.ts";
import type { Fact } from "../../../src/model/value.ts";
import {
  membershipOf,
  placeInOrganization,
  placesNamedIn,
} from "../../../src/rules/reading/organization-place.ts";
import { documentOf } from "./documents.ts";

const paths =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths";

const document = documentOf({ Effect: "Deny", Action: "*", Resource: "*" });
const { place } = document;
const id = "o-a1b2c3d4e5";
const known: Fact<string> = { state: "known", value: id, place, sensitive: false };
const absent: Fact<string> = { state: "absent", place };
const root: OrganizationNode = {
  id: "r-ab12",
  kind: "root",
  parent: undefined,
  parentKnown: true,
  place: undefined,
  isNew: false,
};
const unit: OrganizationNode = {
  id: "ou-ab12-1",
  kind: "unit",
  parent: root,
  parentKnown: true,
  place: undefined,
  isNew: false,
};
const account = (name: string, parent: OrganizationNode | undefined): OrganizationNode => ({
  id: name,
  kind: "account",
  parent,
  parentKnown: parent !== undefined,
  place: undefined,
  isNew: false,
});
const nodes = new Map(
  [account("111122223333", unit), account("444455556666", undefined), unit, root].map((node) => [
    node.id,
    node,
  ]),
);
const organization = (named: Fact<string>): Organization => ({
  policyTypes: absent,
  isWhole: false,
  fullAccess: { toldBy: "nothing" },
  id: named,
  managementAccount: absent,
  nodes,
});

test(`a place is written from the organisation down (${paths})`, () => {
  expect(placeInOrganization("111122223333", id, nodes)).toBe(`${id}/r-ab12/ou-ab12-1/`);
  expect(placeInOrganization("444455556666", id, nodes)).toBeUndefined();
  const moved = account("555566667777", {
    ...unit,
    id: "aws_organizations_organizational_unit.new",
    isNew: true,
  });
  expect(placeInOrganization(moved.id, id, new Map([[moved.id, moved]]))).toBeUndefined();
});

describe("which organisation an account belongs to", () => {
  test.each([
    {
      account: "111122223333",
      bound: false,
      is: { kind: "member", id, paths: [`${id}/r-ab12/ou-ab12-1/`] },
    },
    { account: "444455556666", bound: false, is: { kind: "member", id, paths: undefined } },
    { account: "777788889999", bound: true, is: { kind: "member", id, paths: undefined } },
    { account: "777788889999", bound: false, is: { kind: "any" } },
  ])("$account, bound $bound", ({ account: asked, bound, is }) => {
    expect(membershipOf(asked, bound, organization(known))).toEqual(is);
  });

  test("service control policies bind members of an organisation alone, whatever it is", () => {
    expect(membershipOf("777788889999", true, organization(absent))).toEqual({
      kind: "other",
      than: [],
    });
  });
});

test("places that a policy speaks of, and one that it does not", () => {
  const mentions = mentionsOf([
    compile(
      documentOf({
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: {
          "ForAllValues:StringNotLike": {
            "aws:PrincipalOrgPaths": [`${id}/*`, `${id}/r-ab12/ou-1/*`, "o-other/r-1/*"],
          },
        },
      }),
    ),
  ]);
  expect(placesNamedIn(mentions, id)).toEqual([
    `${id}/r-root/`,
    `${id}/r-x/`,
    `${id}/r-ab12/ou-1/`,
    `${id}/r-ab12/ou-1/ou-x/`,
  ]);
});
