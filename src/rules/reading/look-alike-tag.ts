import { managedTag } from "../../aws/guardduty.ts";
import type { RequestFamily } from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";

const requestTag = `aws:RequestTag/${managedTag}`;

/**
 * Keys of other tags that the names of condition keys do not tell from the tag. A policy may name the
 * first two, and hardly the last.
 */
const lookAlikes = [managedTag.toLowerCase(), managedTag.toUpperCase(), "gUARDdUTYmANAGED"];

const whichCounts: Reason = {
  code: "unspecified-by-aws",
  detail: `a request can set two tags whose keys differ in case alone, such as \`${managedTag}\` and \`${managedTag.toLowerCase()}\`, and AWS does not say which of them \`${requestTag}\` holds`,
  place: undefined,
};

/**
 * Requests that set the tag together with one whose key differs in case alone. Which of the two
 * values a policy sees AWS does not say, so that it can be any.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @param setting - requests that set the tag
 */
export function withLookAlike<F extends Pick<RequestFamily, "context" | "doubt">>(
  setting: F,
): readonly F[] {
  return lookAlikes.map((key) => ({
    ...setting,
    context: {
      ...setting.context,
      [requestTag]: { kind: "any", optional: false, preferred: ["true", "false"] },
      "aws:TagKeys": { kind: "including", values: [managedTag, key] },
    },
    doubt: whichCounts,
  }));
}

const isTheTag: Reason = {
  code: "unspecified-by-aws",
  detail: `a cluster can be made with a tag whose key differs from \`${managedTag}\` in case alone, which policies take for it, and AWS does not say whether GuardDuty does`,
  place: undefined,
};

/**
 * Requests without the tag that set one whose key differs from it in case alone.
 *
 * @param absent - requests without the tag
 */
export function asLookAlike<F extends RequestFamily>(absent: F): F {
  const others = Object.entries(absent.context).filter(([key]) => key !== requestTag);
  return {
    ...absent,
    context: {
      ...Object.fromEntries(others),
      [`aws:RequestTag/${managedTag.toLowerCase()}`]: {
        kind: "any",
        optional: false,
        preferred: ["true"],
      },
      "aws:TagKeys": { kind: "any", optional: false, unlike: [managedTag] },
    },
    doubt: isTheTag,
  };
}
