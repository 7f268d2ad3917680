import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html
  ["violated/all-values", "violated", "fixtures/rules/ineffective-guard-condition/violated/all-values/scp.json: ProtectTag", "The deny `ProtectTag` compares `aws:TagKeys` with `ForAllValues`, which a request that carries another tag as well does not meet", "\"aws:TagKeys\""],
  ["violated/inverted", "violated", "fixtures/rules/ineffective-guard-condition/violated/inverted/scp.json: ProtectTag", "The deny `ProtectTag` is met by requests without the tag, and not by those that change it alone", "\"aws:TagKeys\""],
  ["violated/no-set-operator", "violated", "fixtures/rules/ineffective-guard-condition/violated/no-set-operator/scp.json: ProtectTag", "The deny `ProtectTag` compares `aws:TagKeys`, which has several values, without `ForAnyValue`, and AWS does not say what that means", "\"aws:TagKeys\""],
  ["violated/one-value", "violated", "fixtures/rules/ineffective-guard-condition/violated/one-value/scp.json: ProtectTag", "The deny `ProtectTag` looks for `false` in `aws:RequestTag/GuardDutyManaged`, and any other value passes", "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/request-tag-alone", "violated", "fixtures/rules/ineffective-guard-condition/violated/request-tag-alone/scp.json: ProtectTag", "The deny `ProtectTag` looks at `aws:RequestTag/GuardDutyManaged` alone, which a removal of the tag does not carry", "\"aws:RequestTag/GuardDutyManaged\""],
  ["violated/tag-of-the-cluster", "violated", "fixtures/rules/ineffective-guard-condition/violated/tag-of-the-cluster/scp.json: ProtectTag", "The deny `ProtectTag` looks at the tag that the cluster has, so that it can be set on a cluster without it", "\"aws:ResourceTag/GuardDutyManaged\""],
  ["violated/terraform", "violated", "aws_organizations_policy.guard: statement 1", "The deny in statement 1 compares `aws:TagKeys` with `ForAllValues`, which a request that carries another tag as well does not meet", "\"aws:TagKeys\""],
  ["satisfied/any-value", "satisfied", "fixtures/rules/ineffective-guard-condition/satisfied/any-value/scp.json: ProtectTag", fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/beside-a-sound-statement", "satisfied", "fixtures/rules/ineffective-guard-condition/satisfied/beside-a-sound-statement/scp.json: ProtectTag", fine, "{ \"Sid\": \"ProtectTag\", \"Effect\": \"Deny\", \"Action\": [ \"eks:Ta…"],
  ["satisfied/beside-a-sound-statement", "satisfied", "fixtures/rules/ineffective-guard-condition/satisfied/beside-a-sound-statement/scp.json: Also", fine, "{ \"Sid\": \"Also\", \"Effect\": \"Deny\", \"Action\": [ \"eks:TagResou…"],
  ["satisfied/further-keys-of-a-variable", "satisfied", "aws_organizations_policy.guard: statement 1", fine, "{ Effect = \"Deny\" Action = [\"eks:TagResource\", \"eks:UntagRes…"],
  ["satisfied/terraform", "satisfied", "aws_organizations_policy.guard: statement 1", fine, "{ Effect = \"Deny\" Action = [\"eks:TagResource\", \"eks:UntagRes…"],
  ["undetermined/further-conditions-of-a-variable", "undetermined", "aws_organizations_policy.guard: statement 1", cannotTell("the variable `conditions` is given no value"), "{ Effect = \"Deny\" Action = [\"eks:TagResource\", \"eks:UntagRes…"],
];

describe("ineffective-guard-condition", () => {
  holdsFixtures("ineffective-guard-condition", table, mostUndetermined);
});
