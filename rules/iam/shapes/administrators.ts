import type { Resource } from "../../../language/model/resource.ts";
import { meant, plain } from "../../kit/checks.ts";

/** Whether a group that a policy is attached to is that of the administrators, by its name. */
export function isOfAdministrators(attachment: Resource): boolean {
  const group = meant(attachment.get("group"), attachment, "aws_iam_group", "name");
  return [group?.name, group && plain(group.get("name")), plain(attachment.get("group"))].some(
    (name) => typeof name === "string" && isCalledAdministrators(name),
  );
}

/** Whether a name is that of administrators, and not of what they administer. */
export const isCalledAdministrators = (name: string): boolean => /(?:^|[^a-z])admin(?:istrator)?s?$/i.test(name);
