import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { addCondition, type Edits, replacePrincipal } from "../../../../language/policy/edits.ts";
import { allows, type Statement } from "../../../../language/policy/policy.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import type { Verbatim } from "../../../../language/write/source.ts";
import { isNarrowed } from "../../../iam/shapes/conditions.ts";
import { everybody } from "../../../iam/shapes/principals.ts";
import { carriedBy } from "../../../kit/carried.ts";
import { anywhere, companions, holds, is, isSet, plain, resources } from "../../../kit/checks.ts";
import { addBlock, append, concat, expression, put, putAll, remove, resourceBeside } from "../../../kit/edits.ts";
import { encodedPolicy } from "../../../kit/encoded-policy.ts";
import { all } from "../../../kit/grants.ts";
import { addressBeside, ownName } from "../../../kit/placement.ts";
import type { Fix } from "../../../kit/rule.ts";
import { grantsOf } from "../../s3/shapes/acl.ts";
import { allGuards } from "../../s3/shapes/public-access-block.ts";

/** `bucket.s3.region.amazonaws.com`, or an attribute of a bucket; a website endpoint is no bucket to CloudFront. */
export function isBucket(origin: Section): boolean {
  const domain = origin.get("domain_name");
  if (plain(domain) !== undefined)
    return /\.s3[.-](?!website)(?:[a-z0-9-]+\.)*amazonaws\.com$/.test(String(plain(domain)));
  return (domain.refs ?? []).some(
    ({ type, attribute }) => type === "aws_s3_bucket" && /domain_name$/.test(attribute ?? ""),
  );
}

/** Has CloudFront sign its requests to a bucket that is not in view, or whose policy is not: nobody is shut out by that. */
export function signed(distribution: Resource, origin: Section): Fix {
  const control = controlBeside(distribution, distribution);
  return {
    title: "Sign requests to the bucket",
    impact: "update",
    edits: [put(origin, "origin_access_control_id", expression(`${control.address}.id`)), control.edit],
  };
}

const controlBeside = (distribution: Resource, named: Resource) =>
  resourceBeside(distribution, "aws_cloudfront_origin_access_control", {
    name: ownName(named),
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
  });

/**
 * Closes a bucket to all but the distribution that serves it, in one step: CloudFront signs its requests to the bucket itself (not to its
 * website), the policy admits that distribution, and public access is blocked. Undefined where a part of that is not in view.
 */
export function cloudFrontOnly(bucket: Resource): Fix | undefined {
  const [found, ...others] = resources("aws_cloudfront_distribution")(bucket.module)
    .map((distribution) => ({ distribution, origins: origins(distribution, bucket) }))
    .filter(({ origins }) => origins.length > 0);
  const closed = closedLists(bucket);
  if (!found || others.length > 0 || !closed || [...websites(bucket), ...bucket.sections("website")].some(redirects))
    return undefined;
  const { distribution } = found;
  const [there, here] = [addressBeside(distribution, bucket), addressBeside(bucket, distribution)];
  if (there === undefined || here === undefined) return undefined;
  const policy = admitted(bucket, expression(`${there}.arn`));
  if (!policy) return undefined;
  const control = controlBeside(distribution, bucket);
  return {
    title: "Let CloudFront alone read the bucket: sign its requests, name it in the policy, block public access",
    impact: "disruption",
    edits: [
      ...found.origins.flatMap((origin) => pointed(origin, here, `${control.address}.id`)),
      ...(found.origins.some(isOfWebsite) ? withPages(distribution, bucket) : []),
      control.edit,
      ...policy,
      ...closed,
      ...blocked(bucket),
    ],
  };
}

/** Whether a distribution, wherever it is, reads a bucket as anybody would. */
export const isServedUnsigned = (bucket: Resource): boolean =>
  anywhere(bucket, "aws_cloudfront_distribution").some((distribution) => origins(distribution, bucket).length > 0);

/** ACLs that let everybody in made private; undefined where one does so grant by grant. */
function closedLists(bucket: Resource): readonly Edit[] | undefined {
  const lists = [bucket, ...companions(bucket, "aws_s3_bucket_acl", "bucket").found];
  const open = lists.filter((list) => [...grantsOf(list)].length > 0);
  return open.some((list) => [...grantsOf(list)].some(({ grant }) => grant))
    ? undefined
    : open.map((list) => put(list, "acl", "private"));
}

/** The origins of a distribution that are a bucket, or its website, and are not signed. */
const origins = (distribution: Resource, bucket: Resource): readonly Section[] =>
  distribution
    .sections("origin")
    .filter(
      (origin) =>
        ["origin_access_control_id", "s3_origin_config.origin_access_identity"].every(
          (name) => !holds(origin.get(name), isSet()),
        ) &&
        [bucket, ...websites(bucket)].some(({ type, name }) =>
          (origin.get("domain_name").refs ?? []).some(
            (reference) => reference.type === type && reference.name === name,
          ),
        ),
    );

const websites = (bucket: Resource): readonly Resource[] =>
  companions(bucket, "aws_s3_bucket_website_configuration", "bucket").found;

const isOfWebsite = (origin: Section): boolean => origin.sections("custom_origin_config").length > 0;

/** What only a website can do: send to another place. */
const redirects = (website: Section): boolean =>
  ["redirect_all_requests_to", "routing_rule", "routing_rules"].some(
    (name) => website.sections(name).length > 0 || website.isOpen(name) || website.get(name).state !== "absent",
  );

/** What a website serves where nothing is named or found, CloudFront has to be told for the bucket itself. */
function withPages(distribution: Resource, bucket: Resource): readonly Edit[] {
  const page = (inline: string, apart: string): string | undefined =>
    [bucket.get(`website.${inline}`), ...websites(bucket).map((own) => own.get(apart))]
      .map(plain)
      .find((name) => typeof name === "string");
  const [index, error] = [
    page("index_document", "index_document.suffix"),
    page("error_document", "error_document.key"),
  ];
  return [
    ...(index !== undefined && distribution.get("default_root_object").state === "absent"
      ? [put(distribution, "default_root_object", index)]
      : []),
    ...(error !== undefined &&
    distribution.sections("custom_error_response").length === 0 &&
    !distribution.isOpen("custom_error_response")
      ? [
          // to whom it does not let list, S3 answers 403 of what is not there
          addBlock(distribution, "custom_error_response", {
            error_code: 403,
            response_code: 404,
            response_page_path: `/${error}`,
          }),
        ]
      : []),
  ];
}

/** The endpoint of a website speaks plain HTTP and takes no signatures. */
function pointed(origin: Section, bucket: string, control: string): readonly Edit[] {
  const isWebsite = isOfWebsite(origin);
  return [
    ...putAll(origin, {
      ...(isWebsite && { domain_name: expression(`${bucket}.bucket_regional_domain_name`) }),
      origin_access_control_id: expression(control),
    }),
    ...(isWebsite ? remove(origin, "custom_origin_config") : []),
  ];
}

/** The bucket's policy with the distribution in place of everybody, or one that admits it. */
function admitted(bucket: Resource, distribution: Verbatim): Edits {
  const { found, certain } = companions(bucket, "aws_s3_bucket_policy", "bucket");
  if (found.length === 0 && bucket.get("policy").state === "absent")
    return certain ? [newPolicy(bucket, distribution)] : undefined;
  const open = carriedBy(bucket.module, [bucket, ...found])
    .flatMap(({ effective }) => effective)
    .filter((statement) => allows(statement) && !isNarrowed(statement));
  const changes = open.flatMap((statement) =>
    [...everybody(statement)].map(({ principal }) =>
      all(replacePrincipal(statement, principal.at, "Service", [service]), ofOne(statement, distribution)),
    ),
  );
  return changes.length === 0 ? undefined : all(...changes);
}

const service = "cloudfront.amazonaws.com";

const ofOne = (statement: Statement, distribution: Verbatim): Edits =>
  addCondition(statement, { operator: "StringEquals", key: "AWS:SourceArn", values: [distribution] });

const newPolicy = (bucket: Resource, distribution: Verbatim): Edit =>
  append(bucket, "aws_s3_bucket_policy", {
    bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
    policy: encodedPolicy({
      Sid: "CloudFront",
      Effect: "Allow",
      Principal: { Service: service },
      Action: "s3:GetObject",
      Resource: concat(expression(`aws_s3_bucket.${bucket.name}.arn`), "/*"),
      Condition: { StringEquals: { "AWS:SourceArn": distribution } },
    }),
  });

function blocked(bucket: Resource): readonly Edit[] {
  const { found, certain } = companions(bucket, "aws_s3_bucket_public_access_block", "bucket");
  if (found.length > 0)
    return found.flatMap((block) =>
      putAll(
        block,
        Object.fromEntries(Object.entries(allGuards).filter(([guard]) => !holds(block.get(guard), is(true), false))),
      ),
    );
  const body = { bucket: expression(`aws_s3_bucket.${bucket.name}.id`), ...allGuards };
  return certain ? [append(bucket, "aws_s3_bucket_public_access_block", body)] : [];
}
