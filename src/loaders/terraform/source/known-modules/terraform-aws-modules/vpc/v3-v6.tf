# What versions 3 to 6 have in common.

variable "create_vpc" { default = true }
variable "name" { default = "" }
variable "use_ipam_pool" { default = false }
variable "secondary_cidr_blocks" { default = [] }
variable "azs" { default = [] }
variable "one_nat_gateway_per_az" { default = false }
variable "enable_dns_support" { default = true }
variable "tags" { default = {} }
variable "vpc_tags" { default = {} }
variable "default_security_group_ingress" { default = [] }
variable "default_security_group_name" { default = null }
variable "default_security_group_tags" { default = {} }
variable "outpost_az" { default = null }
variable "manage_default_vpc" { default = false }

variable "database_subnets" { default = [] }
variable "database_subnet_ipv6_prefixes" { default = [] }
variable "elasticache_subnets" { default = [] }
variable "elasticache_subnet_ipv6_prefixes" { default = [] }
variable "intra_subnets" { default = [] }
variable "intra_subnet_ipv6_prefixes" { default = [] }
variable "outpost_subnets" { default = [] }
variable "outpost_subnet_ipv6_prefixes" { default = [] }
variable "private_subnets" { default = [] }
variable "private_subnet_ipv6_prefixes" { default = [] }
variable "public_subnets" { default = [] }
variable "public_subnet_ipv6_prefixes" { default = [] }
variable "redshift_subnets" { default = [] }
variable "redshift_subnet_ipv6_prefixes" { default = [] }

resource "aws_default_vpc" "this" {
  count = var.manage_default_vpc ? 1 : 0
}

output "vpc_id" { value = local.vpc_id }
output "vpc_arn" { value = try(aws_vpc.this[0].arn, "") }
output "vpc_cidr_block" { value = try(aws_vpc.this[0].cidr_block, "") }
output "vpc_enable_dns_support" { value = try(aws_vpc.this[0].enable_dns_support, "") }
output "vpc_enable_dns_hostnames" { value = try(aws_vpc.this[0].enable_dns_hostnames, "") }
output "vpc_owner_id" { value = try(aws_vpc.this[0].owner_id, "") }
output "default_security_group_id" {
  value = try(aws_vpc.this[0].default_security_group_id, "")
}
output "default_vpc_id" { value = try(aws_default_vpc.this[0].id, "") }
output "name" { value = var.name }
output "azs" { value = var.azs }
output "database_subnets" { value = aws_subnet.database[*].id }
output "database_subnet_arns" { value = aws_subnet.database[*].arn }
output "elasticache_subnets" { value = aws_subnet.elasticache[*].id }
output "elasticache_subnet_arns" { value = aws_subnet.elasticache[*].arn }
output "intra_subnets" { value = aws_subnet.intra[*].id }
output "intra_subnet_arns" { value = aws_subnet.intra[*].arn }
output "outpost_subnets" { value = aws_subnet.outpost[*].id }
output "outpost_subnet_arns" { value = aws_subnet.outpost[*].arn }
output "private_subnets" { value = aws_subnet.private[*].id }
output "private_subnet_arns" { value = aws_subnet.private[*].arn }
output "public_subnets" { value = aws_subnet.public[*].id }
output "public_subnet_arns" { value = aws_subnet.public[*].arn }
output "redshift_subnets" { value = aws_subnet.redshift[*].id }
output "redshift_subnet_arns" { value = aws_subnet.redshift[*].arn }
