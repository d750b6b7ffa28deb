import type { Action, ActionData } from "../../../language/schema/actions.ts";
import { revealing } from "../../../rules/iam/shapes/escalation/dangerous.ts";
import { methods } from "../../../rules/iam/shapes/escalation/methods.ts";
import { mostUsual, usualPlace } from "./iam-usual.ts";

/** What an action can be misused for, the gravest first. */
const risks = ["permissions", "credentials", "reveals", "deletes", "writes", "reads"] as const;

type Risk = (typeof risks)[number];

/** How many of one risk are named before the next one has its turn. */
const mostOfOne = 1;

/**
 * The riskiest of some actions, the gravest first: who may do what, credentials, what reads or deletes what is stored, then all else. Of each
 * risk one, so that a service with twenty actions for permissions shows as well that its data can be deleted.
 */
export function riskiest(names: readonly string[], data: ActionData, most: number): readonly string[] {
  const byRisk = new Map<Risk, Action[]>(risks.map((risk) => [risk, []]));
  for (const name of names) {
    const action = data.action(name);
    if (action) byRisk.get(riskOf(action))?.push(action);
  }
  const sorted = risks.map((risk) => (byRisk.get(risk) ?? []).sort((a, b) => place(a) - place(b)));
  const turns = sorted.flatMap((actions) => actions.slice(0, mostOfOne));
  const others = sorted.flatMap((actions) => actions.slice(mostOfOne));
  return [...turns, ...others].slice(0, most).map(({ name }) => name);
}

function riskOf({ name, level }: Action): Risk {
  const way = ways.get(name.toLowerCase())?.way;
  if (way === "credentials" || way === "token") return "credentials";
  if (way !== undefined || level === "Permissions management") return "permissions";
  if (revealing.includes(name)) return "reveals";
  if (level === "Write")
    return /:(?:Batch)?(?:Delete|Terminate|Purge|Remove|Destroy)/i.test(name) ? "deletes" : "writes";
  return level === "Tagging" ? "writes" : "reads";
}

/** How its holder gains more rights by an action, by its name in small letters; the gravest way of each, which are in this order. */
const ways = new Map(
  methods.map((method, order) => [method.actions[0].toLowerCase(), { way: method.way, order }] as const).reverse(),
);

/** Within one risk those come first by which more rights are gained, then the usual ones, then the alphabet decides. */
const place = ({ name }: Action): number =>
  ways.get(name.toLowerCase())?.order ?? methods.length + (usualPlace(name) ?? mostUsual);
