import type { Module } from "../../../../language/model/module.ts";
import { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { statements } from "../../../../language/policy/policies.ts";
import { textOf } from "../../../../language/policy/policy.ts";
import { memo } from "../../../../language/query/engine.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { plain, referred } from "../../../kit/checks.ts";
import { expression, resourceBeside } from "../../../kit/edits.ts";

/** Lets what runs under a role of the module send traces, where nothing of the module does so yet. */
export function allowTracing(traced: Section, path: string): readonly Edit[] {
  if (!(traced instanceof Resource)) return [];
  const { module } = traced;
  const role = referred(traced.get(path), traced, "aws_iam_role");
  if (role?.module !== module || speaksOfTraces(module)) return [];
  // below the role, so that functions that share it ask for one and the same
  const attachment = resourceBeside(
    role,
    "aws_iam_role_policy_attachment",
    {
      role: expression(`${role.localAddress}.name`),
      policy_arn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
    },
    `${role.name}_tracing`,
  );
  return [attachment.edit];
}

const speaksOfTraces = memo(
  (module: Module): boolean =>
    module
      .ofType("aws_iam_role_policy_attachment")
      .some((attachment) => /xray/i.test(String(plain(attachment.get("policy_arn"))))) ||
    statements(module).some(({ actions }) => actions?.values.some((action) => /^xray:/i.test(textOf(action) ?? ""))),
);
