import { isAccountId } from "../../aws/account-id.ts";
import { parseArn } from "../../iam/arn.ts";
import { readRequest } from "../../iam/request.ts";

/** @returns what is wrong with an account id; undefined where nothing is */
export function accountProblem(text: string): string | undefined {
  return isAccountId(text) ? undefined : `\`${text}\` is no account: write its id of twelve digits`;
}

/** @returns what is wrong with an action; undefined where nothing is */
export function actionProblem(text: string): string | undefined {
  const read = readRequest({ principal: "*", action: text, resource: "*" });
  return read.ok ? undefined : read.message;
}

/** @returns what is wrong with a pattern of resources; undefined where nothing is */
export function resourceProblem(text: string): string | undefined {
  if (/^(?:arn:|\*)/.test(text) && (/[*?]/.test(text) || parseArn(text) !== undefined)) {
    return undefined;
  }
  return `\`${text}\` is no pattern of resources: write an ARN in which \`*\` and \`?\` may stand, or \`*\``;
}

/**
 * @param name - of the cluster, where it is given as well
 * @param account - where it is given as well
 * @returns what is wrong with the ARN of a cluster; undefined where nothing is
 */
export function clusterArnProblem(
  text: string,
  name: string | undefined,
  account: string | undefined,
): string | undefined {
  const arn = parseArn(text);
  if (
    arn?.service !== "eks" ||
    !isAccountId(arn.account) ||
    !/^cluster\/[^*?/]+$/.test(arn.resource)
  ) {
    return `\`${text}\` is no cluster's ARN: write it as \`arn:aws:eks:eu-west-1:111122223333:cluster/payments\``;
  }
  if (name !== undefined && arn.resource !== `cluster/${name}`) {
    return `\`${text}\` is not the ARN of a cluster named \`${name}\``;
  }
  if (account !== undefined && arn.account !== account) {
    return `\`${text}\` is not the ARN of a cluster of the account ${account}`;
  }
  return undefined;
}

/**
 * @returns what is wrong with the name of a cluster; undefined where nothing is
 *
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export function clusterNameProblem(text: string): string | undefined {
  if (/^[0-9A-Za-z][\w-]{0,99}$/.test(text)) return undefined;
  return `\`${text}\` is no name of a cluster: it holds letters, digits, \`-\` and \`_\``;
}
