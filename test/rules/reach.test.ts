import { deepEqual } from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { find, type Texts } from "../harness/fixture.ts";

const ssh = rules.filter(({ id }) => id === "aws-ec2-ssh-open-to-world");

/** How far a group that lets the internet in on port 22 is reached, by what else is written. */
const reached = (more: string, others: Texts = {}, name = "main.tf") =>
  find(ssh, { "main.tf": "", ...others, [name]: `${others[name] ?? ""}${group}${more}` }).map(({ reach }) => reach);

const group =
  'resource "aws_security_group" "g" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n';
const machine = (subnet: string, more = "", groups = "[aws_security_group.g.id]") =>
  `resource "aws_instance" "i" {\n  vpc_security_group_ids = ${groups}\n  subnet_id = ${subnet}\n${more}}\n`;
const vpc =
  'resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\nresource "aws_internet_gateway" "i" {\n  vpc_id = aws_vpc.v.id\n}\n';
const subnet = (gateway: string, more = "") =>
  `${vpc}resource "aws_subnet" "s" {\n  vpc_id = aws_vpc.v.id\n${more}}\nresource "aws_route_table" "t" {\n  vpc_id = aws_vpc.v.id\n  route {\n    cidr_block = "0.0.0.0/0"\n    ${gateway}\n  }\n}\nresource "aws_route_table_association" "a" {\n  subnet_id = aws_subnet.s.id\n  route_table_id = aws_route_table.t.id\n}\n`;
const nat = "nat_gateway_id = aws_nat_gateway.n.id";
const internet = "gateway_id = aws_internet_gateway.i.id";

describe("who reaches a group", () => {
  it("is the network where the routes of its machine's subnet lead to no internet gateway", () => {
    deepEqual(reached(machine("aws_subnet.s.id") + subnet(nat)), ["network"]);
    deepEqual(reached(machine("aws_subnet.s.id") + subnet(internet)), ["internet"]);
    deepEqual(reached(machine("aws_subnet.s.id") + subnet(nat, "  map_public_ip_on_launch = true\n")), ["internet"]);
    deepEqual(reached(machine("aws_subnet.s.id") + subnet("gateway_id = var.gateway")), ["internet"]);
    deepEqual(reached(machine("aws_subnet.s.id", "  associate_public_ip_address = true\n") + subnet(nat)), [
      "internet",
    ]);
  });

  it("is the network where its subnet is called private, and nothing says otherwise", () => {
    for (const named of ["module.vpc.private_subnets[0]", "var.private_subnet_id", "data.aws_subnet.private.id"])
      deepEqual(reached(machine(named)), ["network"], named);
    for (const named of ["module.vpc.public_subnets[0]", "var.subnet_id", "data.aws_subnet.app.id"])
      deepEqual(reached(machine(named)), ["internet"], named);
    const open = subnet(internet)
      .replaceAll("aws_subnet.s", "aws_subnet.private")
      .replace('"aws_subnet" "s"', '"aws_subnet" "private"');
    deepEqual(reached(machine("aws_subnet.private.id") + open), ["internet"]);
    deepEqual(
      reached(`${machine("var.private_subnet_id")}resource "aws_eip" "e" {\n  instance = aws_instance.i.id\n}\n`),
      ["internet"],
    );
  });

  it("is the network for services and templates that stay inside", () => {
    const service = (address: string) =>
      `resource "aws_ecs_service" "s" {\n  network_configuration {\n    subnets = var.subnets\n    security_groups = [aws_security_group.g.id]\n${address}  }\n}\n`;
    deepEqual(reached(service("")), ["network"]);
    deepEqual(reached(service("    assign_public_ip = true\n")), ["internet"]);
    const template = (subnets: string) =>
      `resource "aws_launch_template" "t" {\n  vpc_security_group_ids = [aws_security_group.g.id]\n}\nresource "aws_autoscaling_group" "a" {\n  vpc_zone_identifier = ${subnets}\n  launch_template {\n    id = aws_launch_template.t.id\n  }\n}\n`;
    deepEqual(reached(template("module.vpc.private_subnets")), ["network"]);
    deepEqual(reached(template("module.vpc.public_subnets")), ["internet"]);
    deepEqual(
      reached(
        'resource "aws_lambda_function" "f" {\n  vpc_config {\n    security_group_ids = [aws_security_group.g.id]\n  }\n}\n',
      ),
      ["network"],
    );
  });

  it("is that of whatever takes it in any module, if all of that is in view", () => {
    const output = 'output "id" {\n  value = aws_security_group.g.id\n}\n';
    const root = (subnets: string) =>
      `module "group" {\n  source = "./group"\n}\n${machine(subnets, "", "[module.group.id]")}`;
    const within = (main: string, more = "") => reached(output + more, { "main.tf": main }, "group/main.tf");
    deepEqual(within(root("var.private_subnet_id")), ["network"]);
    deepEqual(within(root("var.subnet_id")), ["internet"]);
    deepEqual(within(root("var.private_subnet_id"), machine("var.subnet_id")), ["internet"]);
    // whom a root hands it to is not in view
    deepEqual(reached(machine("var.private_subnet_id") + output), ["internet"]);
    const handed = (source: string) =>
      reached(`module "m" {\n  source = "${source}"\n  groups = [aws_security_group.g.id]\n}\n`, {
        "m/main.tf": `variable "groups" {}\n${machine("var.private_subnet_id", "", "var.groups")}`,
      });
    deepEqual(handed("./m"), ["network"]);
    deepEqual(handed("git::https://example.com/m.git"), ["internet"]);
  });
});
