import { type AskOptions, canDo } from "../../language/access/questions.ts";
import { counted } from "../../language/multimap.ts";
import type { ActionData } from "../../language/schema/actions.ts";
import { revealing } from "../../rules/iam/shapes/escalation/dangerous.ts";
import type { DeclaredIdentity, Guarded } from "./principals.ts";

/** What a principal may do, in a few lines. */
export interface AccessSummary {
  /** Of each service how many actions, the most first. */
  readonly services: readonly (readonly [service: string, actions: number])[];
  /** Actions that change who may do what. */
  readonly permissions: readonly string[];
  readonly passesRoles: boolean;
  /** Actions that give secrets and data away. */
  readonly reads: readonly string[];
  /** Who may assume it, as its trust names them. */
  readonly assumedBy: readonly string[];
  /** Why there may be more. */
  readonly open: readonly string[];
}

/** What the policies of a principal let it do on some resource, whichever that is. */
export function summaryOf(principal: DeclaredIdentity, trusts: readonly Guarded[], data: ActionData): AccessSummary {
  const options: AskOptions = { data, every: true };
  const { identity, boundary } = principal.set;
  const answer = canDo(principal.set, {}, options);
  const actions = answer.kind === "yes" ? answer.actions : [];
  const trust = trusts.filter(({ address }) => address === `${principal.address} (trust)`);
  const unseen = [...identity, ...(boundary ? [boundary] : [])].flatMap(({ open }) => open ?? []);
  return {
    services: [...counted(actions.map((name) => name.slice(0, name.indexOf(":"))))],
    permissions: actions.filter((name) => data.action(name)?.level === "Permissions management"),
    passesRoles: actions.includes("iam:PassRole"),
    reads: actions.filter((name) => revealing.some((one) => one.toLowerCase() === name.toLowerCase())),
    assumedBy: [
      ...new Set(
        trust.flatMap(({ policy }) =>
          policy.statements.flatMap(({ effect, principals }) =>
            effect === "Allow" && principals && !principals.isNot ? principals.entries.flatMap(({ ids }) => ids) : [],
          ),
        ),
      ),
    ],
    open: [...new Set([...unseen, ...(answer.kind === "cannot tell" ? answer.because : [])])],
  };
}

/** The same in words, a line each, without an end. */
export function* summaryLines(summary: AccessSummary): Iterable<string> {
  const { services, permissions, passesRoles, reads, assumedBy, open } = summary;
  const few = (all: readonly string[]) =>
    all.slice(0, mostNamed).join(", ") + (all.length > mostNamed ? ` and ${all.length - mostNamed} more` : "");
  yield services.length === 0
    ? "These policies allow nothing"
    : `These policies allow actions of ${services.length} ${services.length === 1 ? "service" : "services"}: ${few(services.map(([name, count]) => `${name} (${count})`))}`;
  if (permissions.length > 0) yield `Changes who may do what: ${few(permissions)}`;
  if (passesRoles) yield "Passes roles to services";
  if (reads.length > 0) yield `Reads secrets or data: ${few(reads)}`;
  if (assumedBy.length > 0) yield `Assumed by ${few(assumedBy)}`;
  if (open.length > 0) yield `There may be more: ${open.join("; ")}`;
}

const mostNamed = 6;
