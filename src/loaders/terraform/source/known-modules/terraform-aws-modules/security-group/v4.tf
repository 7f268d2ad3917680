# Security groups of version 4 and who they let in. Rules for egress are left out.
model {
  parts = ["v4-v5.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/00894553065396b43ddf99753ba656c124996a93/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/015559ca072e261e92a3f6d2cc390e19b3352fd8/rules.tf",
  ]
  checked = "evaluated beside the text of the module"
  ignored = [
    "auto_groups", "computed_egress_rules", "computed_egress_with_cidr_blocks",
    "computed_egress_with_ipv6_cidr_blocks", "computed_egress_with_self",
    "computed_egress_with_source_security_group_id", "create_timeout", "delete_timeout",
    "description", "egress_cidr_blocks", "egress_ipv6_cidr_blocks", "egress_prefix_list_ids",
    "egress_rules", "egress_with_cidr_blocks", "egress_with_ipv6_cidr_blocks", "egress_with_self",
    "egress_with_source_security_group_id", "number_of_computed_egress_rules",
    "number_of_computed_egress_with_cidr_blocks", "number_of_computed_egress_with_ipv6_cidr_blocks",
    "number_of_computed_egress_with_self",
    "number_of_computed_egress_with_source_security_group_id", "revoke_rules_on_delete",
  ]
}
