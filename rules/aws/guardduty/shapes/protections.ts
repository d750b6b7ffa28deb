import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { companions, resources } from "../../../kit/checks.ts";
import { expression, resourceBeside } from "../../../kit/edits.ts";

/** A protection plan of GuardDuty, with its name as a feature and its place in the deprecated `datasources`. */
export interface Plan {
  readonly feature: string;
  readonly path: string;
  readonly title: string;
}

const plans: readonly Plan[] = [
  { feature: "S3_DATA_EVENTS", path: "s3_logs.enable", title: "S3 Protection" },
  { feature: "EKS_AUDIT_LOGS", path: "kubernetes.audit_logs.enable", title: "EKS Audit Log Monitoring" },
  {
    feature: "EBS_MALWARE_PROTECTION",
    path: "malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable",
    title: "Malware Protection for EC2",
  },
];

/** Where a plan is switched. */
export interface Protection {
  readonly plan: Plan;
  readonly section: Section;
  /** The attribute that switches it, and what it is set to. */
  readonly name: string;
  readonly value: Value;
  readonly on: string | boolean;
}

/** Every plan that is switched somewhere, in both spellings. */
export const protections = resources("aws_guardduty_detector", "aws_guardduty_detector_feature").each((resource) =>
  resource.type === "aws_guardduty_detector" ? datasources(resource) : feature(resource),
);

function* feature(section: Resource): Iterable<Protection> {
  const name = section.get("name");
  const plan = plans.find((each) => name.state === "known" && each.feature === name.value);
  if (plan) yield { plan, section, name: "status", value: section.get("status"), on: "ENABLED" };
}

/** What a detector's deprecated `datasources` switch. */
export function* datasources(detector: Resource): Iterable<Protection> {
  for (const section of detector.sections("datasources"))
    for (const plan of plans) {
      const value = section.get(plan.path);
      if (value.state !== "absent") yield { plan, section, name: plan.path, value, on: true };
    }
}

/** The plans that nothing switches; none where something may that cannot be seen. */
export function unset(detector: Resource): readonly Plan[] {
  const { found, certain } = companions(detector, "aws_guardduty_detector_feature", "detector_id");
  if (!certain || detector.isOpen("datasources")) return [];
  const names = found.map((feature) => feature.get("name"));
  if (names.some((name) => name.state !== "known")) return [];
  const old = [...datasources(detector)].map(({ plan }) => plan);
  return plans.filter(
    (plan) => !old.includes(plan) && !names.some((name) => name.state === "known" && name.value === plan.feature),
  );
}

/** Adds a feature of a detector. */
export const featureOf = (detector: Resource, feature: string, status: "ENABLED" | "DISABLED"): Edit =>
  resourceBeside(
    detector,
    "aws_guardduty_detector_feature",
    { detector_id: expression(`aws_guardduty_detector.${detector.name}.id`), name: feature, status },
    feature.toLowerCase(),
  ).edit;
