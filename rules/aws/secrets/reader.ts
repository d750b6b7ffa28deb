import type { BlockSection } from "../../../language/model/section.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { editAt } from "../../../language/write/edit-set.ts";
import { beginsLine, marginAt } from "../../../language/write/layout.ts";
import { containerOf } from "../../kit/container.ts";
import { append, block, call, expression, freeName, put, stop } from "../../kit/edits.ts";
import { identifier } from "./cures.ts";

/** A secret as Secrets Manager knows it, and as the module calls it. */
export interface Stored {
  readonly id: string;
  readonly name: string;
}

/** A secret that belongs to a block and is called like something of it. */
export const stored = (section: BlockSection, subject: string): Stored => {
  const around = section.block.labels.at(-1)?.text ?? "app";
  return { id: `prod/${around}/${subject}`, name: identifier(`${around}_${subject}`) };
};

/** Looks secrets up where they are kept; their address is `data.aws_secretsmanager_secret.NAME`. */
export const lookups = (after: BlockSection, secrets: readonly Stored[]): readonly Edit[] =>
  secrets.map(({ id, name }) => append(after, ["data", "aws_secretsmanager_secret", name], { name: stop(id) }));

/** Lets a role read secrets. */
export const grant = (after: BlockSection, name: string, role: string, secrets: readonly Stored[]): Edit =>
  append(after, ["resource", "aws_iam_role_policy", freeName(after.module, "aws_iam_role_policy", name)], {
    name_prefix: "read-secrets-",
    role: expression(`aws_iam_role.${role}.id`),
    policy: call("jsonencode", {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: secrets.map((secret) => expression(`data.aws_secretsmanager_secret.${secret.name}.arn`)),
        },
      ],
    }),
  });

/** A role for an AWS service. */
export const role = (after: BlockSection, name: string, service: string): Edit =>
  append(after, ["resource", "aws_iam_role", name], {
    name_prefix: `${name.replaceAll("_", "-").slice(0, 30)}-`,
    assume_role_policy: call("jsonencode", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    }),
  });

/**
 * Gives an instance a profile whose role may read the secrets: the one it has, else the module's own, else a new one with
 * its role and policy.
 */
export function profile(resource: BlockSection, section: BlockSection, secrets: readonly Stored[]): readonly Edit[] {
  if (section.attribute("iam_instance_profile") || section.sections("iam_instance_profile").length > 0) return [];
  const own = resource.block.labels.at(-1)?.text ?? "this";
  const profiles = resource.module.ofType("aws_iam_instance_profile").filter(({ key }) => key === "");
  const found = profiles.find(({ name }) => name === own) ?? profiles[0];
  const name = found?.name ?? freeName(resource.module, "aws_iam_instance_profile", own);
  const edits = [attach(resource, section, `aws_iam_instance_profile.${name}.name`)];
  if (found) return edits;
  const carrier = freeName(resource.module, "aws_iam_role", own);
  return [
    ...edits,
    ...lookups(resource, secrets),
    role(resource, carrier, "ec2.amazonaws.com"),
    ...(secrets.length > 0 ? [grant(resource, carrier, carrier, secrets)] : []),
    append(resource, ["resource", "aws_iam_instance_profile", name], {
      name_prefix: `${name.replaceAll("_", "-").slice(0, 30)}-`,
      role: expression(`aws_iam_role.${carrier}.name`),
    }),
  ];
}

function attach(resource: BlockSection, section: BlockSection, address: string): Edit {
  if (resource.block.labels[0]?.text === "aws_launch_template")
    return put(section, "iam_instance_profile", block({ name: expression(address) }));
  const container = containerOf(section);
  const first = container?.members[0];
  // A script of many lines stands better apart from it.
  if (
    container?.form !== "block" ||
    !first?.name.startsWith("user_data") ||
    !beginsLine(container.file.text, first.start)
  )
    return put(section, "iam_instance_profile", expression(address));
  const text = `iam_instance_profile = ${address}\n\n${marginAt(container.file.text, first.start)}`;
  return editAt(container.file.uri, { start: first.start, end: first.start }, { text, stops: [] });
}
