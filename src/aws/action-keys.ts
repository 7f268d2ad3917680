/** Which condition keys the requests of an action carry, beside those that every request has. */
export interface ActionKeys {
  /** `aws:RequestTag/…`, and with it `aws:TagKeys`. */
  readonly requestTags: boolean;
  /** `aws:TagKeys` by itself, for the removal of tags. */
  readonly tagKeys: boolean;
  /** `aws:ResourceTag/…`. */
  readonly resourceTags: boolean;
  /** Keys of the action's own service. */
  readonly serviceKeys: boolean;
}

/** Changes of a role or user that bring no tags along. */
const changesWithoutTags: ActionKeys = {
  requestTags: false,
  tagKeys: false,
  resourceTags: true,
  serviceKeys: true,
};

/**
 * Actions whose keys are known; any other may carry every key of its service.
 *
 * As of October 2026.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_iam.html
 */
const known: Readonly<Record<string, ActionKeys>> = {
  "eks:tagresource": {
    requestTags: true,
    tagKeys: true,
    resourceTags: true,
    serviceKeys: false,
  },
  "eks:untagresource": {
    requestTags: false,
    tagKeys: true,
    resourceTags: true,
    serviceKeys: false,
  },
  "eks:createcluster": {
    requestTags: true,
    tagKeys: true,
    resourceTags: false,
    serviceKeys: true,
  },
  "iam:attachrolepolicy": changesWithoutTags,
  "iam:attachuserpolicy": changesWithoutTags,
  "iam:createaccesskey": changesWithoutTags,
  "iam:createloginprofile": changesWithoutTags,
  "iam:deleterole": changesWithoutTags,
  "iam:deleterolepolicy": changesWithoutTags,
  "iam:detachrolepolicy": changesWithoutTags,
  "iam:putrolepolicy": changesWithoutTags,
  "iam:putuserpolicy": changesWithoutTags,
  "iam:updateassumerolepolicy": changesWithoutTags,
  "iam:updateloginprofile": changesWithoutTags,
};

const everything: ActionKeys = {
  requestTags: true,
  tagKeys: true,
  resourceTags: true,
  serviceKeys: true,
};

/** @returns what requests of the action carry, in lower case */
export function keysOfAction(action: string): ActionKeys {
  return known[action] ?? everything;
}

/**
 * Keys of other services that credentials bring along: requests of every service can carry them.
 *
 * As of October 2026, in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-properties
 */
const brought: ReadonlySet<string> = new Set([
  "ec2:roledelivery",
  "ec2:sourceinstancearn",
  "glue:credentialissuingservice",
  "glue:roleassumedby",
  "identitystore:userid",
  "lambda:sourcefunctionarn",
  "ssm:sourceinstancearn",
]);

/**
 * Whether a request of an action can carry a condition key. EKS has no `eks:ResourceTag/…`, and
 * never the keys of another service; STS tells the tags of roles by IAM's key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sts.html
 *
 * @param key - in lower case
 * @param action - in lower case
 */
export function mayCarry(key: string, action: string): boolean {
  const keys = keysOfAction(action);
  if (key === "aws:tagkeys") return keys.tagKeys;
  if (key.startsWith("aws:requesttag/")) return keys.requestTags;
  if (key.startsWith("aws:resourcetag/")) return keys.resourceTags;
  if (key.startsWith("aws:") || brought.has(key)) return true;
  if (/^eks:(?:resource|request)tag\//.test(key)) return false;
  if (key.startsWith("iam:resourcetag/") && action.startsWith("sts:")) return true;
  return keys.serviceKeys && key.split(":")[0] === action.split(":")[0];
}
