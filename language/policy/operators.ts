import type { KeyType } from "../schema/actions.ts";

/** How a condition compares: `StringLike`, with what it does and the types of keys it is made for. */
export interface Operator {
  readonly name: string;
  readonly types: readonly KeyType[];
  /** Completes "Holds where the key's value …". */
  readonly meaning: string;
}

const of = (types: readonly KeyType[], meanings: Readonly<Record<string, string>>): readonly Operator[] =>
  Object.entries(meanings).map(([name, meaning]) => ({ name, types, meaning }));

/** Every operator of IAM's language, without `IfExists` and the set operators. */
export const operators: readonly Operator[] = [
  ...of(["String"], {
    StringEquals: "is one of the values, letter for letter",
    StringNotEquals: "is none of the values, letter for letter",
    StringEqualsIgnoreCase: "is one of the values, in upper or lower case",
    StringNotEqualsIgnoreCase: "is none of the values, in upper or lower case",
    StringLike: "fits one of the patterns (`*` any run of characters, `?` one)",
    StringNotLike: "fits none of the patterns (`*` any run of characters, `?` one)",
  }),
  ...of(["ARN"], {
    ArnLike: "is an ARN that fits one of the patterns, part by part",
    ArnNotLike: "is an ARN that fits none of the patterns, part by part",
    ArnEquals: "is an ARN that fits one of the patterns, part by part; the same as `ArnLike`",
    ArnNotEquals: "is an ARN that fits none of the patterns, part by part; the same as `ArnNotLike`",
  }),
  ...of(["Bool"], { Bool: "is that of `true` and `false`" }),
  ...of(["IPAddress"], {
    IpAddress: "lies in one of the address ranges",
    NotIpAddress: "lies in none of the address ranges",
  }),
  ...of(["Numeric"], {
    NumericEquals: "is one of the numbers",
    NumericNotEquals: "is none of the numbers",
    NumericLessThan: "is less than the number",
    NumericLessThanEquals: "is at most the number",
    NumericGreaterThan: "is greater than the number",
    NumericGreaterThanEquals: "is at least the number",
  }),
  ...of(["Date"], {
    DateEquals: "is that moment",
    DateNotEquals: "is another moment",
    DateLessThan: "lies before the moment",
    DateLessThanEquals: "lies at or before the moment",
    DateGreaterThan: "lies after the moment",
    DateGreaterThanEquals: "lies at or after the moment",
  }),
  ...of(["Binary"], { BinaryEquals: "is those bytes, written in base64" }),
  ...of(["String", "ARN", "Bool", "IPAddress", "Numeric", "Date", "Binary"], {
    Null: "is missing from the request (`true`), or is there (`false`)",
  }),
];

/** An operator as it is written, taken apart. */
export interface OperatorUse {
  readonly operator: Operator;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  /** Holds also where the request lacks the key. */
  readonly ifExists: boolean;
}

const byName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));

/** Reads `ForAllValues:StringEqualsIfExists`, in any case; undefined for what IAM does not know. */
export function operatorUse(text: string): OperatorUse | undefined {
  const [, quantifier, name = "", exists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(text) ?? [];
  const operator = byName.get(name.toLowerCase());
  if (!operator || (operator.name === "Null" && exists)) return undefined;
  const all = quantifier?.toLowerCase() === "forallvalues";
  return {
    operator,
    quantifier: quantifier === undefined ? undefined : all ? "ForAllValues" : "ForAnyValue",
    ifExists: exists !== undefined,
  };
}
