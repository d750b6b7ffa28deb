import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { rules } from "../../rules/index.ts";
import type { Profile } from "../../rules/kit/rule.ts";
import { directory, filesOf, today } from "../harness/fixture.ts";

/** The narrowest profile in which a rule says something of a text. */
function narrowest(id: string, text: string): Profile | undefined {
  const files = filesOf({ "main.tf": text });
  const only = rules.filter((rule) => rule.id === id);
  return (["recommended", "hint", "all"] as const).find((profile) => {
    const { report } = check(files, directory, { rules: only, config: { ...defaults, profile }, today });
    assert.deepEqual(report.failures, []);
    return report.findings.length > 0;
  });
}

const machine = (image: string, disk: string): string => `
  resource "aws_instance" "app" {
    ami           = ${image}
    instance_type = "t3.small"
    ${disk}
  }
`;

const image = (owner: string): string => `data "aws_ami" "base" {\n  most_recent = true\n  owners = ["${owner}"]\n}\n`;

const origin = (domain: string, policy: string): string => `
  resource "aws_s3_bucket_website_configuration" "site" { bucket = "site" }
  resource "aws_cloudfront_distribution" "site" {
    origin {
      domain_name = ${domain}
      custom_origin_config { origin_protocol_policy = "${policy}" }
    }
  }
`;

const bucket = (more: string): string => `resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n${more}`;
const publicList = `resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.a.id\n  acl = "public-read"\n}\n`;
const incomplete = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_acls = false\n}\n`;
const ignoring = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  ignore_public_acls = true\n}\n`;

const ports = (from: number, to: number): string => `
  resource "aws_security_group" "a" {
    ingress {
      protocol    = "udp"
      from_port   = ${from}
      to_port     = ${to}
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
`;

const cases: Readonly<Record<string, readonly (readonly [what: string, text: string, Profile | undefined])[]>> = {
  "aws-ec2-disk-unencrypted": [
    ["a disk that says so", machine('"ami-1"', "root_block_device { encrypted = false }"), "recommended"],
    ["a disk of an image that nobody knows", machine('"ami-1"', "root_block_device {}"), "all"],
    ["a disk of one's own image", image("self") + machine("data.aws_ami.base.id", "root_block_device {}"), "all"],
    [
      "a disk of Amazon's image",
      image("amazon") + machine("data.aws_ami.base.id", "root_block_device {}"),
      "recommended",
    ],
    ["a disk beside the image's", machine('"ami-1"', 'ebs_block_device { device_name = "/dev/sdb" }'), "recommended"],
  ],
  "aws-s3-bucket-without-public-access-block": [
    ["a bucket that is not public", bucket(""), "hint"],
    ["a bucket whose list is public, which is told", bucket(publicList), "hint"],
  ],
  "aws-s3-public-access-block-incomplete": [
    ["a bucket that may become public", bucket(incomplete), "recommended"],
    ["a bucket that is public", bucket(incomplete + publicList), "hint"],
  ],
  "aws-s3-bucket-acl-public": [
    ["a public list", bucket(publicList), "recommended"],
    ["a public list that S3 ignores", bucket(publicList + ignoring), "all"],
  ],
  "aws-cloudfront-origin-plain-http": [
    ["an origin over HTTP", origin('"origin.acme.com"', "http-only"), "recommended"],
    ["an origin as the viewer came", origin('"origin.acme.com"', "match-viewer"), "all"],
    ["a website of S3", origin('"site.s3-website-eu-west-1.amazonaws.com"', "http-only"), undefined],
    [
      "a website of S3 by reference",
      origin("aws_s3_bucket_website_configuration.site.website_endpoint", "http-only"),
      undefined,
    ],
  ],
  "aws-ec2-port-open-to-world": [
    ["a port", ports(5000, 5000), "recommended"],
    ["port 0", ports(0, 0), "all"],
  ],
  "aws-secrets-in-resource": [
    ["the id of a key alone", 'resource "aws_ssm_document" "a" {\n  name = "AKIA2E0A8F3B244C9986"\n}\n', "all"],
    [
      "the id of a key beside its secret",
      'resource "aws_ssm_document" "a" {\n  name = "AKIA2E0A8F3B244C9986"\n  secret_key = "wJalrXUtnFEMIK7MDENGbPxRfiCY5Zt8kQ2mN4vB"\n}\n',
      "recommended",
    ],
  ],
  "aws-rds-certificate-outdated": [
    [
      "an authority of 2019",
      'resource "aws_db_instance" "a" {\n  ca_cert_identifier = "rds-ca-2019"\n}\n',
      "recommended",
    ],
    [
      "an empty text, which the provider takes for none",
      'resource "aws_db_instance" "a" {\n  ca_cert_identifier = ""\n}\n',
      undefined,
    ],
  ],
};

describe("how loud a finding is", () => {
  for (const [id, each] of Object.entries(cases))
    for (const [what, text, wanted] of each)
      it(`is ${wanted ?? "silence"} of ${what}`, () => {
        assert.equal(narrowest(id, text), wanted);
        const rule = rules.find((one) => one.id === id);
        const isNarrower = wanted !== undefined && wanted !== (rule?.profile ?? "recommended");
        assert.ok(
          !isNarrower || rule?.profileDependsOn !== undefined,
          `${id} says where it is told in another profile`,
        );
      });
});
