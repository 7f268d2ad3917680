# What versions 4 and 5 have in common.

resource "aws_default_security_group" "this" {
  count = var.create_vpc && var.manage_default_security_group ? 1 : 0

  vpc_id = aws_vpc.this[0].id
  tags   = merge({ Name = coalesce(var.default_security_group_name, "${var.name}-default") }, var.tags, var.default_security_group_tags)

  dynamic "ingress" {
    for_each = var.default_security_group_ingress

    content {
      self             = lookup(ingress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      protocol         = lookup(ingress.value, "protocol", "-1")
    }
  }
}

resource "aws_subnet" "public" {
  count = (
    var.create_vpc && (!var.one_nat_gateway_per_az || local.public_count >= length(var.azs))
    ? local.public_count
    : 0
  )

  vpc_id            = local.vpc_id
  cidr_block        = var.public_subnet_ipv6_native ? null : try(var.public_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}

resource "aws_subnet" "database" {
  count = var.create_vpc ? max(length(var.database_subnets), length(var.database_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.database_subnet_ipv6_native ? null : try(var.database_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}

resource "aws_subnet" "elasticache" {
  count = var.create_vpc ? max(length(var.elasticache_subnets), length(var.elasticache_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.elasticache_subnet_ipv6_native ? null : try(var.elasticache_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}

resource "aws_subnet" "intra" {
  count = var.create_vpc ? max(length(var.intra_subnets), length(var.intra_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.intra_subnet_ipv6_native ? null : try(var.intra_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}

resource "aws_subnet" "outpost" {
  count = var.create_vpc ? max(length(var.outpost_subnets), length(var.outpost_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.outpost_subnet_ipv6_native ? null : try(var.outpost_subnets[count.index], null)
  availability_zone = var.outpost_az
}

resource "aws_subnet" "private" {
  count = var.create_vpc ? max(length(var.private_subnets), length(var.private_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.private_subnet_ipv6_native ? null : try(var.private_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}

resource "aws_subnet" "redshift" {
  count = var.create_vpc ? max(length(var.redshift_subnets), length(var.redshift_subnet_ipv6_prefixes)) : 0

  vpc_id            = local.vpc_id
  cidr_block        = var.redshift_subnet_ipv6_native ? null : try(var.redshift_subnets[count.index], null)
  availability_zone = try(regex("^[a-z]{2}-.*", element(var.azs, count.index)), null)
}
