import type { Resource } from "../../../../language/model/resource.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { anywhere, items, plain } from "../../../kit/checks.ts";
import { append, expression, stop } from "../../../kit/edits.ts";

/** Whether a selection of AWS Backup takes a resource in, or may: by its ARN, a wildcard or its tags. */
export const isBackedUp = (resource: Resource): boolean =>
  anywhere(resource, "aws_backup_selection").some((selection) => {
    if (["selection_tag", "condition"].some((name) => selection.sections(name).length > 0 || selection.isOpen(name)))
      return true;
    const chosen = selection.get("resources");
    return chosen.state === "unknown" || items(chosen).some((item) => takesIn(resource, item));
  });

function takesIn(resource: Resource, item: ReturnType<typeof items>[number]): boolean {
  if (item.state === "unknown" && !item.refs?.length) return true;
  return resource.isMeantBy(item) || /\*$/.test(String(plain(item) ?? ""));
}

/** A selection for the resource, below it. */
export const selection = (resource: Resource): Edit =>
  append(resource, "aws_backup_selection", {
    name: resource.name,
    iam_role_arn: stop("arn:aws:iam::123456789012:role/backup"),
    plan_id: stop("id-of-the-backup-plan"),
    resources: [expression(`${resource.type}.${resource.name}.arn`)],
  });
