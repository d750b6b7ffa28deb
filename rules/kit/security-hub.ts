import type { Controls, Framework } from "./rule.ts";
import { table } from "./security-hub-table.ts";

/** A control of Security Hub, with the numbers of what AWS says it is for. */
export interface SecurityHubControl {
  readonly id: string;
  readonly title: string;
  readonly numbers: Readonly<Partial<Record<Framework, readonly string[]>>>;
  /** The resource types that it is about, where rules that stand for it look at others too. */
  readonly types?: readonly string[];
}

/** As the titles have it: clusters or instances, one service or its successor. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  "AutoScaling.3": ["aws_launch_configuration"],
  "EC2.3": ["aws_ebs_volume", "aws_instance", "aws_spot_instance_request"],
  "EC2.8": ["aws_instance", "aws_spot_instance_request"],
  "EC2.170": ["aws_launch_template"],
  "EC2.181": ["aws_launch_template"],
  "ELB.12": ["aws_lb", "aws_alb"],
  "ELB.14": ["aws_elb"],
  ES: ["aws_elasticsearch_domain"],
  Opensearch: ["aws_opensearch_domain"],
  "RDS.3": ["aws_db_instance"],
  "RDS.9": ["aws_db_instance"],
  "RDS.11": ["aws_db_instance"],
  "RDS.27": ["aws_rds_cluster"],
  "RDS.34": ["aws_rds_cluster"],
  "RDS.36": ["aws_db_instance"],
  "RDS.37": ["aws_rds_cluster"],
  "RDS.40": ["aws_db_instance"],
  "RDS.42": ["aws_db_instance"],
  "RDS.46": ["aws_db_instance", "aws_rds_cluster", "aws_db_subnet_group"],
  "RDS.50": ["aws_rds_cluster"],
};

const columns = [
  "fsbp",
  "cis-aws-5.0",
  "cis-aws-3.0",
  "cis-aws-1.4",
  "pci-dss-4.0.1",
  "nist-800-53-r5",
] as const satisfies readonly Framework[];

/** All of them, in the order of their ids. */
export const securityHub: readonly SecurityHubControl[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const [id = "", title = ""] = [cells[0], cells.at(-1)];
    const numbers = columns.map((framework, column) => [framework, numbersIn(cells[column + 1] ?? "", id)] as const);
    const types = typesOf[id] ?? typesOf[id.replace(/\..*/, "")];
    return {
      id,
      title,
      numbers: Object.fromEntries(numbers.filter(([, each]) => each.length > 0)),
      ...(types && { types }),
    };
  });

/** A standard of AWS's own is its controls. */
function numbersIn(cell: string, id: string): readonly string[] {
  if (cell === "yes") return [id];
  return cell === "" ? [] : cell.split(" ");
}

const byId = new Map(securityHub.map((control) => [control.id, control]));

/** A control by its id; undefined where AWS has none, or one that belongs to no standard. */
export const controlOf = (id: string): SecurityHubControl | undefined => byId.get(id);

/** A rule's controls, with those that AWS maps its controls of Security Hub to. */
export function mapped(controls: Controls): Controls {
  const found: Record<string, readonly string[]> = { ...controls };
  for (const framework of columns) {
    const numbers = (controls["security-hub"] ?? []).flatMap((id) => controlOf(id)?.numbers[framework] ?? []);
    if (numbers.length > 0) found[framework] = [...new Set([...(controls[framework] ?? []), ...numbers])].sort(inOrder);
  }
  return found;
}

/** `SC-7(9)` before `SC-7(11)`, and `2.2` before `2.10`. */
export const inOrder = (a: string, b: string): number => (padded(a) < padded(b) ? -1 : 1);

const padded = (number: string): string => number.replaceAll(/\d+/g, (digits) => digits.padStart(3, "0"));
