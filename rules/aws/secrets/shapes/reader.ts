import type { Resource } from "../../../../language/model/resource.ts";
import type { BlockSection } from "../../../../language/model/section.ts";
import { policies } from "../../../../language/policy/policies.ts";
import { allows } from "../../../../language/policy/policy.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { editAt } from "../../../../language/write/edit-set.ts";
import { beginsLine, marginAt } from "../../../../language/write/layout.ts";
import { containerOf } from "../../../kit/container.ts";
import { block, expression, put, resourceBeside, sharedStop } from "../../../kit/edits.ts";
import { encodedPolicy } from "../../../kit/encoded-policy.ts";
import { granted } from "../../../kit/grants.ts";
import { addressBeside, freeName, type NewResource } from "../../../kit/placement.ts";
import { identifier } from "./fixes.ts";

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

/** Looks a secret up where it is kept. */
export const lookedUp = (after: BlockSection, { id, name }: Stored): NewResource =>
  resourceBeside(after, "data.aws_secretsmanager_secret", { name: sharedStop(id) }, name);

const reading = "secretsmanager:GetSecretValue";

/** Something that has an ARN, as the module calls it. */
type Named = Pick<NewResource, "address">;

/** Lets a role read secrets. */
export const grant = (
  after: BlockSection,
  name: string,
  role: string,
  secrets: readonly Named[],
  action: string = reading,
): Edit =>
  resourceBeside(
    after,
    "aws_iam_role_policy",
    {
      name_prefix: "read-secrets-",
      role: expression(`${role}.id`),
      policy: encodedPolicy({
        Effect: "Allow",
        Action: action,
        Resource: secrets.map(({ address }) => expression(`${address}.arn`)),
      }),
    },
    name,
  ).edit;

/** A role for an AWS service. */
const role = (after: BlockSection, name: string, service: string): NewResource =>
  resourceBeside(
    after,
    "aws_iam_role",
    {
      name_prefix: namePrefix(name),
      assume_role_policy: encodedPolicy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }),
    },
    name,
  );

const namePrefix = (name: string): string => `${name.replaceAll("_", "-").slice(0, 30)}-`;

/**
 * Gives an instance a profile whose role may read the secrets: the one it has, else the module's own, else a new one with
 * its role and policy.
 */
export function profile(resource: BlockSection, section: BlockSection, secrets: readonly Stored[]): readonly Edit[] {
  if (section.attribute("iam_instance_profile") || section.sections("iam_instance_profile").length > 0) return [];
  const own = resource.block.labels.at(-1)?.text ?? "this";
  const profiles = resource.module.ofType("aws_iam_instance_profile").flatMap((each) => {
    const address = addressBeside(each, resource);
    return each.key === "" && address !== undefined ? [{ each, address }] : [];
  });
  const found = profiles.find(({ each }) => each.name === own) ?? profiles[0];
  if (found) return [attach(resource, section, `${found.address}.name`), ...permission(resource, found.each, secrets)];
  const { module } = resource;
  const name = freeName(module, "aws_iam_role", own);
  const carrier = role(resource, name, "ec2.amazonaws.com");
  const lookups = secrets.map((secret) => lookedUp(resource, secret));
  const added = resourceBeside(resource, "aws_iam_instance_profile", {
    name_prefix: namePrefix(freeName(module, "aws_iam_instance_profile", own)),
    role: expression(`${carrier.address}.name`),
  });
  return [
    attach(resource, section, `${added.address}.name`),
    ...lookups.map(({ edit }) => edit),
    carrier.edit,
    ...(secrets.length > 0 ? [grant(resource, name, carrier.address, lookups)] : []),
    added.edit,
  ];
}

/** Lets the role of a profile read the secrets, where it is the module's and nobody there may read any yet. */
function permission(resource: BlockSection, profile: Resource, secrets: readonly Stored[]): readonly Edit[] {
  const { module } = resource;
  const role = module.ofType("aws_iam_role").find((each) => each.isMeantBy(profile.get("role")));
  const address = role && addressBeside(role, resource);
  const mayRead = policies(module).some(({ statements }) =>
    statements.some((statement) => allows(statement) && granted(statement, [reading]).length > 0),
  );
  if (address === undefined || mayRead || secrets.length === 0) return [];
  const lookups = secrets.map((secret) => lookedUp(resource, secret));
  const name = freeName(module, "aws_iam_role_policy", role?.name ?? "");
  return [...lookups.map(({ edit }) => edit), grant(resource, name, address, lookups)];
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

/** The module's own role that a setting names. */
export function roleAt(section: BlockSection, setting: string): string | undefined {
  const own = section
    .get(setting)
    .refs?.find(
      ({ mode, type, module }) => mode === "resource" && type === "aws_iam_role" && module === section.module.address,
    );
  const found = own && section.module.find(own);
  return own && ((found && addressBeside(found, section)) ?? `aws_iam_role.${own.name}`);
}

/** The role that fetches the secret before the container starts, with the permission to: the task's own, else a new one. */
export function fetching(section: BlockSection, name: string, secret: Named, action?: string): readonly Edit[] {
  const own = roleAt(section, "execution_role_arn");
  if (own !== undefined) return [grant(section, name, own, [secret], action)];
  if (section.get("execution_role_arn").state !== "absent") return [];
  const wanted = freeName(section.module, "aws_iam_role", `${section.block.labels[1]?.text ?? "task"}_execution`);
  const added = role(section, wanted, "ecs-tasks.amazonaws.com");
  const attachment = resourceBeside(
    section,
    "aws_iam_role_policy_attachment",
    {
      role: expression(`${added.address}.name`),
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    },
    wanted,
  );
  return [
    put(section, "execution_role_arn", expression(`${added.address}.arn`)),
    added.edit,
    attachment.edit,
    grant(section, name, added.address, [secret], action),
  ];
}
