import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILES_PER_MODULE = 10;

/**
 * Writes a small root: a cluster in a VPC with the endpoint of the GuardDuty agent.
 *
 * @param folder - an empty folder
 */
export function writeRoot(folder: string): void {
  writeFileSync(join(folder, "provider.tf"), provider);
  writeFileSync(join(folder, "variables.tf"), variables);
  writeFileSync(join(folder, "main.tf"), network(0));
}

/**
 * Writes a root that calls modules, each a small network with workloads beside it, as a large
 * repository has them: most of what they declare concerns no rule.
 *
 * @param folder - an empty folder
 * @param modules - how many modules it calls, of ten files each
 * @returns how many files there are, and their size in bytes
 */
export function writeTree(
  folder: string,
  modules: number,
): { readonly files: number; readonly size: number } {
  let files = 0;
  let size = 0;
  const write = (path: string, text: string): void => {
    writeFileSync(join(folder, path), text);
    files += 1;
    size += Buffer.byteLength(text);
  };
  const calls = Array.from({ length: modules }, (_, at) => `member_${String(at)}`);
  write("provider.tf", provider);
  write(
    "main.tf",
    calls.map((name) => `module "${name}" {\n  source = "./modules/${name}"\n}\n`).join("\n"),
  );
  for (const [at, name] of calls.entries()) {
    mkdirSync(join(folder, "modules", name), { recursive: true });
    write(`modules/${name}/variables.tf`, variables);
    write(`modules/${name}/network.tf`, network(at));
    for (let file = 2; file < FILES_PER_MODULE; file += 1) {
      write(`modules/${name}/workload_${String(file)}.tf`, workload(at, file));
    }
  }
  return { files, size };
}

const provider = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.0.0"
    }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
`;

const variables = `variable "environment" {
  description = "Where the cluster runs"
  type        = string
  default     = "production"
}

variable "zones" {
  type    = list(string)
  default = ["a", "b", "c"]
}

locals {
  tags = { Environment = var.environment, CostCenter = "1234" }
}
`;

function network(member: number): string {
  const block = `10.${String(member % 250)}`;
  return `resource "aws_vpc" "main" {
  cidr_block           = "${block}.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = local.tags
}

resource "aws_subnet" "private" {
  count             = length(var.zones)
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1\${var.zones[count.index]}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  tags              = merge(local.tags, { Name = "private-\${count.index}" })
}

resource "aws_eks_cluster" "main" {
  name     = "cluster-${String(member)}"
  role_arn = aws_iam_role.cluster.arn
  tags     = merge(local.tags, { GuardDutyManaged = "true" })

  vpc_config {
    subnet_ids              = aws_subnet.private[*].id
    endpoint_private_access = true
  }
}

resource "aws_security_group" "guardduty" {
  name   = "guardduty-${String(member)}"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_endpoint" "guardduty" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.guardduty-data"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.guardduty.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:PrincipalAccount" = "111122223333" } }
      },
    ]
  })
}

resource "aws_iam_role" "cluster" {
  name = "cluster-${String(member)}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
`;
}

function workload(member: number, file: number): string {
  return Array.from({ length: 6 }, (_, at) => {
    const name = `workload-${String(member)}-${String(file)}-${String(at)}`;
    return `resource "aws_s3_bucket" "data_${String(file)}_${String(at)}" {
  bucket        = "${name}"
  force_destroy = false
  tags          = merge(local.tags, { Name = "${name}" })
}

resource "aws_cloudwatch_metric_alarm" "alarm_${String(file)}_${String(at)}" {
  alarm_name          = "${name}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  metric_name         = "pod_cpu_utilization"
  namespace           = "ContainerInsights"
  period              = 60
  statistic           = "Average"
  threshold           = 80
  alarm_description   = <<-EOT
    The pods of ${name} use more of their processors than they should.
    See https://runbooks.example.com/${name} for what to do.
  EOT

  dimensions = {
    ClusterName = aws_eks_cluster.main.name
    Namespace   = "namespace-${String(at)}"
  }
}
`;
  }).join("\n");
}
