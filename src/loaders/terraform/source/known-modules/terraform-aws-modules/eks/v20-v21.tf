# What versions 20 and 21 have in common.

variable "create_node_iam_role" { default = true }
variable "node_iam_role_name" { default = null }
variable "node_iam_role_use_name_prefix" { default = true }
variable "node_iam_role_path" { default = null }
variable "node_iam_role_permissions_boundary" { default = null }
variable "node_iam_role_additional_policies" { default = {} }

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    sid     = "EKSClusterAssumeRole"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "node_assume_role_policy" {
  count = local.create_node_role ? 1 : 0

  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "eks_auto" {
  for_each = { for name, arn in local.node_policies : name => arn if local.create_node_role }

  policy_arn = each.value
  role       = aws_iam_role.eks_auto[0].name
}
output "node_iam_role_name" { value = try(aws_iam_role.eks_auto[0].name, null) }
output "node_iam_role_arn" { value = try(aws_iam_role.eks_auto[0].arn, null) }
