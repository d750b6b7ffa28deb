const bucket = (acl: string) =>
  `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket_acl" "b" {\n  bucket = aws_s3_bucket.b.id\n  acl    = ${acl}\n}\n`;
const all = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  null,
  2,
);
const volume = 'resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-west-1a"\n  size              = 40\n}\n';
const call = (name: string, source: string, rest = "") => `module "${name}" {\n  source = "${source}"\n${rest}}\n`;

/** Modules that are called in every way, and every kind of file that is checked or is not. */
export const estate = {
  ".parapet.yaml": "exclude:\n  - excluded/**\n  - mixed/left.tf\n",
  "live/main.tf":
    call("one", "../modules/bucket", '  acl = "public-read"\n') +
    `# parapet:ignore * -- known\n${call("two", "../modules/bucket", '  acl = "public-read"\n')}` +
    call("outer", "../modules/outer"),
  "other/main.tf": call("one", "../modules/bucket", '  acl = "private"\n') + call("inner", "../modules/inner"),
  "hushed/main.tf": `# parapet:ignore * -- known\n${call("policy", "../modules/policy")}`,
  "modules/bucket/main.tf": `variable "acl" {\n  default = "public-read-write"\n}\n${bucket("var.acl")}${volume}`,
  "modules/outer/main.tf": call("inner", "../inner"),
  "modules/inner/main.tf": volume,
  "modules/policy/main.tf": 'output "policy" {\n  value = file("${path.module}/all.json")\n}\n',
  "modules/policy/all.json": all,
  "policies/all.json": all,
  "policies/deeper/data.json": '{ "Statement": "none" }',
  "json/main.tf.json": JSON.stringify({ resource: { aws_ebs_volume: { data: { size: 1, availability_zone: "a" } } } }),
  "vars/main.tf": `variable "acl" {}\n${bucket("var.acl")}${volume}`,
  "vars/terraform.tfvars": 'acl = "public-read"\n',
  "more-vars/main.tf": `variable "acl" {\n  default = "public-read"\n}\n${bucket("var.acl")}${volume}`,
  "more-vars/x.auto.tfvars.json": '{ "acl": "private" }',
  "only-vars/terraform.tfvars": 'password = "correct-horse-battery"\n',
  "mixed/main.tf": volume,
  "mixed/left.tf": volume.replace('"data"', '"left"'),
  "mixed/.hidden.tf": volume.replace('"data"', '"hidden"'),
  "excluded/main.tf": volume + call("bucket", "../modules/bucket", '  acl = "private"\n'),
  "excluded/deeper/all.json": all,
  ".github/all.json": all,
  ".terraform/modules/x/main.tf": volume,
  "node_modules/x/main.tf": volume,
};
