import type { Section } from "../../../language/model/section.ts";
import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-website",
  title: "Bucket is a website: everyone can read what it serves, over plain HTTP",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Its endpoint speaks plain HTTP only, and everyone may read what it serves.",
  controls: {},
  aliases: { kics: ["42bb6b7f-6d54-4428-b707-666f669d94fb"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html"],
  noFix: "CloudFront in front of a private bucket takes its place: another design.",

  on: resources("aws_s3_bucket_website_configuration", "aws_s3_bucket").each((resource) =>
    resource.type === "aws_s3_bucket" ? resource.sections("website") : [resource],
  ),
  *check(website: Section) {
    yield { at: website.header };
  },

  insecure: hcl`
    resource "aws_s3_bucket_website_configuration" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-site"

      index_document {
        suffix = "index.html"
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "site" {
      bucket = "acme-site"
    }
  `,
});
