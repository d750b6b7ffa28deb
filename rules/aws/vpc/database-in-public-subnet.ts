import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { companions, items, resources } from "../../kit/checks.ts";
import { expression, put, removeItem, type Source } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";
import { publicAt } from "./shapes/subnet.ts";

/** RDS asks for two availability zones. */
const fewest = 2;

/** What places databases by a group of subnets, and in which attribute it names the group. */
const placedBy: Readonly<Record<string, readonly (readonly [type: string, via: string])[]>> = {
  aws_db_subnet_group: [
    ["aws_db_instance", "db_subnet_group_name"],
    ["aws_rds_cluster", "db_subnet_group_name"],
  ],
  aws_dax_subnet_group: [["aws_dax_cluster", "subnet_group_name"]],
  aws_docdb_subnet_group: [["aws_docdb_cluster", "db_subnet_group_name"]],
  aws_elasticache_subnet_group: [
    ["aws_elasticache_cluster", "subnet_group_name"],
    ["aws_elasticache_replication_group", "subnet_group_name"],
  ],
  aws_memorydb_subnet_group: [["aws_memorydb_cluster", "subnet_group_name"]],
  aws_neptune_subnet_group: [["aws_neptune_cluster", "neptune_subnet_group_name"]],
  aws_redshift_subnet_group: [["aws_redshift_cluster", "cluster_subnet_group_name"]],
};

export default rule({
  id: "aws-vpc-database-in-public-subnet",
  title: "Database can be placed in a public subnet",
  severity: "high",
  profileDependsOn: "whether a database is in view that is placed by it",
  responsibility: "customer",
  why: "From there one flag or security group rule puts the data on the internet; a private subnet has no way in at all.",
  controls: { "security-hub": ["RDS.46"], cwe: ["284"] },
  aliases: { kics: ["2f737336-b18a-4602-8ea0-b200312e1ac1"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
  ],

  on: resources(...Object.keys(placedBy)),
  *check(group) {
    for (const item of items(group.get("subnet_ids"))) {
      const subnet = subnetOf(group, item);
      const at = subnet && publicAt(subnet);
      if (!subnet || !at) continue;
      yield {
        at: item.at,
        message: `Database can be placed in the public subnet \`${subnet.localAddress}\``,
        related: [{ at, message: "This makes the subnet public" }],
        ...(isIdle(group) && { profile: "hint" as const }),
        fixes: () => fixesFor(group, subnet),
      };
    }
  },

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_subnet" "public" {
      vpc_id                  = aws_vpc.main.id
      cidr_block              = "10.0.1.0/24"
      map_public_ip_on_launch = true
    }

    resource "aws_subnet" "private_a" {
      vpc_id            = aws_vpc.main.id
      availability_zone = "eu-west-1a"
      cidr_block        = "10.0.2.0/24"
    }

    resource "aws_subnet" "private_b" {
      vpc_id            = aws_vpc.main.id
      availability_zone = "eu-west-1b"
      cidr_block        = "10.0.3.0/24"
    }

    resource "aws_db_subnet_group" "data" {
      subnet_ids = [aws_subnet.private_a.id, aws_subnet.public.id]
      #                                      ^^^^^^^^^^^^^^^^^^^^
    }

    resource "aws_rds_cluster" "data" {
      db_subnet_group_name = aws_db_subnet_group.data.name
      engine               = "aurora-postgresql"
      storage_encrypted    = true
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_subnet" "public" {
      vpc_id                  = aws_vpc.main.id
      cidr_block              = "10.0.1.0/24"
      map_public_ip_on_launch = true
    }

    resource "aws_subnet" "private_a" {
      vpc_id            = aws_vpc.main.id
      availability_zone = "eu-west-1a"
      cidr_block        = "10.0.2.0/24"
    }

    resource "aws_subnet" "private_b" {
      vpc_id            = aws_vpc.main.id
      availability_zone = "eu-west-1b"
      cidr_block        = "10.0.3.0/24"
    }

    resource "aws_db_subnet_group" "data" {
      subnet_ids = [aws_subnet.private_a.id, aws_subnet.private_b.id]
    }

    resource "aws_rds_cluster" "data" {
      db_subnet_group_name = aws_db_subnet_group.data.name
      engine               = "aurora-postgresql"
      storage_encrypted    = true
    }
  `,
});

/** Whether no database is placed by a group. */
const isIdle = (group: Resource): boolean =>
  (placedBy[group.type] ?? []).every(([type, via]) => {
    const { found, certain } = companions(group, type, via);
    return found.length === 0 && certain;
  });

function subnetOf(group: Resource, { refs }: Value): Resource | undefined {
  const reference = refs?.find(({ mode, type }) => mode === "resource" && type === "aws_subnet");
  return reference && group.module.find(reference);
}

function* fixesFor(group: Resource, subnet: Resource): Iterable<Fix> {
  const listed = items(group.get("subnet_ids"));
  const inVpc = group.module
    .ofType("aws_subnet")
    .filter((other) => sourceText(other, "vpc_id") === sourceText(subnet, "vpc_id"));
  const inside = inVpc.filter((other) => !publicAt(other));
  const written = idsOf(inside);
  if (inside.length >= fewest && written)
    yield {
      title: "Use the private subnets of the VPC",
      impact: "disruption",
      edits: [put(group, "subnet_ids", written)],
    };
  const open = listed.filter((item) => {
    const named = subnetOf(group, item);
    return named && publicAt(named);
  });
  if (listed.length - open.length >= fewest)
    yield {
      title: "Remove the public subnets",
      impact: "disruption",
      edits: open.map((item) => removeItem(group, item)),
    };
}

/** One by one, or all instances of the one that is repeated; undefined where there are both. */
function idsOf(subnets: readonly Resource[]): Source | undefined {
  const [first] = subnets;
  const repeated = subnets.filter((subnet) => subnet.attribute("count") ?? subnet.attribute("for_each"));
  if (repeated.length === 0) return subnets.map(({ localAddress }) => expression(`${localAddress}.id`));
  if (!first || subnets.some(({ name }) => name !== first.name)) return undefined;
  const all = `${first.type}.${first.name}`;
  return expression(first.attribute("count") ? `${all}[*].id` : `values(${all})[*].id`);
}
