import type { Module } from "../../../language/model/module.ts";
import type { BlockSection } from "../../../language/model/section.ts";
import { deprecated, member, resourceTypes } from "../../../language/schema/schema.ts";
import { declared } from "../../kit/checks.ts";
import { expression, replace } from "../../kit/edits.ts";
import { isKnown, majors } from "../../kit/provider.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { goneIn } from "./shapes/successors.ts";
import { impactOf, majorsWith, ofEachName, pathOf, sharesFate, type WrittenName } from "./shapes/written.ts";

export default rule({
  id: "aws-provider-deprecated",
  title: "AWS provider has deprecated this",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The next major version refuses it, and with it every later fix of the provider stays out of reach.",
  controls: {},
  aliases: {},
  references: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade"],

  on: declared("resource"),
  *check(section: BlockSection, module: Module): Iterable<Problem> {
    // of a module from the registry only our stand-in is here
    if (module.isStandIn || !isKnown(module)) return;
    const type = section.block.labels[0]?.text ?? "";
    if (majors(module).length > 1) yield* goneSoon(section, type);
    const whole = deprecated(type);
    if (whole !== undefined) {
      const to = successor(whole);
      if (to === undefined ? isPast(module) : isThere(module, to))
        yield { at: section.label(0), tag: "deprecated", message: told(type, to) };
      return;
    }
    for (const { written, path, message } of onTheWayOut(section.block)) {
      const to = successor(message);
      if (
        !(to === undefined
          ? isPast(module)
          : resourceTypes.has(to)
            ? isThere(module, to)
            : hasMember(module, written, to))
      )
        continue;
      const at = section.place(written.name);
      yield {
        at,
        tag: "deprecated",
        message: told(path, to),
        fixes: () =>
          to !== undefined && isAlike(written, to) && section.file.syntax === "hcl"
            ? [
                {
                  title: `Rename to \`${to}\``,
                  impact: impactOf(written, to),
                  edits: [replace(section, at, expression(to))],
                },
              ]
            : [],
      };
    }
  },

  insecure: hcl`
    resource "aws_dms_s3_endpoint" "archive" {
      endpoint_id             = "archive"
      endpoint_type           = "target"
      bucket_name             = "acme-archive"
      service_access_role_arn = "arn:aws:iam::123456789012:role/dms"
      encryption_mode         = "SSE_KMS"
      kms_key_arn             = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    # ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_dms_s3_endpoint" "archive" {
      endpoint_id                       = "archive"
      endpoint_type                     = "target"
      bucket_name                       = "acme-archive"
      service_access_role_arn           = "arn:aws:iam::123456789012:role/dms"
      encryption_mode                   = "SSE_KMS"
      server_side_encryption_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
  `,
});

/** What version 6 of the provider no longer has, where it may come into use. */
function* goneSoon(section: BlockSection, type: string): Iterable<Problem> {
  if (resourceTypes.versions(type) === "v5") yield { at: section.label(0), tag: "deprecated", message: gone(type) };
  else
    for (const { written, path } of onlyInFive(section.block))
      yield { at: section.place(written.name), tag: "deprecated", message: goneIn(gone(path), `${type}.${path}`) };
}

const gone = (name: string): string => `Version 6 of the provider has no \`${name}\` any more`;

const onlyInFive = ofEachName(
  (type, path) => !majorsWith(type, path).includes(6),
  (written) => {
    const path = pathOf(written.within, written.name.text);
    return majorsWith(written.type, path).length > 0 && !sharesFate(written) ? { written, path } : undefined;
  },
);

const onTheWayOut = ofEachName(
  (type, path) => deprecated(type, path) !== undefined && member(type, path) !== undefined,
  (written) => {
    const path = pathOf(written.within, written.name.text);
    const message = deprecated(written.type, path);
    return message === undefined || isNull(written) ? undefined : { written, path, message };
  },
);

const isNull = ({ value }: WrittenName): boolean => value?.kind === "literal" && value.value === null;

const told = (name: string, to: string | undefined): string =>
  to === undefined ? `\`${name}\` is deprecated` : `\`${name}\` is deprecated; \`${to}\` takes its place`;

/** The resource type or the argument that the provider's own words send one to. */
const successor = (message: string): string | undefined =>
  /\buse (?:the )?(?:top-level parameter )?['"]?([a-z]\w+)['"]?(?: resources?)? (?:instead|and|with)\b/i.exec(
    message,
  )?.[1] ?? /\busing '(\w+)' instead/.exec(message)?.[1];

/** Where version 5 may be in use, what only a later one calls deprecated is no fault. */
const isPast = (module: Module): boolean => !majors(module).includes(5);

const isThere = (module: Module, type: string): boolean => {
  const versions = resourceTypes.versions(type);
  return versions === "both" || (versions === "v6" && isPast(module));
};

const hasMember = (module: Module, { type, within }: WrittenName, name: string): boolean =>
  majors(module).every((major) => member(type, pathOf(within, name), `v${major}`) !== undefined);

/** Whether two arguments take the same kind of value, so that one can stand in the other's place. */
function isAlike({ type, within, name, others }: WrittenName, to: string): boolean {
  const [old, now] = [member(type, pathOf(within, name.text)), member(type, pathOf(within, to))];
  if (!old || !now || old === "anything" || now === "anything" || others.has(to)) return false;
  return old.kind === "attribute" && now.kind === "attribute" && old.type === now.type;
}
