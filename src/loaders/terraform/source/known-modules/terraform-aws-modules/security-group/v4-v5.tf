# What versions 4 and 5 have in common.

variable "create" { default = true }
variable "create_sg" { default = true }
variable "putin_khuylo" { default = true }
variable "security_group_id" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "vpc_id" { default = null }
variable "tags" { default = {} }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_prefix_list_ids" { default = [] }

# Names that are not listed here are known to the module all the same.
variable "rules" {
  default = {
    activemq-5671-tcp                 = [5671, 5671, "tcp"]
    activemq-8883-tcp                 = [8883, 8883, "tcp"]
    activemq-61614-tcp                = [61614, 61614, "tcp"]
    activemq-61617-tcp                = [61617, 61617, "tcp"]
    activemq-61619-tcp                = [61619, 61619, "tcp"]
    alertmanager-9093-tcp             = [9093, 9093, "tcp"]
    alertmanager-9094-tcp             = [9094, 9094, "tcp"]
    consul-tcp                        = [8300, 8300, "tcp"]
    consul-webui-http-tcp             = [8500, 8500, "tcp"]
    consul-webui-https-tcp            = [8501, 8501, "tcp"]
    dns-tcp                           = [53, 53, "tcp"]
    docker-swarm-mngmt-tcp            = [2377, 2377, "tcp"]
    elasticsearch-rest-tcp            = [9200, 9200, "tcp"]
    elasticsearch-java-tcp            = [9300, 9300, "tcp"]
    etcd-client-tcp                   = [2379, 2379, "tcp"]
    etcd-peer-tcp                     = [2380, 2380, "tcp"]
    grafana-tcp                       = [3000, 3000, "tcp"]
    http-80-tcp                       = [80, 80, "tcp"]
    http-8080-tcp                     = [8080, 8080, "tcp"]
    https-443-tcp                     = [443, 443, "tcp"]
    https-8443-tcp                    = [8443, 8443, "tcp"]
    kafka-broker-tcp                  = [9092, 9092, "tcp"]
    kafka-broker-tls-tcp              = [9094, 9094, "tcp"]
    kibana-tcp                        = [5601, 5601, "tcp"]
    kubernetes-api-tcp                = [6443, 6443, "tcp"]
    ldap-tcp                          = [389, 389, "tcp"]
    ldaps-tcp                         = [636, 636, "tcp"]
    logstash-tcp                      = [5044, 5044, "tcp"]
    memcached-tcp                     = [11211, 11211, "tcp"]
    mongodb-27017-tcp                 = [27017, 27017, "tcp"]
    mongodb-27018-tcp                 = [27018, 27018, "tcp"]
    mongodb-27019-tcp                 = [27019, 27019, "tcp"]
    mssql-tcp                         = [1433, 1433, "tcp"]
    mysql-tcp                         = [3306, 3306, "tcp"]
    nfs-tcp                           = [2049, 2049, "tcp"]
    openvpn-tcp                       = [943, 943, "tcp"]
    openvpn-https-tcp                 = [443, 443, "tcp"]
    oracle-db-tcp                     = [1521, 1521, "tcp"]
    postgresql-tcp                    = [5432, 5432, "tcp"]
    prometheus-http-tcp               = [9090, 9090, "tcp"]
    prometheus-node-exporter-http-tcp = [9100, 9100, "tcp"]
    prometheus-pushgateway-http-tcp   = [9091, 9091, "tcp"]
    rabbitmq-4369-tcp                 = [4369, 4369, "tcp"]
    rabbitmq-5671-tcp                 = [5671, 5671, "tcp"]
    rabbitmq-5672-tcp                 = [5672, 5672, "tcp"]
    rabbitmq-15672-tcp                = [15672, 15672, "tcp"]
    rabbitmq-25672-tcp                = [25672, 25672, "tcp"]
    rdp-tcp                           = [3389, 3389, "tcp"]
    redis-tcp                         = [6379, 6379, "tcp"]
    redshift-tcp                      = [5439, 5439, "tcp"]
    smtp-tcp                          = [25, 25, "tcp"]
    smtp-submission-587-tcp           = [587, 587, "tcp"]
    smtps-465-tcp                     = [465, 465, "tcp"]
    splunk-web-tcp                    = [8000, 8000, "tcp"]
    ssh-tcp                           = [22, 22, "tcp"]
    squid-proxy-tcp                   = [3128, 3128, "tcp"]
    vault-tcp                         = [8200, 8200, "tcp"]
    wazuh-dashboard                   = [443, 443, "tcp"]
    winrm-http-tcp                    = [5985, 5985, "tcp"]
    winrm-https-tcp                   = [5986, 5986, "tcp"]
    zookeeper-2181-tcp                = [2181, 2181, "tcp"]
    zookeeper-2888-tcp                = [2888, 2888, "tcp"]
    zookeeper-3888-tcp                = [3888, 3888, "tcp"]
    all-all                           = [-1, -1, "-1"]
    all-tcp                           = [0, 65535, "tcp"]
    all-udp                           = [0, 65535, "udp"]
    all-icmp                          = [-1, -1, "icmp"]
    all-ipv6-icmp                     = [-1, -1, 58]
    dns-udp                           = [53, 53, "udp"]
    ntp-udp                           = [123, 123, "udp"]
    openvpn-udp                       = [1194, 1194, "udp"]
    rdp-udp                           = [3389, 3389, "udp"]
  }
}

locals {
  create = var.create && var.putin_khuylo
  id = (
    var.create_sg
    ? concat(aws_security_group.this[*].id, aws_security_group.this_name_prefix[*].id, [""])[0]
    : var.security_group_id
  )
}

resource "aws_security_group" "this" {
  count = local.create && var.create_sg && !var.use_name_prefix ? 1 : 0

  name   = var.name
  vpc_id = var.vpc_id
  tags   = merge({ Name = var.name }, var.tags)
}

resource "aws_security_group" "this_name_prefix" {
  count = local.create && var.create_sg && var.use_name_prefix ? 1 : 0

  vpc_id = var.vpc_id
  tags   = merge({ Name = var.name }, var.tags)
}

variable "ingress_rules" { default = [] }

resource "aws_security_group_rule" "ingress_rules" {
  count = local.create ? length(var.ingress_rules) : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = try(var.rules[var.ingress_rules[count.index]][0], unmodelled.rules_of_other_names)
  to_port           = try(var.rules[var.ingress_rules[count.index]][1], unmodelled.rules_of_other_names)
  protocol          = try(var.rules[var.ingress_rules[count.index]][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_rules" { default = [] }
variable "number_of_computed_ingress_rules" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_rules" {
  count = local.create ? var.number_of_computed_ingress_rules : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = try(var.rules[var.computed_ingress_rules[count.index]][0], unmodelled.rules_of_other_names)
  to_port           = try(var.rules[var.computed_ingress_rules[count.index]][1], unmodelled.rules_of_other_names)
  protocol          = try(var.rules[var.computed_ingress_rules[count.index]][2], unmodelled.rules_of_other_names)
}

variable "ingress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count = local.create ? length(var.ingress_with_source_security_group_id) : 0

  security_group_id        = local.id
  type                     = "ingress"
  source_security_group_id = var.ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
  from_port                = try(var.ingress_with_source_security_group_id[count.index].from_port, var.rules[var.ingress_with_source_security_group_id[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port                  = try(var.ingress_with_source_security_group_id[count.index].to_port, var.rules[var.ingress_with_source_security_group_id[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol                 = try(var.ingress_with_source_security_group_id[count.index].protocol, var.rules[var.ingress_with_source_security_group_id[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count = local.create ? var.number_of_computed_ingress_with_source_security_group_id : 0

  security_group_id        = local.id
  type                     = "ingress"
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
  from_port                = try(var.computed_ingress_with_source_security_group_id[count.index].from_port, var.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port                  = try(var.computed_ingress_with_source_security_group_id[count.index].to_port, var.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol                 = try(var.computed_ingress_with_source_security_group_id[count.index].protocol, var.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "ingress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count = local.create ? length(var.ingress_with_cidr_blocks) : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks = compact(split(
    ",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))
  ))
  prefix_list_ids = var.ingress_prefix_list_ids
  from_port       = try(var.ingress_with_cidr_blocks[count.index].from_port, var.rules[var.ingress_with_cidr_blocks[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port         = try(var.ingress_with_cidr_blocks[count.index].to_port, var.rules[var.ingress_with_cidr_blocks[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol        = try(var.ingress_with_cidr_blocks[count.index].protocol, var.rules[var.ingress_with_cidr_blocks[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_cidr_blocks" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count = local.create ? var.number_of_computed_ingress_with_cidr_blocks : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks = compact(split(
    ",", lookup(var.computed_ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))
  ))
  prefix_list_ids = var.ingress_prefix_list_ids
  from_port       = try(var.computed_ingress_with_cidr_blocks[count.index].from_port, var.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port         = try(var.computed_ingress_with_cidr_blocks[count.index].to_port, var.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol        = try(var.computed_ingress_with_cidr_blocks[count.index].protocol, var.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "ingress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count = local.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0

  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks = compact(split(
    ",", lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))
  ))
  prefix_list_ids = var.ingress_prefix_list_ids
  from_port       = try(var.ingress_with_ipv6_cidr_blocks[count.index].from_port, var.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port         = try(var.ingress_with_ipv6_cidr_blocks[count.index].to_port, var.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol        = try(var.ingress_with_ipv6_cidr_blocks[count.index].protocol, var.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_with_ipv6_cidr_blocks" {
  count = local.create ? var.number_of_computed_ingress_with_ipv6_cidr_blocks : 0

  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks = compact(split(
    ",", lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))
  ))
  prefix_list_ids = var.ingress_prefix_list_ids
  from_port       = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].from_port, var.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port         = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].to_port, var.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol        = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].protocol, var.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "ingress_with_self" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group_rule" "ingress_with_self" {
  count = local.create ? length(var.ingress_with_self) : 0

  security_group_id = local.id
  type              = "ingress"
  self              = lookup(var.ingress_with_self[count.index], "self", true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = try(var.ingress_with_self[count.index].from_port, var.rules[var.ingress_with_self[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port           = try(var.ingress_with_self[count.index].to_port, var.rules[var.ingress_with_self[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol          = try(var.ingress_with_self[count.index].protocol, var.rules[var.ingress_with_self[count.index].rule][2], unmodelled.rules_of_other_names)
}

variable "computed_ingress_with_self" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_self" { default = 0 }

resource "aws_security_group_rule" "computed_ingress_with_self" {
  count = local.create ? var.number_of_computed_ingress_with_self : 0

  security_group_id = local.id
  type              = "ingress"
  self              = lookup(var.computed_ingress_with_self[count.index], "self", true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = try(var.computed_ingress_with_self[count.index].from_port, var.rules[var.computed_ingress_with_self[count.index].rule][0], unmodelled.rules_of_other_names)
  to_port           = try(var.computed_ingress_with_self[count.index].to_port, var.rules[var.computed_ingress_with_self[count.index].rule][1], unmodelled.rules_of_other_names)
  protocol          = try(var.computed_ingress_with_self[count.index].protocol, var.rules[var.computed_ingress_with_self[count.index].rule][2], unmodelled.rules_of_other_names)
}

output "security_group_id" { value = local.id }
output "security_group_vpc_id" { value = var.vpc_id }
output "security_group_name" {
  value = try(aws_security_group.this[0].name, aws_security_group.this_name_prefix[0].name, "")
}
output "security_group_arn" {
  value = try(aws_security_group.this[0].arn, aws_security_group.this_name_prefix[0].arn, "")
}
