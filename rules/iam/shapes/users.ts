import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { type Policy, pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, plain } from "../../kit/checks.ts";
import { holdersOf } from "./escalation/paths.ts";

const all = <One>(found: readonly One[], is: (one: One) => boolean): boolean => found.length > 0 && found.every(is);

/** Whether a policy is held by people only, who can be asked for a second factor: not by what has an access key. */
export function isOfPeople(module: Module, policy: Policy): boolean {
  const identities = holdersOf(module, policy).map(({ identity }) => identity);
  const isOfGroup =
    identities.some((identity) => identity?.type === "aws_iam_group") ||
    all(policy.attachments, ({ resource }) => resource.type === "aws_iam_group_policy");
  return all(identities, (identity) =>
    identity?.type === "aws_iam_user"
      ? !has(identity, "aws_iam_access_key") && (isOfGroup || has(identity, "aws_iam_user_login_profile"))
      : isOfGroup && identity?.type !== "aws_iam_role",
  );
}

const has = (user: Resource, type: string): boolean => companions(user, type, "user").found.length > 0;

/** Services that run what somebody has written, as a role. */
const running = /^(?:lambda|edgelambda|ecs-tasks|tasks\.apprunner|ec2|pods\.eks)\.amazonaws\.com(?:\.cn)?$/;

/** What builds, deploys and runs other things, by its name: what it needs cannot be told. */
const tools =
  /(?:^|[^a-z])(?:admin\w*|atlantis|autoscaler|bootstrap\w*|bastion|build\w*|cd|ci|cicd|cloudformation|code(?:build|deploy|pipeline)|controller|deploy\w*|devops|github|gitlab|infra\w*|jenkins|karpenter|nodes?|ops|packer|pipeline\w*|provision(?:er|ing)?|release\w*|runners?|terraform|workers?[-_]?nodes?)(?![a-z])/i;

/** Whether a policy is held by programs only: by roles that functions, containers and machines run as, and that are no tools. */
export const isOfProgram = (module: Module, policy: Policy): boolean =>
  all(
    holdersOf(module, policy),
    ({ identity }) =>
      identity?.type === "aws_iam_role" && isRunning(identity) && !namesOf(policy, identity).some(isTool),
  );

/** Whether something is called as what builds, deploys and runs other things is. */
export const isTool = (name: string): boolean => tools.test(name);

const isRunning = (role: Resource): boolean =>
  all(trustedBy(role), ({ type, value }) =>
    type === "Service"
      ? running.test(textOf(value) ?? "")
      : type === "Federated" && pieces(value).some((piece) => piece?.includes("oidc.eks.")),
  );

/** Who may assume a role, as far as that is here. */
export const trustedBy = (role: Resource) =>
  carriedBy(role.module, [role])
    .filter(({ kind }) => kind === "trust")
    .flatMap(({ statements }) => statements)
    .flatMap(({ principals }) => principals?.values ?? [])
    .flatMap(({ type, identifiers }) => identifiers.values.map((value) => ({ type: textOf(type), value })));

/** What a policy and who holds it are called. */
function namesOf({ attachments, label }: Policy, identity?: Resource): readonly string[] {
  const resources = [...attachments.map(({ resource }) => resource), ...(identity ? [identity] : [])];
  const named = resources.flatMap((resource) => [
    resource.name,
    ...pieces(resource.get("name")).filter((piece) => piece !== undefined),
  ]);
  return [...named, ...(label === undefined ? [] : [label])];
}

/** Whether what a statement, its policy or its holder is called says that nothing is changed by it. */
export function isReader(module: Module, statement: Statement): boolean {
  const { policy, sid } = statement;
  const names = [
    ...holdersOf(module, policy).flatMap(({ identity }) => namesOf(policy, identity)),
    ...namesOf(policy),
    textOf(sid) ?? "",
  ];
  return names.some((name) => reading.test(name)) && !names.some((name) => changing.test(name));
}

const reading = /read|view|audit|inventory|monitor|describe/i;
const changing = /write|rw(?![a-z])|admin|full|manage|create|update|put|edit|deploy/i;

/** What a resource is called in the module and by AWS. */
export const calledBy = (resource: Resource): readonly string[] =>
  [resource.name, plain(resource.get("name")), plain(resource.get("bucket"))].filter(
    (name): name is string => typeof name === "string",
  );
