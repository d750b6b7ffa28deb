import { ownAccount } from "../../language/access/plain.ts";
import { type Answer, type AskOptions, newAccess, newAccessOf, publicAccess } from "../../language/access/questions.ts";
import type { ActionData } from "../../language/schema/actions.ts";
import type { DeclaredIdentity, Guarded } from "./principals.ts";

/** How the access of one principal, or to one resource, has changed. */
export interface AccessChange {
  readonly address: string;
  /** What is allowed now and was not; undefined where there is no such thing. */
  readonly grew: ToldAccess | undefined;
  /** What was allowed and is no more. */
  readonly shrank: ToldAccess | undefined;
  /** Whether a stranger gets in now and did not. */
  readonly isPublic?: true;
  /** Whether it may do everything now and might not. */
  readonly isAdmin?: true;
}

/** A yes, or why it cannot be told. */
export type ToldAccess = Exclude<Answer, { kind: "no" }>;

/** What is known of access in one version of some code. */
export interface AccessState {
  readonly principals: readonly DeclaredIdentity[];
  readonly guarded: readonly Guarded[];
}

/** What has changed from one version to another, by address; what is equal, however it is written, is left out. */
export function accessChanges(
  before: AccessState,
  after: AccessState,
  data: ActionData | undefined,
): readonly AccessChange[] {
  const options: AskOptions = { data, every: true };
  const changes: AccessChange[] = [];
  for (const [address, [old, fresh]] of paired(before.principals, after.principals)) {
    const [was, is] = [old?.set ?? nobody, fresh?.set ?? nobody];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const grew = told(newAccessOf(was, is, options));
    const shrank = told(newAccessOf(is, was, options));
    if (grew || shrank) changes.push({ address, grew, shrank, ...(grew && isAdmin(grew, data) && { isAdmin: true }) });
  }
  for (const [address, [old, fresh]] of paired(before.guarded, after.guarded)) {
    const [was, is] = [old?.policy ?? nothing, fresh?.policy ?? nothing];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const grew = told(newAccess(was, is, "resource", options));
    const shrank = told(newAccess(is, was, "resource", options));
    const isPublic = publicAccess(is, options).kind === "yes" && publicAccess(was, options).kind !== "yes";
    if (grew || shrank) changes.push({ address, grew, shrank, ...(isPublic && { isPublic: true }) });
  }
  return changes;
}

const nothing = { version: "2012-10-17", statements: [] } as const;
const nobody = { arn: `arn:aws:iam::${ownAccount}:role/none`, identity: [] } as const;

const told = (answer: Answer): ToldAccess | undefined => (answer.kind === "no" ? undefined : answer);

/** Whether what was gained takes in the actions by which everything is gained. */
const isAdmin = (grew: ToldAccess, data: ActionData | undefined): boolean =>
  grew.kind === "yes" &&
  data !== undefined &&
  ["iam:CreatePolicyVersion", "iam:AttachRolePolicy", "iam:PutRolePolicy"].some((name) =>
    grew.actions.includes(name),
  ) &&
  grew.actions.length > data.services.length;

function paired<One extends { readonly address: string }>(
  before: readonly One[],
  after: readonly One[],
): ReadonlyMap<string, readonly [One | undefined, One | undefined]> {
  const pairs = new Map<string, [One | undefined, One | undefined]>();
  for (const one of before) pairs.set(one.address, [one, undefined]);
  for (const one of after) pairs.set(one.address, [pairs.get(one.address)?.[0], one]);
  return pairs;
}
