import type { Statement } from "../../../../language/policy/policy.ts";
import { granted } from "../../../kit/grants.ts";
import type { PolicyHolder } from "./holders.ts";
import type { IsKept, TagBearer } from "./limits.ts";
import { takesInEvery } from "./targets.ts";

/** How the tags are set that a condition asks for. */
interface Setter {
  readonly action: string;
  /** What it has to be allowed on. */
  readonly kind: string;
}

/** How those of what an action is used on are set. */
function setterFor(action: string): Setter {
  const [service = "", name = ""] = action.split(":");
  if (service === "iam") {
    const of = /User|AccessKey|LoginProfile/.test(name) ? "User" : /Role/.test(name) ? "Role" : "Policy";
    return { action: `iam:Tag${of}`, kind: `iam:${of.toLowerCase()}` };
  }
  if (service === "sts") return { action: "iam:TagRole", kind: "iam:role" };
  // commands and sessions of Systems Manager go by the tags of the instance
  if (/^(?:ec2|ec2-instance-connect|ssm)$/.test(service)) return { action: "ec2:CreateTags", kind: "ec2:instance" };
  return { action: `${service}:TagResource`, kind: `${service}:` };
}

/** How the tags of who asks are set: of a role or a user. */
const ofCallers: readonly Setter[] = [
  { action: "iam:TagUser", kind: "iam:user" },
  { action: "iam:TagRole", kind: "iam:role" },
];

/** Of what a holder is allowed, the action by which he sets the tags that a condition on another one asks for. */
export function settingTags(
  { identity }: PolicyHolder,
  statements: readonly Statement[],
  isKept: IsKept,
): (action: string, of: TagBearer) => string | undefined {
  const free = statements.filter(({ conditions, open }) => conditions === undefined && !open);
  const can = (setter: Setter): boolean =>
    free.some(
      (statement) =>
        granted(statement, [setter.action]).length > 0 &&
        statement.resources?.values.some((value) => takesInEvery(value, setter.kind)) === true &&
        !isKept(statement, setter.action),
    );
  const ofCaller = ofCallers.filter(({ kind }) => !identity || identity.type === `aws_${kind.replace(":", "_")}`);
  return (action, of) => (of === "caller" ? ofCaller : [setterFor(action)]).find(can)?.action;
}
