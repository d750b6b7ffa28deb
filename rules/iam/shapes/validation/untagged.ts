import type { Action, ActionData } from "../../../../language/schema/actions.ts";
import { actionsIn, type ElementValue } from "./elements.ts";
import { isNegated } from "./operators.ts";
import type { ConditionTest } from "./tests.ts";

/** Lists and reads what stands in no resource; what is made by an action can be tagged by it. */
const isUntagged = ({ level, resources, conditionKeys }: Action): boolean =>
  /^(?:List|Read)$/.test(level) &&
  resources.length === 0 &&
  !conditionKeys.some((name) => /^aws:ResourceTag\//i.test(name));

/** The actions of a statement that work on nothing that could have a tag, where the test is of such a tag. */
export function* untagged({ statement, operator, key }: ConditionTest, data: ActionData): Iterable<ElementValue> {
  if (operator.type === undefined || operator.ifExists || isNegated(operator)) return;
  if (!/^aws:ResourceTag\//i.test(key)) return;
  for (const item of actionsIn(statement)) {
    const action = data.action(item.text);
    if (item.name === "Action" && action && isUntagged(action)) yield item;
  }
}
