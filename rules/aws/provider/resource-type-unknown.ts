import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { BlockSection } from "../../../language/model/section.ts";
import { editDistance } from "../../../language/schema/closest.ts";
import { dataTypes, resourceTypes, type TypeNames } from "../../../language/schema/schema.ts";
import { table } from "../../../language/syntax/table.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import type { Block } from "../../../language/syntax/tree.ts";
import { declared } from "../../kit/checks.ts";
import { expression, replace } from "../../kit/edits.ts";
import { isKnown, majors } from "../../kit/provider.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** Names that tutorials use and no provider has: what is meant, and the block that its real form does without. */
const meant: Readonly<Record<string, { readonly type: string; readonly unwrap?: string }>> = table({
  aws_s3_bucket_encryption: {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    unwrap: "server_side_encryption_configuration",
  },
});

export default rule({
  id: "aws-provider-resource-type-unknown",
  title: "The AWS provider has no such resource type",
  severity: "medium",
  responsibility: "customer",
  why: "Terraform refuses the whole configuration: what the block was to protect is not protected.",
  controls: {},
  aliases: {},
  references: [
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration",
  ],

  on: declared("resource", "data").each((block, module) =>
    isInEveryVersion(block.block) ? [] : module.instances(block),
  ),
  *check(resource: Resource, module: Module) {
    const [only, ...others] = majors(module);
    const versions = typesOf(resource.mode).versions(resource.type);
    if (versions !== undefined) {
      if (others.length === 0 && versions !== `v${only}` && isKnown(module))
        yield { at: resource.label(0), message: `Version ${only} of the provider has no \`${resource.type}\`` };
      return;
    }
    const type = replacement(resource);
    if (!type || !(meant[resource.type] || isKnown(module))) return;
    yield {
      at: resource.label(0),
      message: `The AWS provider has no \`${resource.type}\`; \`${type}\` is meant`,
      fixes: () => [
        {
          title: `Rename to \`${type}\``,
          impact: "none",
          edits: [
            replace(resource, resource.label(0), type),
            ...references(resource, type),
            ...unwrapped(resource, meant[resource.type]?.unwrap),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_encryption" "reports" {
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = aws_s3_bucket.reports.id

      server_side_encryption_configuration {
        rule {
          apply_server_side_encryption_by_default {
            sse_algorithm = "aws:kms"
          }
          bucket_key_enabled = true
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm = "aws:kms"
        }
        bucket_key_enabled = true
      }
    }
  `,
});

const typesOf = (mode: string): TypeNames => (mode === "data" ? dataTypes : resourceTypes);

function isInEveryVersion({ type: kind, labels }: Block): boolean {
  const type = labels[0]?.text ?? "";
  return !type.startsWith("aws_") || typesOf(kind.text).versions(type) === "both";
}

/** Undefined for a type that exists, or may exist in a provider newer than the schema here. */
function replacement({ mode, type }: Resource): string | undefined {
  const types = typesOf(mode);
  if (types.has(type)) return undefined;
  if (mode === "resource" && meant[type]) return meant[type].type;
  const closest = types.closest(type);
  return closest !== undefined && editDistance(type, closest, 2) !== undefined ? closest : undefined;
}

/** Every `type.name` of the module that means the resource. */
function* references(resource: Resource, type: string): Iterable<Edit> {
  // what is half typed between quotes is no name that anything could refer to
  if (!/^[\w-]+$/.test(`${resource.type}${resource.name}`)) return;
  const before = resource.mode === "data" ? "(?<=(?<![\\w.-])data\\.)" : "(?<![\\w.-])";
  const name = new RegExp(`${before}${resource.type}(?=\\.${resource.name}(?![\\w-]))`, "g");
  for (const file of resource.module.files)
    for (const { index } of file.syntax === "hcl" ? file.text.matchAll(name) : [])
      yield replace(resource, { uri: file.uri, start: index, end: index + resource.type.length }, expression(type));
}

/** Takes a wrapping block away and moves what it holds one level out. */
function* unwrapped(section: BlockSection, wrapper: string | undefined): Iterable<Edit> {
  for (const inner of wrapper === undefined ? [] : section.sections(wrapper)) {
    if (!inner.block) continue;
    const { start, end } = inner.place(inner.block.body);
    const { text } = inner.file;
    const margin = text.slice(text.lastIndexOf("\n", inner.at.start) + 1, inner.at.start);
    const lines = text
      .slice(start + 1, end - 1)
      .replace(/^\s*\n/, "")
      .trimEnd()
      .split("\n");
    const indent = /^[ \t]*/.exec(lines[0] ?? "")?.[0] ?? "";
    const outer = lines.map((line) => (line.startsWith(indent) ? margin + line.slice(indent.length) : line));
    yield { at: inner.at, text: outer.join("\n").slice(margin.length) };
  }
}
