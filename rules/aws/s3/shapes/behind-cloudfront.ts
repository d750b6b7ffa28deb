import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { addCondition, replacePrincipal } from "../../../../language/policy/edits.ts";
import { allows, type Statement, textOf } from "../../../../language/policy/policy.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { isNarrowed } from "../../../iam/shapes/conditions.ts";
import { everybody } from "../../../iam/shapes/principals.ts";
import { carriedBy } from "../../../kit/carried.ts";
import { anywhere, companions, holds, isSet, plain } from "../../../kit/checks.ts";
import { addBlock, append, call, concat, expression, put, putAll, remove, resourceBeside } from "../../../kit/edits.ts";
import { ownName } from "../../../kit/placement.ts";
import type { Fix } from "../../../kit/rule.ts";
import { allGuards } from "./public-access-block.ts";

/** A distribution of CloudFront that serves a bucket as anybody would read it, without signing. */
interface Served {
  readonly distribution: Resource;
  readonly origin: Section;
}

/** The distributions that serve a bucket so. */
export const unsignedOrigins = (bucket: Resource): readonly Served[] =>
  anywhere(bucket, "aws_cloudfront_distribution").flatMap((distribution) =>
    distribution
      .sections("origin")
      .filter(
        (origin) =>
          isOf(bucket, origin.get("domain_name")) &&
          !["origin_access_control_id", "s3_origin_config.origin_access_identity"].some((name) =>
            holds(origin.get(name), isSet()),
          ),
      )
      .map((origin) => ({ distribution, origin })),
  );

/** Whether a domain is a bucket's, or that of its website. */
const isOf = (bucket: Resource, domain: Value): boolean =>
  bucket.isMeantBy(domain) ||
  companions(bucket, "aws_s3_bucket_website_configuration", "bucket").found.some((each) => each.isMeantBy(domain)) ||
  (typeof plain(bucket.get("bucket")) === "string" &&
    String(plain(domain)).startsWith(`${plain(bucket.get("bucket"))}.s3`));

/**
 * One change by which CloudFront signs its requests to a bucket, the bucket's policy admits it alone, and the rest is blocked. None where
 * the site needs more of S3's website than an index and an error page, or where not all of it stands in one module, once.
 */
export function onlyThroughCloudFront(bucket: Resource): Fix | undefined {
  const [served, ...others] = unsignedOrigins(bucket);
  if (!served || others.length > 0) return undefined;
  const { distribution, origin } = served;
  const page = pagesOf(bucket);
  const admitted = admitting(bucket, distribution);
  if (distribution.module !== bucket.module || [bucket, distribution].some(isRepeated) || !page || !admitted)
    return undefined;
  const control = resourceBeside(distribution, "aws_cloudfront_origin_access_control", {
    name: ownName(bucket),
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
  });
  const [block] = companions(bucket, "aws_s3_bucket_public_access_block", "bucket").found;
  return {
    title: "Let only CloudFront read it, by signed requests",
    impact: "disruption",
    edits: [
      ...putAll(origin, {
        domain_name: expression(`${bucket.localAddress}.bucket_regional_domain_name`),
        origin_access_control_id: expression(`${control.address}.id`),
      }),
      ...remove(origin, "custom_origin_config"),
      ...remove(origin, "s3_origin_config"),
      ...(page.index !== undefined && !holds(distribution.get("default_root_object"), isSet())
        ? [put(distribution, "default_root_object", page.index)]
        : []),
      ...(page.error !== undefined && distribution.sections("custom_error_response").length === 0
        ? [
            // for what is not there S3 answers 403 to whom it does not let list
            addBlock(distribution, "custom_error_response", {
              error_code: 403,
              response_code: 404,
              response_page_path: `/${page.error}`,
            }),
          ]
        : []),
      control.edit,
      ...admitted,
      ...closedLists(bucket),
      ...(block
        ? putAll(block, allGuards)
        : [
            append(bucket, "aws_s3_bucket_public_access_block", {
              bucket: expression(`${bucket.localAddress}.id`),
              ...allGuards,
            }),
          ]),
    ],
  };
}

const isRepeated = (resource: Resource): boolean =>
  ["count", "for_each"].some((name) => resource.attribute(name) !== undefined);

interface Pages {
  readonly index?: string;
  readonly error?: string;
}

/** The pages that a bucket's website has by name; undefined where it redirects, or they cannot be seen. */
function pagesOf(bucket: Resource): Pages | undefined {
  const apart = companions(bucket, "aws_s3_bucket_website_configuration", "bucket").found;
  const [website] = [...apart, ...bucket.sections("website")];
  if (!website) return {};
  const redirects = ["redirect_all_requests_to", "routing_rule", "routing_rules"].some(
    (name) => website.sections(name).length > 0 || website.isOpen(name) || website.get(name).state !== "absent",
  );
  const [index, error] = (
    apart.length > 0 ? ["index_document.suffix", "error_document.key"] : ["index_document", "error_document"]
  ).map((name) => website.get(name));
  if (redirects || !index || !error || [index, error].some(({ state }) => state === "unknown")) return undefined;
  return {
    ...(typeof plain(index) === "string" && { index: String(plain(index)) }),
    ...(typeof plain(error) === "string" && { error: String(plain(error)) }),
  };
}

/** The bucket's policy, so that it admits a distribution in place of everybody. */
function admitting(bucket: Resource, distribution: Resource): readonly Edit[] | undefined {
  // with the bucket's own argument the bucket and the distribution would wait for each other
  if (bucket.get("policy").state !== "absent") return undefined;
  const source = expression(`${distribution.localAddress}.arn`);
  const { found, certain } = companions(bucket, "aws_s3_bucket_policy", "bucket");
  const own = carriedBy(bucket.module, found);
  const [policy] = own;
  if (found.length === 0 && certain)
    return [
      append(bucket, "aws_s3_bucket_policy", {
        bucket: expression(`${bucket.localAddress}.id`),
        policy: call("jsonencode", {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "cloudfront.amazonaws.com" },
              Action: "s3:GetObject",
              Resource: concat(expression(`${bucket.localAddress}.arn`), "/*"),
              Condition: { StringEquals: { "AWS:SourceArn": source } },
            },
          ],
        }),
      }),
    ];
  if (!policy || own.length > 1 || policy.attachments.length > 1) return undefined;
  const open = policy.effective.filter(isOpen);
  const [statement] = open;
  const [principal] = statement?.principals?.values ?? [];
  if (!statement || !principal || open.length > 1 || !isReading(statement)) return undefined;
  const admitted = replacePrincipal(statement, principal.at, "Service", ["cloudfront.amazonaws.com"]);
  const narrowed = addCondition(statement, { operator: "StringEquals", key: "AWS:SourceArn", values: [source] });
  return admitted && narrowed && [...admitted, ...narrowed];
}

const isOpen = (statement: Statement): boolean =>
  allows(statement) && !isNarrowed(statement) && [...everybody(statement)].length > 0;

const isReading = ({ actions, conditions }: Statement): boolean =>
  conditions === undefined &&
  actions !== undefined &&
  actions.values.every((action) => /^s3:GetObject(?:Version)?$/i.test(textOf(action) ?? ""));

/** ACLs that let everybody in, made private. */
function closedLists(bucket: Resource): readonly Edit[] {
  return [bucket, ...companions(bucket, "aws_s3_bucket_acl", "bucket").found].flatMap((owner) =>
    String(plain(owner.get("acl"))).startsWith("public-") ? [put(owner, "acl", "private")] : [],
  );
}
