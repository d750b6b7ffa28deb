import type { KeyType } from "../../../../language/schema/actions.ts";

/** A condition operator taken apart: `ForAnyValue:StringLikeIfExists`. */
export interface WrittenOperator {
  /** As it is written. */
  readonly text: string;
  readonly qualifier: Qualifier | undefined;
  /** As AWS writes it: `StringLike`. */
  readonly base: string;
  readonly ifExists: boolean;
  /** What it compares; undefined for `Null`, which compares nothing. */
  readonly type: KeyType | undefined;
}

export type Qualifier = "ForAllValues" | "ForAnyValue";

/** Every operator by what it compares. */
const operators: Readonly<Record<KeyType | "Null", readonly string[]>> = {
  String: [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
  ],
  Numeric: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  Date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  Bool: ["Bool"],
  Binary: ["BinaryEquals"],
  IPAddress: ["IpAddress", "NotIpAddress"],
  ARN: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  Null: ["Null"],
};

const byName = new Map(
  Object.entries(operators).flatMap(([type, names]) =>
    names.map((base) => [base.toLowerCase(), { base, type: type === "Null" ? undefined : (type as KeyType) }] as const),
  ),
);

/** Names of all operators, without qualifiers and `IfExists`. */
export const operatorNames: readonly string[] = Object.values(operators).flat();

/** Reads an operator; undefined where there is none of that name. */
export function operator(text: string): WrittenOperator | undefined {
  const { qualifier, name, ifExists } = partsOf(text);
  const known = byName.get(name.toLowerCase());
  return known && { text, qualifier, ifExists, ...known };
}

/** The parts of an operator, whether or not there is one of that name. */
export function partsOf(text: string): {
  readonly qualifier: Qualifier | undefined;
  readonly name: string;
  readonly ifExists: boolean;
} {
  const [, qualifier, rest = text] = /^(ForAllValues|ForAnyValue):(.*)$/i.exec(text) ?? [];
  const ifExists = /IfExists$/i.test(rest);
  return {
    qualifier: qualifier === undefined ? undefined : /all/i.test(qualifier) ? "ForAllValues" : "ForAnyValue",
    name: ifExists ? rest.slice(0, -"IfExists".length) : rest,
    ifExists,
  };
}

/** An operator put together again. */
export const spelled = (qualifier: Qualifier | undefined, base: string, ifExists: boolean): string =>
  `${qualifier ? `${qualifier}:` : ""}${base}${ifExists ? "IfExists" : ""}`;

/** Whether it says what must not be. */
export const isNegated = ({ base }: WrittenOperator): boolean => base.includes("Not");

/** Whether it holds of a request that does not have the key. */
export const holdsWithout = (operator: WrittenOperator): boolean =>
  operator.ifExists || operator.qualifier === "ForAllValues" || isNegated(operator);

/** Whether `*` and `?` stand for other text in its values. */
export const takesWildcards = ({ base, type }: WrittenOperator): boolean => base.includes("Like") || type === "ARN";
