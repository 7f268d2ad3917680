# Security groups of version 5 and who they let in. Rules for egress are left out.
model {
  parts = ["v4-v5.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/00894553065396b43ddf99753ba656c124996a93/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/015559ca072e261e92a3f6d2cc390e19b3352fd8/rules.tf",
  ]
  ignored = [
    "auto_groups", "computed_egress_rules", "computed_egress_with_cidr_blocks",
    "computed_egress_with_ipv6_cidr_blocks", "computed_egress_with_prefix_list_ids",
    "computed_egress_with_self", "computed_egress_with_source_security_group_id", "create_timeout",
    "delete_timeout", "description", "egress_cidr_blocks", "egress_ipv6_cidr_blocks",
    "egress_prefix_list_ids", "egress_rules", "egress_with_cidr_blocks",
    "egress_with_ipv6_cidr_blocks", "egress_with_prefix_list_ids", "egress_with_self",
    "egress_with_source_security_group_id", "number_of_computed_egress_rules",
    "number_of_computed_egress_with_cidr_blocks", "number_of_computed_egress_with_ipv6_cidr_blocks",
    "number_of_computed_egress_with_prefix_list_ids", "number_of_computed_egress_with_self",
    "number_of_computed_egress_with_source_security_group_id", "revoke_rules_on_delete",
  ]
}

variable "ingress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group_rule" "ingress_with_prefix_list_ids" {
  count = local.create ? length(var.ingress_with_prefix_list_ids) : 0

  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids = compact(split(
    ",", lookup(var.ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))
  ))
  from_port = try(var.ingress_with_prefix_list_ids[count.index].from_port, var.rules[var.ingress_with_prefix_list_ids[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port   = try(var.ingress_with_prefix_list_ids[count.index].to_port, var.rules[var.ingress_with_prefix_list_ids[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol  = try(var.ingress_with_prefix_list_ids[count.index].protocol, var.rules[var.ingress_with_prefix_list_ids[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_prefix_list_ids" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_with_prefix_list_ids" {
  count = local.create ? var.number_of_computed_ingress_with_prefix_list_ids : 0

  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids = compact(split(
    ",", lookup(var.computed_ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))
  ))
  from_port = try(var.computed_ingress_with_prefix_list_ids[count.index].from_port, var.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port   = try(var.computed_ingress_with_prefix_list_ids[count.index].to_port, var.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol  = try(var.computed_ingress_with_prefix_list_ids[count.index].protocol, var.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][2], unmodelled.rules_of_other_names)
}
