# A role of version 5 that identities of an OIDC provider may assume.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/013f844544bbd22c1d72f564f260494001c80f84/modules/iam-assumable-role-with-oidc/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/027f5972ed7f70178bb7f5f41c2fda252021c5db/modules/iam-assumable-role-with-oidc/variables.tf",
  ]
  ignored = [
    "allow_self_assume_role", "aws_account_id", "force_detach_policies", "max_session_duration",
    "oidc_fully_qualified_audiences", "oidc_fully_qualified_subjects",
    "oidc_subjects_with_wildcards", "provider_trust_policy_conditions", "provider_url",
    "provider_urls", "role_description", "tags",
  ]
}

variable "create_role" { default = false }
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "role_path" { default = "/" }
variable "role_permissions_boundary_arn" { default = "" }
variable "role_policy_arns" { default = [] }
variable "number_of_role_policy_arns" { default = null }
variable "inline_policy_statements" { default = [] }
variable "inline_policy_json_document" { default = null }

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = var.role_name
  path                 = var.role_path
  permissions_boundary = var.role_permissions_boundary_arn == "" ? null : var.role_permissions_boundary_arn
  assume_role_policy   = unmodelled.trust_policy
}

resource "aws_iam_role_policy_attachment" "custom" {
  count = (
    var.create_role ? coalesce(var.number_of_role_policy_arns, length(var.role_policy_arns)) : 0
  )

  role       = aws_iam_role.this[0].name
  policy_arn = var.role_policy_arns[count.index]
}

resource "aws_iam_role_policy" "inline" {
  count = (
    var.create_role && (var.inline_policy_json_document != null || length(var.inline_policy_statements) > 0)
    ? 1
    : 0
  )

  role   = aws_iam_role.this[0].name
  policy = coalesce(var.inline_policy_json_document, unmodelled.inline_policy)
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
