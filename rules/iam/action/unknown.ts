import { anyTakesIn } from "../../../language/policy/match.ts";
import { allows, type Statement } from "../../../language/policy/policy.ts";
import type { ActionData } from "../../../language/schema/actions.ts";
import { closest, surelyMeant } from "../../../language/schema/closest.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { goneThrough, isUnlisted, permissionOf } from "../shapes/validation/api-names.ts";
import { actionsIn, mostCompared, removed, rewritten } from "../shapes/validation/elements.ts";

/** `"${each.value}:List*"`: what one service lacks, another has. */
const isMadeForMany = ({ policy }: Statement, { start, end }: Place, name: string): boolean =>
  /[*?]/.test(name) && policy.text.slice(start, end).includes("${");

/** The action that a misspelt one was meant to be, as `choose` finds it among those of its service. */
function spelled(service: string, name: string, data: ActionData, choose: typeof closest): string | undefined {
  const names = data.actionsOf(service).map((action) => action.name.slice(service.length + 1));
  const found = choose(name, names);
  return found && `${service}:${found}`;
}

/** Whether a statement of the same policy and effect has the action that is meant. */
const isAllowedBeside = (statement: Statement, meant: string | undefined): boolean =>
  meant !== undefined &&
  statement.policy.statements.some(
    (other) => allows(other) === allows(statement) && anyTakesIn(other.actions?.values ?? [], meant),
  );

export default rule({
  id: "aws-iam-action-unknown",
  title: "Action does not exist",
  severity: "low",
  profileDependsOn:
    "whether the action that is meant is known and not allowed already: a dead word costs nothing, and without a correction nobody knows what is missing",
  ...analyzer("INVALID_ACTION"),
  why: "It allows or denies nothing: somebody cannot do what is meant, or can do what is meant to be forbidden.",
  file: "policy.json",
  uncovers: ["aws-iam-data-unscoped", "aws-iam-infrastructure-unscoped", "aws-iam-resource-wildcard"],

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    if (!data) return;
    let compared = 0;
    for (const item of actionsIn(statement)) {
      const [, service = "", name = ""] = /^([\w-]+):(.+)$/.exec(item.text) ?? [];
      if (data.serviceName(service) === undefined || data.expand(item.text).length > 0) continue;
      if (isMadeForMany(statement, item.value.at, name)) continue;
      const permission = permissionOf(item.text);
      const meant =
        permission ??
        goneThrough(item.text, data) ??
        (compared++ < mostCompared ? spelled(service, name, data, closest) : undefined);
      const known = isUnlisted(item.text);
      const profile = known || isAllowedBeside(statement, meant) ? "all" : meant === undefined ? "hint" : undefined;
      yield {
        at: item.value.at,
        message: known
          ? `\`${item.text}\` is in no list of AWS's actions`
          : `Action \`${item.text}\` does not exist${permission === undefined ? "" : `: \`${permission}\` allows the call`}`,
        ...(profile && { profile }),
        fixes: () => {
          const sure = permission ?? spelled(service, name, data, surelyMeant) ?? goneThrough(item.text, data);
          if (sure === undefined || known) return [];
          return isAllowedBeside(statement, sure) && item.elements.values.length > 1
            ? fix("Remove the action", removed(item), "update")
            : fix(`Write \`${sure}\``, rewritten(item, sure), "update");
        },
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObjects", "s3:ListBucket"],
    //               ^^^^^^^^^^^^^^^
          "Resource": "*"
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObject", "s3:ListBucket"],
          "Resource": "*"
        }
      ]
    }
  `,
});
