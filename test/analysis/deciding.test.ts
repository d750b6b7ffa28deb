import { deepEqual } from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { checked, directory, type Texts } from "../harness/fixture.ts";

const chosen = rules.filter(({ id }) =>
  ["aws-iam-full-admin", "aws-iam-iam-wildcard", "aws-ec2-ssh-open-to-world"].includes(id),
);

/** Where findings stand and what they relate, as file and line. */
function told(texts: Texts): readonly string[] {
  const line = ({ uri, start }: { readonly uri: string; readonly start: number }): string => {
    const name = uri.slice(directory.length + 1);
    return `${name}:${texts[name]?.slice(0, start).split("\n").length}`;
  };
  return checked(chosen, texts).report.findings.map(({ at, use }) => {
    const text = texts[at.uri.slice(directory.length + 1)]?.slice(at.start, at.end);
    return `${line(at)} ${text}${use ? ` used ${line(use)}` : ""}`;
  });
}

const policy = `variable "actions" {
  type = list(string)
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }]
  })
}
`;
const call = (actions: string, more = ""): string =>
  `module "m" {\n  source = "./m"\n  actions = ${actions}\n}\n${more}`;
const names = 'module "names" {\n  source = "./names"\n}\n';
const output = (actions: string) => `output "actions" {\n  value = ${actions}\n}\n`;

describe("a value of a list", () => {
  it("is found where the element is written that is at fault", () => {
    deepEqual(told({ "main.tf": call('["s3:GetObject", "iam:*"]'), "m/main.tf": policy }), [
      'main.tf:3 "iam:*" used m/main.tf:7',
    ]);
  });

  it("is found there when the list is joined of several, in whichever file", () => {
    const joining = call('concat(module.names.actions, ["iam:*"])', names);
    deepEqual(told({ "main.tf": joining, "m/main.tf": policy, "names/main.tf": output('["s3:GetObject"]') }), [
      'main.tf:3 "iam:*" used m/main.tf:7',
    ]);
    const other = call('concat(["s3:GetObject"], module.names.actions)', names);
    deepEqual(told({ "main.tf": other, "m/main.tf": policy, "names/main.tf": output('["s3:ListBucket", "iam:*"]') }), [
      'names/main.tf:2 "iam:*" used m/main.tf:7',
    ]);
    const local = call(
      "local.all",
      'locals {\n  all = distinct(concat(local.own, var.more))\n  own = ["iam:*"]\n}\nvariable "more" {\n  default = ["s3:GetObject"]\n}\n',
    );
    deepEqual(told({ "main.tf": local, "m/main.tf": policy }), ['main.tf:7 "iam:*" used m/main.tf:7']);
  });

  it("is found where it is used when it is computed", () => {
    const computed = call('[for name in ["iam"] : "${name}:*"]');
    deepEqual(told({ "main.tf": computed, "m/main.tf": policy }), ["m/main.tf:7 var.actions"]);
  });

  it("is found in tfvars and defaults by the element, too", () => {
    const group =
      'variable "cidrs" {\n  type = list(string)\n}\nresource "aws_security_group" "g" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = var.cidrs\n  }\n}\n';
    deepEqual(
      told({ "main.tf": group, "terraform.tfvars": 'cidrs = [\n  "10.0.0.0/8",\n  "0.0.0.0/0",\n]\n' }).map((one) =>
        one.replace(/ used.*/, ""),
      ),
      ['terraform.tfvars:3 "0.0.0.0/0"'],
    );
  });
});

describe("what a caller that is not in view has yet to decide", () => {
  const nobody = rules.filter(({ id }) => id === "aws-iam-principal-empty");
  const found = (identifiers: string, more = ""): number =>
    checked(nobody, {
      "main.tf": `variable "name" {}\nvariable "ids" {\n  default = []\n}\n${more}data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = [var.name]\n    principals {\n      type        = "AWS"\n      identifiers = ${identifiers}\n    }\n  }\n}\n`,
    }).report.findings.length;

  it("is no finding", () => {
    for (const identifiers of ["var.ids", 'formatlist("%s:root", var.ids)', "[for id in var.ids : id]"])
      deepEqual(found(identifiers), 0, identifiers);
  });

  it("is one where it is written so, and where Terraform is run", () => {
    deepEqual(found("[]"), 1);
    for (const identifiers of ["var.ids", 'formatlist("%s:root", var.ids)'])
      deepEqual(found(identifiers, 'provider "aws" {}\n'), 1, identifiers);
  });
});
