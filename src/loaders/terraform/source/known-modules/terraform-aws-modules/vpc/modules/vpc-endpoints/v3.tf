# VPC endpoints of version 3, with their policies and security groups.
model {
  parts = ["v3-v4.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/0211dec8d9abd8f039f7d2fb20d5a82aa627f0e2/modules/vpc-endpoints/main.tf",
  ]
  ignored = [
    "timeouts",
  ]
}

variable "create" { default = true }
variable "vpc_id" { default = null }
variable "endpoints" { default = {} }
variable "security_group_ids" { default = [] }
variable "subnet_ids" { default = [] }
variable "tags" { default = {} }

data "aws_vpc_endpoint_service" "this" {
  for_each = local.endpoints

  service      = try(each.value.service, null)
  service_name = try(each.value.service_name, null)
}

output "endpoints" { value = aws_vpc_endpoint.this }
