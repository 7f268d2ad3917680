# VPCs of version 4: the VPC with its address ranges, its subnets and its default security group. The
# module itself makes no VPC endpoints; `modules/vpc-endpoints` does.
model {
  parts = ["v3-v6.tf", "v4-v5.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/00ba9a313346e76cbe2011c0403d916ca987ac65/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/00ba9a313346e76cbe2011c0403d916ca987ac65/outputs.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/02d691ee52c364a5c9c94b745afdfd5ba1b96318/wrappers/main.tf",
  ]
  ignored = [
    "amazon_side_asn", "create_database_internet_gateway_route",
    "create_database_nat_gateway_route", "create_database_subnet_group",
    "create_database_subnet_route_table", "create_egress_only_igw",
    "create_elasticache_subnet_group", "create_elasticache_subnet_route_table",
    "create_flow_log_cloudwatch_iam_role", "create_flow_log_cloudwatch_log_group", "create_igw",
    "create_private_nat_gateway_route", "create_redshift_subnet_group",
    "create_redshift_subnet_route_table", "customer_gateway_tags", "customer_gateways",
    "customer_owned_ipv4_pool", "database_acl_tags", "database_dedicated_network_acl",
    "database_inbound_acl_rules", "database_outbound_acl_rules", "database_route_table_tags",
    "database_subnet_assign_ipv6_address_on_creation", "database_subnet_enable_dns64",
    "database_subnet_enable_resource_name_dns_a_record_on_launch",
    "database_subnet_enable_resource_name_dns_aaaa_record_on_launch", "database_subnet_group_name",
    "database_subnet_group_tags", "database_subnet_names",
    "database_subnet_private_dns_hostname_type_on_launch", "database_subnet_suffix",
    "database_subnet_tags", "default_network_acl_egress", "default_network_acl_ingress",
    "default_network_acl_name", "default_network_acl_tags", "default_route_table_name",
    "default_route_table_propagating_vgws", "default_route_table_routes",
    "default_route_table_tags", "default_security_group_egress", "default_vpc_enable_dns_hostnames",
    "default_vpc_enable_dns_support", "default_vpc_name", "default_vpc_tags",
    "dhcp_options_domain_name", "dhcp_options_domain_name_servers",
    "dhcp_options_netbios_name_servers", "dhcp_options_netbios_node_type",
    "dhcp_options_ntp_servers", "dhcp_options_tags", "elasticache_acl_tags",
    "elasticache_dedicated_network_acl", "elasticache_inbound_acl_rules",
    "elasticache_outbound_acl_rules", "elasticache_route_table_tags",
    "elasticache_subnet_assign_ipv6_address_on_creation", "elasticache_subnet_enable_dns64",
    "elasticache_subnet_enable_resource_name_dns_a_record_on_launch",
    "elasticache_subnet_enable_resource_name_dns_aaaa_record_on_launch",
    "elasticache_subnet_group_name", "elasticache_subnet_group_tags", "elasticache_subnet_names",
    "elasticache_subnet_private_dns_hostname_type_on_launch", "elasticache_subnet_suffix",
    "elasticache_subnet_tags", "enable_dhcp_options", "enable_flow_log", "enable_ipv6",
    "enable_nat_gateway", "enable_network_address_usage_metrics", "enable_public_redshift",
    "enable_vpn_gateway", "external_nat_ip_ids", "external_nat_ips",
    "flow_log_cloudwatch_iam_role_arn", "flow_log_cloudwatch_log_group_kms_key_id",
    "flow_log_cloudwatch_log_group_name_prefix", "flow_log_cloudwatch_log_group_name_suffix",
    "flow_log_cloudwatch_log_group_retention_in_days", "flow_log_destination_arn",
    "flow_log_destination_type", "flow_log_file_format", "flow_log_hive_compatible_partitions",
    "flow_log_log_format", "flow_log_max_aggregation_interval", "flow_log_per_hour_partition",
    "flow_log_traffic_type", "igw_tags", "instance_tenancy", "intra_acl_tags",
    "intra_dedicated_network_acl", "intra_inbound_acl_rules", "intra_outbound_acl_rules",
    "intra_route_table_tags", "intra_subnet_assign_ipv6_address_on_creation",
    "intra_subnet_enable_dns64", "intra_subnet_enable_resource_name_dns_a_record_on_launch",
    "intra_subnet_enable_resource_name_dns_aaaa_record_on_launch", "intra_subnet_names",
    "intra_subnet_private_dns_hostname_type_on_launch", "intra_subnet_suffix", "intra_subnet_tags",
    "ipv4_ipam_pool_id", "ipv4_netmask_length", "ipv6_cidr", "ipv6_cidr_block_network_border_group",
    "ipv6_ipam_pool_id", "ipv6_netmask_length", "manage_default_network_acl",
    "manage_default_route_table", "map_customer_owned_ip_on_launch", "map_public_ip_on_launch",
    "nat_eip_tags", "nat_gateway_destination_cidr_block", "nat_gateway_tags", "outpost_acl_tags",
    "outpost_arn", "outpost_dedicated_network_acl", "outpost_inbound_acl_rules",
    "outpost_outbound_acl_rules", "outpost_subnet_assign_ipv6_address_on_creation",
    "outpost_subnet_enable_dns64", "outpost_subnet_enable_resource_name_dns_a_record_on_launch",
    "outpost_subnet_enable_resource_name_dns_aaaa_record_on_launch", "outpost_subnet_names",
    "outpost_subnet_private_dns_hostname_type_on_launch", "outpost_subnet_suffix",
    "outpost_subnet_tags", "private_acl_tags", "private_dedicated_network_acl",
    "private_inbound_acl_rules", "private_outbound_acl_rules", "private_route_table_tags",
    "private_subnet_assign_ipv6_address_on_creation", "private_subnet_enable_dns64",
    "private_subnet_enable_resource_name_dns_a_record_on_launch",
    "private_subnet_enable_resource_name_dns_aaaa_record_on_launch", "private_subnet_names",
    "private_subnet_private_dns_hostname_type_on_launch", "private_subnet_suffix",
    "private_subnet_tags", "private_subnet_tags_per_az", "propagate_intra_route_tables_vgw",
    "propagate_private_route_tables_vgw", "propagate_public_route_tables_vgw", "public_acl_tags",
    "public_dedicated_network_acl", "public_inbound_acl_rules", "public_outbound_acl_rules",
    "public_route_table_tags", "public_subnet_assign_ipv6_address_on_creation",
    "public_subnet_enable_dns64", "public_subnet_enable_resource_name_dns_a_record_on_launch",
    "public_subnet_enable_resource_name_dns_aaaa_record_on_launch", "public_subnet_names",
    "public_subnet_private_dns_hostname_type_on_launch", "public_subnet_suffix",
    "public_subnet_tags", "public_subnet_tags_per_az", "putin_khuylo", "redshift_acl_tags",
    "redshift_dedicated_network_acl", "redshift_inbound_acl_rules", "redshift_outbound_acl_rules",
    "redshift_route_table_tags", "redshift_subnet_assign_ipv6_address_on_creation",
    "redshift_subnet_enable_dns64", "redshift_subnet_enable_resource_name_dns_a_record_on_launch",
    "redshift_subnet_enable_resource_name_dns_aaaa_record_on_launch", "redshift_subnet_group_name",
    "redshift_subnet_group_tags", "redshift_subnet_names",
    "redshift_subnet_private_dns_hostname_type_on_launch", "redshift_subnet_suffix",
    "redshift_subnet_tags", "reuse_nat_ips", "single_nat_gateway",
    "vpc_flow_log_permissions_boundary", "vpc_flow_log_tags", "vpn_gateway_az", "vpn_gateway_id",
    "vpn_gateway_tags",
  ]
}
variable "cidr" { default = "10.0.0.0/16" }
variable "enable_dns_hostnames" { default = true }
variable "manage_default_security_group" { default = true }
variable "database_subnet_ipv6_native" { default = false }
variable "elasticache_subnet_ipv6_native" { default = false }
variable "intra_subnet_ipv6_native" { default = false }
variable "outpost_subnet_ipv6_native" { default = false }
variable "private_subnet_ipv6_native" { default = false }
variable "public_subnet_ipv6_native" { default = false }
variable "redshift_subnet_ipv6_native" { default = false }

locals {
  vpc_id = try(
    aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, ""
  )
  public_count = max(length(var.public_subnets), length(var.public_subnet_ipv6_prefixes))
}

resource "aws_vpc" "this" {
  count = var.create_vpc ? 1 : 0

  cidr_block           = var.use_ipam_pool ? unmodelled.address_range : var.cidr
  enable_dns_hostnames = var.enable_dns_hostnames
  enable_dns_support   = var.enable_dns_support
  tags                 = merge({ Name = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count = var.create_vpc ? length(var.secondary_cidr_blocks) : 0

  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.secondary_cidr_blocks[count.index]
}
