# A role of version 5 that accounts and services may assume.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0225232fa6327f2e295b8c74a7b3e2f170ea2ed0/modules/iam-assumable-role/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/027f5972ed7f70178bb7f5f41c2fda252021c5db/modules/iam-assumable-role/variables.tf",
  ]
  ignored = [
    "create_instance_profile", "force_detach_policies", "max_session_duration", "role_description",
    "role_session_name",
  ]
}

variable "create_role" { default = false }
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "role_path" { default = "/" }
variable "role_permissions_boundary_arn" { default = "" }
variable "trusted_role_arns" { default = [] }
variable "trusted_role_services" { default = [] }
variable "trusted_role_actions" { default = ["sts:AssumeRole", "sts:TagSession"] }
variable "role_requires_mfa" { default = true }
variable "mfa_age" { default = 86400 }
variable "role_sts_externalid" { default = [] }
variable "role_requires_session_name" { default = false }
variable "allow_self_assume_role" { default = false }
variable "create_custom_role_trust_policy" { default = false }
variable "custom_role_trust_policy" { default = "" }
variable "custom_role_policy_arns" { default = [] }
variable "number_of_custom_role_policy_arns" { default = null }
variable "attach_admin_policy" { default = false }
variable "admin_role_policy_arn" { default = "arn:aws:iam::aws:policy/AdministratorAccess" }
variable "attach_poweruser_policy" { default = false }
variable "poweruser_role_policy_arn" { default = "arn:aws:iam::aws:policy/PowerUserAccess" }
variable "attach_readonly_policy" { default = false }
variable "readonly_role_policy_arn" { default = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
variable "inline_policy_statements" { default = [] }
variable "inline_policy_json_document" { default = null }
variable "tags" { default = {} }

data "aws_iam_policy_document" "assume_role" {
  statement {
    actions = var.trusted_role_actions

    principals {
      type        = "AWS"
      identifiers = var.trusted_role_arns
    }

    principals {
      type        = "Service"
      identifiers = var.trusted_role_services
    }

    dynamic "condition" {
      for_each = var.role_requires_mfa ? [1] : []

      content {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["true"]
      }
    }

    dynamic "condition" {
      for_each = var.role_requires_mfa ? [1] : []

      content {
        test     = "NumericLessThan"
        variable = "aws:MultiFactorAuthAge"
        values   = [var.mfa_age]
      }
    }

    dynamic "condition" {
      for_each = length(flatten([var.role_sts_externalid])) > 0 ? [1] : []

      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = flatten([var.role_sts_externalid])
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = var.role_name
  path                 = var.role_path
  permissions_boundary = var.role_permissions_boundary_arn == "" ? null : var.role_permissions_boundary_arn
  assume_role_policy = (
    var.create_custom_role_trust_policy || var.custom_role_trust_policy != ""
    ? var.custom_role_trust_policy
    : var.allow_self_assume_role || var.role_requires_session_name
    ? unmodelled.trust_policy
    : data.aws_iam_policy_document.assume_role.json
  )
}

resource "aws_iam_role_policy_attachment" "custom" {
  count = (
    var.create_role
    ? coalesce(var.number_of_custom_role_policy_arns, length(var.custom_role_policy_arns))
    : 0
  )

  role       = aws_iam_role.this[0].name
  policy_arn = element(var.custom_role_policy_arns, count.index)
}

resource "aws_iam_role_policy_attachment" "admin" {
  count = var.create_role && var.attach_admin_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.admin_role_policy_arn
}

resource "aws_iam_role_policy_attachment" "poweruser" {
  count = var.create_role && var.attach_poweruser_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.poweruser_role_policy_arn
}

resource "aws_iam_role_policy_attachment" "readonly" {
  count = var.create_role && var.attach_readonly_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.readonly_role_policy_arn
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
