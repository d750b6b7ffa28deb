import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { table } from "../../language/syntax/table.ts";
import { contains, type Place } from "../../language/syntax/text.ts";
import { isRepeated, sharesPlace } from "../../rules/kit/placement.ts";
import type { Misdeclaration } from "./refusal.ts";

/** What AWS takes only one of a name of in an account or a region: Terraform plans two, and the second fails. */
const nameOf: Readonly<Record<string, string>> = table({
  aws_accessanalyzer_analyzer: "analyzer_name",
  aws_backup_vault: "name",
  aws_cloudfront_origin_access_control: "name",
  aws_cloudtrail: "name",
  aws_cloudwatch_log_group: "name",
  aws_cloudwatch_log_resource_policy: "policy_name",
  aws_cloudwatch_metric_alarm: "alarm_name",
  aws_db_parameter_group: "name",
  aws_iam_group: "name",
  aws_iam_policy: "name",
  aws_iam_role: "name",
  aws_iam_user: "name",
  aws_kms_alias: "name",
  aws_networkfirewall_firewall: "name",
  aws_s3_bucket: "bucket",
  aws_sns_topic: "name",
  aws_sqs_queue: "name",
  aws_wafv2_web_acl: "name",
});

/** A new resource that bears the name of another, or that is made twice under one name: by `count`, or by two calls of its module. */
export function namesake(root: Module, written: readonly Place[]): Misdeclaration | undefined {
  for (const module of root.tree())
    for (const block of new Set(written.flatMap((place) => [...module.blocksMeeting(place)]))) {
      const [type = "", label = ""] = block.block.labels.map(({ text }) => text);
      const attribute = block.block.type.text === "resource" ? nameOf[type] : undefined;
      if (attribute === undefined || !written.some((place) => place.uri === block.at.uri && contains(place, block.at)))
        continue;
      const all = root.tree().flatMap((each) => each.ofType(type));
      for (const one of module.ofType(type).filter(({ name }) => name === label)) {
        const own = textOf(one, attribute);
        if (own === undefined) continue;
        const others = all.filter((other) => other !== one && textOf(other, attribute) === own);
        if (isMadeAlike(one) || others.some((other) => sharesPlace(other, one)))
          return { why: "named twice", name: own };
      }
    }
  return undefined;
}

/** Whether a resource stands for several that are the same: those are not told apart. */
function isMadeAlike(one: Resource): boolean {
  if (one.key === "" && isRepeated(one)) return true;
  for (let { call, address } = one.module; call; { call, address } = call.module)
    if (isRepeated(call) && !address.endsWith("]")) return true;
  return false;
}

function textOf(resource: Resource, attribute: string): string | undefined {
  const value = resource.get(attribute);
  return value.state === "known" && typeof value.value === "string" ? value.value : undefined;
}
