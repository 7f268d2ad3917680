# A role of version 6 with its policies. Who may assume it is left open.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0190c4a7eefa2c3835d3d522eccc0818b4c35bfa/modules/iam-role/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0190c4a7eefa2c3835d3d522eccc0818b4c35bfa/modules/iam-role/variables.tf",
  ]
  ignored = [
    "create_instance_profile", "description", "enable_bitbucket_oidc", "enable_github_oidc",
    "enable_oidc", "enable_saml", "github_provider", "instance_profile_name",
    "max_session_duration", "oidc_account_id", "oidc_audiences", "oidc_provider_urls",
    "oidc_subjects", "oidc_wildcard_subjects", "override_trust_policy_documents", "saml_endpoints",
    "saml_provider_ids", "saml_trust_actions", "source_trust_policy_documents", "tags",
    "trust_policy_conditions", "trust_policy_permissions",
  ]
}

variable "create" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "path" { default = null }
variable "permissions_boundary" { default = null }
variable "policies" { default = {} }

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name                 = var.use_name_prefix ? null : var.name
  path                 = var.path
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = unmodelled.trust_policy
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for name, arn in var.policies : name => arn if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

variable "create_inline_policy" { default = false }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "inline_policy_permissions" { default = null }

data "aws_iam_policy_document" "inline" {
  count = var.create && var.create_inline_policy ? 1 : 0

  source_policy_documents   = var.source_inline_policy_documents
  override_policy_documents = var.override_inline_policy_documents

  dynamic "statement" {
    for_each = var.inline_policy_permissions == null ? {} : var.inline_policy_permissions

    content {
      effect        = try(statement.value.effect, "Allow")
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count = var.create && var.create_inline_policy ? 1 : 0

  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.inline[0].json
}

output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "name" { value = try(aws_iam_role.this[0].name, null) }
