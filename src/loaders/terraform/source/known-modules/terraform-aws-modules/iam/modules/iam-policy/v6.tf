# A customer managed policy of version 6.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0bbb9f2f2cb475b3437967b648591203eccb42d5/modules/iam-policy/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0bbb9f2f2cb475b3437967b648591203eccb42d5/modules/iam-policy/variables.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0bbb9f2f2cb475b3437967b648591203eccb42d5/modules/iam-policy/outputs.tf",
  ]
  ignored = [
    "description",
  ]
}

variable "create" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "path" { default = null }
variable "policy" { default = "" }
variable "tags" { default = {} }

resource "aws_iam_policy" "policy" {
  count = var.create ? 1 : 0

  name   = var.name
  path   = var.path
  policy = var.policy
  tags   = var.tags
}

output "id" { value = try(aws_iam_policy.policy[0].id, null) }
output "arn" { value = try(aws_iam_policy.policy[0].arn, null) }
output "name" { value = try(aws_iam_policy.policy[0].name, null) }
output "policy" { value = try(aws_iam_policy.policy[0].policy, null) }
