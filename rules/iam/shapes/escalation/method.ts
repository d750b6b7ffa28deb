import type { EscalationTarget } from "./targets.ts";

/**
 * How more is gained: by changing who may do what, by handing a role to something new, by using what has a role already,
 * by credentials of others, by a token, by letting others in.
 */
export type EscalationWay = "permissions" | "pass-role" | "workload" | "credentials" | "token" | "sharing";

/** Actions that together give their holder more than they were given. */
export interface Method {
  readonly id: string;
  readonly way: EscalationWay;
  /** The first decides whether the way is open, by the resources that it reaches, and is the one to take away. */
  readonly actions: readonly [string, ...string[]];
  /** Undefined where AWS has no resource to name for the action. */
  readonly target: EscalationTarget | undefined;
  /** Resources, without account and region, of which one must be reached as well. */
  readonly besides?: readonly string[];
  /** True where it is enough to reach the user that asks, or the role or group that holds the policy. */
  readonly own?: true;
  /** Methods by which the same is reached, and more. */
  readonly outdoneBy?: readonly string[];
  /** Completes "lets its holder …". */
  readonly gain: string;
}

type Row = readonly [id: string, gain: string, first: string, ...others: readonly string[]];

/** Methods that reach the same, in rows. */
export const all = (
  about: Pick<Method, "way" | "target" | "own" | "besides">,
  ...rows: readonly Row[]
): readonly Method[] => rows.map(([id, gain, ...actions]) => ({ id, ...about, gain, actions }));

type Single = readonly [action: string, target: EscalationTarget | undefined, gain: string];

/** Methods of one action each, which are named by it. */
export const alone = (way: EscalationWay, ...rows: readonly Single[]): readonly Method[] =>
  rows.map(([action, target, gain]) => ({
    id: action.toLowerCase().replace(":", "-"),
    way,
    target,
    actions: [action],
    gain,
  }));
