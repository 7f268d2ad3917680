/**
 * Services in whose ARNs no resource holds a colon: the names of what they manage cannot.
 *
 * As of 21 November 2026, from
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html#list_eks-resources-for-iam-policies
 * and https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export const servicesWithoutColons: ReadonlySet<string> = new Set(["eks"]);
