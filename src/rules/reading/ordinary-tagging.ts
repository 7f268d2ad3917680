import { managedTag } from "../../aws/guardduty.ts";
import type { KeyFamily, PrincipalFamily, RequestFamily } from "../../iam/search/question.ts";

/** Who is asked about, and where. */
export interface Taggers {
  /** Undefined for any account. */
  readonly account: string | undefined;
  readonly partition: string;
  /** Patterns of `aws:PrincipalArn`; none for everybody. */
  readonly among: readonly string[];
  /** Patterns of `aws:PrincipalArn` of those who are not asked about. */
  readonly except: readonly string[];
}

const none: KeyFamily = { kind: "absent" };
const perhaps: KeyFamily = { kind: "any", optional: true, preferred: ["true", "false"] };
const others: KeyFamily = { kind: "any", optional: false, unlike: [managedTag] };

/**
 * Setting and removing tags other than `GuardDutyManaged`, on clusters with the tag and without it.
 * Those who do so in the course of their work do not carry the tag themselves.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 */
export function ordinaryTagging(taggers: Taggers): {
  readonly setting: readonly RequestFamily[];
  readonly removing: readonly RequestFamily[];
} {
  const context = {
    "aws:TagKeys": others,
    [`aws:ResourceTag/${managedTag}`]: perhaps,
    [`aws:PrincipalTag/${managedTag}`]: none,
  };
  const given = { ...context, [`aws:RequestTag/${managedTag}`]: none };
  return {
    setting: [family("eks:TagResource", taggers, given)],
    removing: [family("eks:UntagResource", taggers, context)],
  };
}

/** Setting and removing the tag, whatever its value. */
export function tagging(taggers: Taggers): readonly RequestFamily[] {
  const resourceTag = `aws:ResourceTag/${managedTag}`;
  return [
    family("eks:TagResource", taggers, {
      [`aws:RequestTag/${managedTag}`]: { kind: "any", optional: false, preferred: ["true"] },
      [resourceTag]: perhaps,
    }),
    family("eks:UntagResource", taggers, {
      "aws:TagKeys": { kind: "including", values: [managedTag] },
      [resourceTag]: perhaps,
    }),
  ];
}

function family(
  action: string,
  { account, partition, among, except }: Taggers,
  context: RequestFamily["context"],
): RequestFamily {
  const own = account ?? "*";
  const principal: PrincipalFamily = {
    kind: "any",
    kinds: ["role", "user", "root"],
    partition,
    among: among.length > 0 ? among : [`arn:${partition}:iam::${own}:*`],
    except: ["arn:*:iam::*:role/aws-service-role/*", ...except],
    exceptAccounts: [],
    preferred: account === undefined ? [] : [`arn:${partition}:iam::${account}:role/anybody`],
  };
  return {
    action,
    principal,
    resource: [`arn:${partition}:eks:*:${own}:cluster/*`],
    organization: { kind: "any" },
    context,
  };
}
