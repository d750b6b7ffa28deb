import { all, type Formula, is, type Some, some } from "./formula.ts";
import { asLetters } from "./glob.ts";
import type { Dimension, SetLiteral, SetLiteralSyntax } from "./literal.ts";
import {
  ownAccount,
  type PlainCondition,
  type PlainPolicy,
  type PlainPrincipals,
  type PlainStatement,
} from "./plain.ts";
import { rangeOf } from "./ranges.ts";
import type { Reasoner } from "./reasoner.ts";
import { holeOpens, holes } from "./symbols.ts";

/** A statement as the `and` of its literals. */
export interface ReadStatement {
  readonly effect: "Allow" | "Deny";
  readonly literals: readonly SetLiteral[];
  /** Whom it names by themselves; naming an account leaves it to that account's own policies. */
  readonly named: readonly string[];
}

export interface ReadPolicy {
  readonly statements: readonly ReadStatement[];
  readonly open: string | undefined;
}

/** What becomes of what only `terraform apply` knows: one value, or what makes the policy allow the most. */
export type Holes = "same" | "most";

/** Every role, user and root of any account. */
export const entities: readonly string[] = [
  `arn:aws:iam::${ownAccount}:role/example`,
  ...["aws", "aws-*"].flatMap((partition) =>
    ["role/?*", "user/?*", "root"].map((who) => `arn:${partition}:iam::????????????:${who}`),
  ),
];

/** Whoever has no ARN. */
const withoutArn: readonly string[] = ["anonymous", "service|?*", "federated|?*", "canonical|?*"];

export const everyone: readonly string[] = [...entities, ...withoutArn];

/** Reads a policy; variables are read in the newer version of the language only. */
export function readPolicy(
  reasoner: Reasoner,
  { version, statements, open }: PlainPolicy,
  holes: Holes = "same",
): ReadPolicy {
  const reader = new StatementReader(reasoner, version === "2012-10-17", holes);
  return { statements: statements.map((one) => reader.read(one)), open };
}

class StatementReader {
  readonly #reasoner: Reasoner;
  readonly #hasVariables: boolean;
  readonly #holes: Holes;

  constructor(reasoner: Reasoner, hasVariables: boolean, holes: Holes) {
    this.#reasoner = reasoner;
    this.#hasVariables = hasVariables;
    this.#holes = holes;
  }

  read({ effect, actions, resources, principals, conditions }: PlainStatement): ReadStatement {
    const found: SetLiteralSyntax[] = [];
    const texts = (written: readonly string[], isNot: boolean) => this.#texts(written, (effect === "Allow") !== isNot);
    if (actions)
      found.push({
        dimension: "action",
        type: "text",
        texts: texts(actions.texts, actions.isNot),
        isNegated: actions.isNot,
        isFolded: true,
      });
    if (resources)
      found.push({
        dimension: "resource",
        type: "text",
        texts: texts(resources.texts, resources.isNot),
        isNegated: resources.isNot,
        reading: "resource",
      });
    const who = principals ? whoOf(principals).flatMap((text) => this.#texts([text], effect === "Allow")) : [];
    if (principals)
      found.push({ dimension: "who", type: "text", texts: who, isNegated: principals.isNot, reading: "arn" });
    for (const condition of conditions)
      found.push(
        conditionOf({
          ...condition,
          values: texts(condition.values, /^(?:For\w+:)?\w*not\w*$/i.test(condition.operator)),
        }),
      );
    return {
      effect,
      literals: found.map((syntax) => this.#reasoner.literal(syntax)),
      named: principals && !principals.isNot ? who.filter((text) => !/^arn:\*:\*::\d{12}:\*$/.test(text)) : [],
    };
  }

  /** Texts with symbols in them; at their widest where that makes the policy allow more, and left out where it is the narrowest that does. */
  #texts(written: readonly string[], isWide: boolean): readonly string[] {
    const { symbols } = this.#reasoner;
    return written.flatMap((text) => {
      const known = this.#hasVariables
        ? text.replace(variable, (_, name: string) => symbols.letter(name.toLowerCase()))
        : text;
      if (!known.includes(holeOpens)) return [known];
      if (this.#holes === "most") return isWide ? [known.replace(holes, "*")] : [];
      return [known.replace(holes, (found) => symbols.letter(found))];
    });
  }
}

/** `${aws:username}`, also with a default. */
const variable = /\$\{([a-zA-Z0-9-]+:[^}?*$,]+?)\s*(?:,[^}]*)?\}/g;

/** Principals as `who` has them: an ARN, all of an account, or the kind and the name. */
const whoOf = ({ entries }: PlainPrincipals): readonly string[] =>
  entries.flatMap(({ type, ids }) =>
    ids.map((id) => {
      if (type === "Service") return `service|${id}`;
      if (type === "Federated") return `federated|${id}`;
      if (type === "CanonicalUser") return `canonical|${id}`;
      const [, account] = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(id) ?? [];
      return account === undefined ? id : `arn:*:*::${account}:*`;
    }),
  );

/** Keys that tell who asks: the set of those whom a value of theirs means. */
const whoByKey: ReadonlyMap<string, (text: string) => string> = new Map([
  ["aws:principalarn", arnOfPattern],
  ["aws:principalaccount", (text: string) => `arn:*:*::${text}:*`],
  ["aws:principalservicename", (text: string) => `service|${text}`],
]);

function arnOfPattern(text: string): string {
  if (text === "*") return "arn:*:*:*:*:*";
  if (text.startsWith("*:")) return `arn${text.slice(1)}`;
  return text.startsWith("*") ? `arn:${text}` : text;
}

/** How an operator compares, by its name in small letters without `not`. */
const comparisons: ReadonlyMap<string, Pick<SetLiteralSyntax, "type" | "reading" | "isFolded" | "isBoolean">> = new Map(
  Object.entries({
    stringequals: { type: "text", reading: "literal" },
    stringequalsignorecase: { type: "text", reading: "literal", isFolded: true },
    stringlike: { type: "text", reading: "glob" },
    arnlike: { type: "text", reading: "arn" },
    arnequals: { type: "text", reading: "arn" },
    bool: { type: "text", reading: "literal", isFolded: true, isBoolean: true },
    binaryequals: { type: "text", reading: "literal" },
    ipaddress: { type: "address" },
    numericequals: { type: "number" },
    dateequals: { type: "number" },
  } as const),
);

/** Whether operators of these may be turned round by `Not`. */
const isInvertible = (name: string): boolean => name !== "bool" && name !== "binaryequals";

function conditionOf({ operator, key, values }: PlainCondition): SetLiteralSyntax {
  const [, quantifierText = "", name = "", exists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/is.exec(operator) ?? [];
  const quantifier =
    quantifierText === "" ? undefined : quantifierText.toLowerCase() === "forallvalues" ? "all" : "any";
  const lowerKey = key.toLowerCase();
  const dimension: Dimension = `key:${lowerKey}`;
  const atom: SetLiteralSyntax = { dimension: `atom:${operator} ${key} ${values.join()}`, type: "atom", texts: [] };
  const lower = name.toLowerCase();
  if (lower === "null") {
    const wantsNone = values[0]?.toLowerCase() === "true";
    if (lowerKey === "aws:principalarn")
      return { dimension: "who", type: "text", texts: withoutArn, isNegated: !wantsNone };
    return { dimension, type: "null", texts: [], isNegated: !wantsNone };
  }
  const order = /^(?:numeric|date)((?:less|greater)than(?:equals)?)$/.exec(lower)?.[1];
  const plain = lower.replace(/^(string|arn|numeric|date|)not/, "$1");
  const comparison = order === undefined ? comparisons.get(plain) : ({ type: "number" } as const);
  const isNegated = plain !== lower;
  if (!comparison || (isNegated && !isInvertible(plain))) return atom;
  const { type, reading, isFolded = false, isBoolean = false } = comparison;
  const toWho = whoByKey.get(lowerKey);
  if (toWho && type === "text" && reading && quantifier === undefined) {
    const isExact = reading === "literal" && lowerKey === "aws:principalarn";
    const texts = values.map(isExact ? asLetters : toWho);
    return {
      dimension: "who",
      type,
      reading: reading === "arn" || lowerKey === "aws:principalaccount" ? "arn" : "glob",
      isFolded,
      isNegated,
      texts: exists && !isNegated ? [...texts, ...withoutArn] : texts,
    };
  }
  if (lowerKey === "aws:principalisawsservice" && plain === "bool")
    return { dimension: "who", type: "text", texts: ["service|*"], isNegated: values[0]?.toLowerCase() !== "true" };
  const texts = values.map((value) => (order === undefined ? value : `${order} ${value}`));
  if ((type === "number" || type === "address") && texts.some((text) => rangeOf(type, text) === undefined)) return atom;
  // what the user guide says of this and what people report differ
  if (type === "text" && quantifier === "any" && exists) return atom;
  return {
    dimension,
    type,
    texts,
    isNegated,
    ...(reading && { reading }),
    isFolded,
    isBoolean,
    ...(quantifier && { quantifier }),
    ifExists: exists !== undefined,
  };
}

// ── policies as formulas

const statementsOf = (policies: readonly ReadPolicy[], effect: "Allow" | "Deny"): readonly ReadStatement[] =>
  policies.flatMap(({ statements }) => statements.filter((one) => one.effect === effect));

const meets = ({ literals }: ReadStatement): Formula => all(...literals.map((literal) => is(literal)));
const misses = ({ literals }: ReadStatement): Formula => some(...literals.map((literal) => is(literal, false)));

/** That a statement of these allows. */
export const granted = (policies: readonly ReadPolicy[]): Some => ({
  some: statementsOf(policies, "Allow").map(meets),
  isGrant: true,
});

/** That no statement of these denies. */
export const notDenied = (...policies: readonly ReadPolicy[]): Formula =>
  all(...statementsOf(policies, "Deny").map(misses));

export const allows = (...policies: readonly ReadPolicy[]): Formula => all(granted(policies), notDenied(...policies));

export const allowsNot = (...policies: readonly ReadPolicy[]): Formula =>
  some(all(...statementsOf(policies, "Allow").map(misses)), ...statementsOf(policies, "Deny").map(meets));

/** What statements of these name the one who asks for; not what is only left to an account's own policies. */
export const namedIn = (reasoner: Reasoner, policies: readonly ReadPolicy[]): readonly ReadPolicy[] =>
  policies.map(({ statements, open }) => ({
    open,
    statements: statements.map((one) => ({
      ...one,
      literals: [
        ...one.literals,
        reasoner.literal({ dimension: "who", type: "text", reading: "arn", texts: one.named }),
      ],
    })),
  }));

/** What a statement of any policy asks of action and resource. */
export const meetsFirst = ({ statements: [first] }: ReadPolicy): Formula => (first ? meets(first) : some());
