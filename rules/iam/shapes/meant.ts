import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { allows, pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { table } from "../../../language/syntax/table.ts";
import { concat, expression, type Text } from "../../../language/write/source.ts";
import { items, plain } from "../../kit/checks.ts";
import { partition } from "../../kit/offered.ts";
import { holdersOf } from "./escalation/paths.ts";
import { calledBy } from "./users.ts";

/** A resource of the module as a policy names it. */
export interface Meant {
  readonly address: string;
  readonly arn: Text;
}

/**
 * The resources of a type that a statement is plainly about: those that its holder names elsewhere or that what runs as its holder is told of, else
 * the only one of the module. Nothing where there is more to choose from.
 */
export function meantOf(
  statement: Statement,
  module: Module,
  type: string,
  fits: (resource: Resource) => boolean = () => true,
): readonly Meant[] {
  const fitting = module.ofType(type).filter(fits);
  const there = fitting.filter(isStanding);
  const named = there.filter((one) => isNamedBeside(statement, module, one));
  const told = named.length > 0 ? named : there.filter((one) => isToldOf(statement, module, one));
  const only = fitting.length === 1 ? there.filter((one) => !isForLogs(one)) : [];
  const found = told.length > 0 ? told : only;
  return found.length > most ? [] : found.flatMap((one) => meant(statement, module, one) ?? []);
}

/** Whether a resource is there once, whatever the module is given. */
const isStanding = (one: Resource): boolean =>
  one.certain && one.key === "" && !one.attribute("count") && !one.attribute("for_each");

/** The resources of a type that a statement can be about, for somebody to choose from. */
export const choices = (statement: Statement, module: Module, type: string): readonly Meant[] =>
  module
    .ofType(type)
    .filter(isStanding)
    .slice(0, mostChoices)
    .flatMap((one) => meant(statement, module, one) ?? []);

const mostChoices = 3;

/** More are a list that somebody has to go through. */
const most = 4;

function meant(statement: Statement, module: Module, resource: Resource): Meant | undefined {
  const address = `${resource.type}.${resource.name}`;
  if (statement.policy.notation !== "json") return { address, arn: expression(`${address}.arn`) };
  const bucket = resource.type === "aws_s3_bucket" ? plain(resource.get("bucket")) : undefined;
  if (typeof bucket !== "string") return undefined;
  return { address, arn: concat("arn:", partition(module, statement), `:s3:::${bucket}`) };
}

/** Whether another statement of those who hold this one is about the resource. */
const isNamedBeside = (statement: Statement, module: Module, resource: Resource): boolean =>
  holdersOf(module, statement.policy)
    .flatMap(({ policies }) => policies)
    .flatMap(({ statements }) => statements)
    .some(
      (other) =>
        other !== statement && allows(other) && other.resources?.values.some((value) => names(value, resource)),
    );

function names(value: Value, resource: Resource): boolean {
  if (resource.isMeantBy(value)) return true;
  if (value.state === "unknown" && value.parts?.some((part) => typeof part !== "string" && resource.isMeantBy(part)))
    return true;
  const parts = (textOf(value) ?? pieces(value).join("\0")).split(/[:/]/);
  return calledBy(resource)
    .slice(1)
    .some((name) => parts.includes(name));
}

/** What runs as a role, by the attribute that names the role. */
const running: Readonly<Record<string, string>> = table({
  aws_lambda_function: "role",
  aws_ecs_task_definition: "task_role_arn",
  aws_codebuild_project: "service_role",
  aws_codepipeline: "role_arn",
  aws_glue_job: "role_arn",
  aws_sfn_state_machine: "role_arn",
});

/** Whether the code of what runs as the holder of a statement speaks of the resource. */
function isToldOf(statement: Statement, module: Module, resource: Resource): boolean {
  const reference = new RegExp(`\\b${resource.type}\\.${resource.name}\\b(?!-)`);
  const identities = holdersOf(module, statement.policy).flatMap(({ identity }) => identity ?? []);
  return Object.entries(running).some(([type, attribute]) =>
    module
      .ofType(type)
      .filter((one) => items(one.get(attribute)).some((role) => identities.some((each) => each.isMeantBy(role))))
      .some(({ file, at }) => reference.test(file.text.slice(at.start, at.end))),
  );
}

/** Whether a bucket takes logs, states or backups, which are nobody's data. */
const isForLogs = (resource: Resource): boolean =>
  resource.type === "aws_s3_bucket" &&
  (calledBy(resource).some((name) =>
    /(?:^|[^a-z])(?:\w*logs?|logging|audit|\w*trails?|tf-?state|states?|flow|backups?)(?![a-z])/i.test(name),
  ) ||
    resource.module
      .ofType("aws_s3_bucket_logging")
      .some((logging) => resource.isMeantBy(logging.get("target_bucket"))));

/** How the resource of a service is named for what is done by these actions: a bucket itself, what is in it, or both. */
export function partsOf(prefix: string, actions: readonly Value[], arn: Text): readonly Text[] {
  if (prefix !== "s3") return [arn];
  const names = actions.map((value) => textOf(value)?.toLowerCase() ?? "");
  const onObjects = names.some((name) => name.includes("object") || /^s3:(?:\*|[a-z]+\*)$/.test(name));
  const onBucket = names.some((name) => name.includes("bucket") || /^s3:(?:\*|(?:get|list|put|delete)\*)$/.test(name));
  const objects = concat(arn, "/*");
  return onObjects && onBucket ? [arn, objects] : [onObjects ? objects : arn];
}
