import { declared, written } from "../../../kit/checks.ts";
import type { Picked } from "../../../kit/rule.ts";
import { databases, settingOf } from "./databases.ts";
import { type FoundSecret, foundOf } from "./found.ts";

/** Which rule speaks of a secret: the most specific one. */
type SecretOwner = "user-data" | "database" | "lambda" | "ecs" | "codebuild" | "store" | "resource";

const addressOf = ({ section, literal }: FoundSecret): string => settingOf(section, literal.path);

/** The setting that hands a database's password over to AWS; undefined where there is none. */
export const managedBy = (found: FoundSecret): string | undefined => databases.get(addressOf(found));

function ownerOf(found: FoundSecret): SecretOwner {
  const address = addressOf(found);
  if (/^(?:template_)?cloudinit_config\.part\.content$/.test(address)) return "user-data";
  if (found.section.block.type.text !== "resource") return "resource";
  if (databases.has(address)) return "database";
  if (
    /^aws_(?:instance|launch_\w+|spot_\w+|lightsail_instance)\.(?:launch_specification\.)?user_data(?:_base64)?$/.test(
      address,
    )
  )
    return "user-data";
  if (address.startsWith("aws_lambda_function.environment.")) return "lambda";
  if (address.startsWith("aws_ecs_task_definition.container_definitions")) return "ecs";
  if (address.startsWith("aws_codebuild_project.environment.environment_variable.")) return "codebuild";
  if (
    /^aws_(?:secretsmanager_secret_version\.secret_(?:string|binary)|ssm_parameter\.(?:insecure_)?value)/.test(address)
  )
    return "store";
  return "resource";
}

/** Where the secrets stand that one rule speaks of. */
const holders = {
  database: written(...new Set([...databases.keys()].map((path) => path.slice(0, path.indexOf("."))))),
  lambda: written("aws_lambda_function"),
  ecs: written("aws_ecs_task_definition"),
  codebuild: written("aws_codebuild_project"),
  resource: declared("resource", "data", "module"),
} as const;

/** The secrets that one rule speaks of. */
export const ownedBy = (owner: keyof typeof holders): Picked<FoundSecret> =>
  holders[owner].each(foundOf).where((found) => ownerOf(found) === owner);
