import type { Module } from "../../../language/model/module.ts";
import { pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { areSame, memo } from "../../../language/query/engine.ts";
import { identifiersOf } from "./validation/principals.ts";

/** Whether an account is the one that a statement's policy is in, by its provider and the resources that it names; undefined where neither says. */
export function isOwnAccount(account: string, { resources }: Statement, module: Module): boolean | undefined {
  const own = new Set([
    ...byProvider(module.root),
    ...(resources?.values ?? []).flatMap(
      (value) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(pieces(value)[0] ?? "")?.[1] ?? [],
    ),
  ]);
  return own.has(account) || (own.size > 0 ? false : undefined);
}

/** The accounts that providers say they work in. */
const byProvider = memo(
  (root: Module): readonly string[] =>
    root.blocks("provider").flatMap((provider) => {
      const allowed = provider.get("allowed_account_ids");
      const role = /:(\d{12}):/.exec(textOf(provider.get("assume_role.role_arn")) ?? "")?.[1];
      return [
        ...(allowed.state === "list" ? allowed.items.flatMap((item) => textOf(item) ?? []) : []),
        ...(role === undefined ? [] : [role]),
      ];
    }),
  { equals: areSame },
);

/** The account that a principal is of. */
const accountOf = (principal: string): string | undefined =>
  /^(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?::.+)?$/.exec(principal)?.[1];

/** The accounts that a statement lets in, or identities of which. */
export const accountsIn = (statement: Statement): readonly string[] => [
  ...new Set(
    [...identifiersOf(statement)].flatMap(({ type, text, isNegated }) =>
      type === "AWS" && !isNegated ? (accountOf(text) ?? []) : [],
    ),
  ),
];
