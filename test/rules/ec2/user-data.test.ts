import assert from "node:assert/strict";
import { fixesFor } from "../../../analysis/fix/fix.ts";
import { rules } from "../../../rules/index.ts";
import { checked, type Texts } from "../../harness/fixture.ts";

const own = rules.filter(({ id }) => id === "aws-ec2-imdsv2-not-required");

const fixes = (texts: Texts): number => {
  const before = checked(own, texts);
  assert.equal(before.report.findings.length, 1);
  return before.report.findings.flatMap((finding) => fixesFor(finding, before)).length;
};

const plainly = "curl -s http://169.254.169.254/latest/meta-data/instance-id\n";
const withToken = `TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)\ncurl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id\n`;

const template = (userData: string): string => `resource "aws_launch_template" "web" {
  image_id  = "ami-0a1b2c3d4e5f6a7b8"
  user_data = ${userData}
}
`;

describe("a machine whose own script asks for metadata", () => {
  const ways: Readonly<Record<string, (script: string) => Texts>> = {
    "in a file": (script) => ({ "main.tf": template('base64encode(file("start.sh"))'), "start.sh": script }),
    "in a template, in a module": (script) => ({
      "main.tf": 'module "web" {\n  source = "./web"\n}\n',
      "web/main.tf": template('base64encode(templatefile("${path.module}/files/start.sh", { name = var.name }))'),
      "web/variables.tf": 'variable "name" {}\n',
      "web/files/start.sh": script,
    }),
    "by a data source": (script) => ({
      "main.tf": `${template("base64encode(data.template_file.start.rendered)")}
data "template_file" "start" {
  template = file("\${path.module}/start.sh")
}
`,
      "start.sh": script,
    }),
    "in a local": (script) => ({
      "main.tf": `${template("base64encode(local.script)")}
locals {
  script = <<-EOT
${script}  EOT
}
`,
    }),
  };
  for (const [way, texts] of Object.entries(ways))
    it(`is not shut out from it, ${way}`, () => {
      assert.equal(fixes(texts(plainly)), 0);
      assert.equal(fixes(texts(withToken.replaceAll("$(", "`").replaceAll(")\n", "`\n"))), 1);
      assert.equal(fixes(texts("echo started\n")), 1);
    });
});
