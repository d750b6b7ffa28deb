import { shown } from "../../analysis/show/visible.ts";
import { unformatted } from "../../analysis/show/wording.ts";
import type { ListedRule } from "../../protocol/views.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { serviceOf } from "../../rules/responsibility/services.ts";

/** What a list of findings says of a rule. */
export const listed = (rule: Rule): ListedRule => ({
  id: rule.id,
  title: shown(unformatted(rule.title)),
  service: serviceName(rule),
  isShared: rule.responsibility === "shared",
});

/** By the resources that it looks at, else by its id: `aws-SERVICE-…`. */
function serviceName({ id, types }: Rule): string {
  const [type] = types ?? [];
  const named = type === undefined ? undefined : serviceOf(type)?.name;
  return named ?? (/^aws-([a-z0-9]+)-/.exec(id)?.[1] ?? id).toUpperCase();
}
