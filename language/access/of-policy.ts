import type { Reference, Unknown, Value } from "../model/value.ts";
import { type ElementList, type Policy, type Statement, textOf } from "../policy/policy.ts";
import type { Place } from "../syntax/text.ts";
import {
  ownAccount,
  type PlainCondition,
  type PlainElement,
  type PlainPolicy,
  type PlainPrincipals,
  type PlainStatement,
} from "./plain.ts";
import { holeCloses, holeOpens } from "./symbols.ts";

/** The source text at a place, by which what is not known is called where nothing else names it. */
export type TextAt = (place: Place) => string | undefined;

/** What a policy of a module comes to, with what it takes in; what only `terraform apply` knows is a hole with a name. */
export function plainOf(policy: Policy, textAt: TextAt): PlainPolicy {
  const reader = new PolicyReader(textAt);
  const statements = policy.effective.flatMap((statement) => reader.statement(statement) ?? []);
  if (policy.open) reader.open("statements that are not seen");
  return {
    // AWS takes the older version where none is written; a document of Terraform writes the newer one
    version: policy.notation === "document" ? "2012-10-17" : (textOf(policy.version) ?? undefined),
    statements,
    ...(reader.isOpen !== undefined && { open: reader.isOpen }),
  };
}

class PolicyReader {
  isOpen: string | undefined;
  readonly #textAt: TextAt;

  constructor(textAt: TextAt) {
    this.#textAt = textAt;
  }

  open(why: string): void {
    this.isOpen ??= why;
  }

  statement(statement: Statement): PlainStatement | undefined {
    const effect = textOf(statement.effect);
    if (effect !== "Allow" && effect !== "Deny") {
      this.open("a statement of which it is not known whether it allows");
      return undefined;
    }
    if (statement.open) this.open("elements of a statement that are not seen");
    const { actions, notActions, resources, notResources, principals, notPrincipals, conditions } = statement;
    const who = principals ?? notPrincipals;
    if (conditions?.open) this.open("conditions that are not seen");
    return {
      sid: textOf(statement.sid),
      effect,
      actions: this.#element(actions, notActions),
      resources: this.#element(resources, notResources),
      principals: who && { isNot: principals === undefined, entries: this.#principals(who) },
      conditions: conditions?.values.map((condition) => this.#condition(condition)) ?? [],
    };
  }

  #element(plain: ElementList<Value> | undefined, not: ElementList<Value> | undefined): PlainElement | undefined {
    const list = plain ?? not;
    return list && { isNot: plain === undefined, texts: this.#texts(list) };
  }

  #principals(who: NonNullable<Statement["principals"]>): PlainPrincipals["entries"] {
    if (who.open) this.open("principals that are not seen");
    return who.values.map(({ type, identifiers }) => ({ type: this.#text(type), ids: this.#texts(identifiers) }));
  }

  #condition({ operator, key, values }: NonNullable<Statement["conditions"]>["values"][number]): PlainCondition {
    return { operator: this.#text(operator), key: this.#text(key), values: this.#texts(values) };
  }

  #texts({ values, open }: ElementList<Value>): readonly string[] {
    if (open) this.open("values that are not seen");
    return values.map((value) => this.#text(value));
  }

  #text(value: Value): string {
    if (value.state === "known") return String(value.value);
    if (value.state === "unknown" && value.parts) return value.parts.map((part) => this.#part(part)).join("");
    return this.#hole(value);
  }

  #part(part: string | Unknown): string {
    return typeof part === "string" ? part : this.#hole(part);
  }

  #hole({ refs, at }: Value): string {
    const name = refs?.[0] ? nameOf(refs[0]) : (this.#textAt(at) ?? "?").replaceAll(/\s+/g, " ");
    if (name === "partition") return "aws";
    if (name === "account") return ownAccount;
    return `${holeOpens}${name.replaceAll(holeCloses, "")}${holeCloses}`;
  }
}

/** What a value is called in every module that asks for the same: the account, the region, or its address. */
function nameOf({ module, mode, type, name, attribute, key = "" }: Reference): string {
  if (mode === "data" && type === "aws_caller_identity" && attribute === "account_id") return "account";
  if (mode === "data" && type === "aws_region") return "region";
  if (mode === "data" && type === "aws_partition") return "partition";
  const path =
    mode === "var" || mode === "local" ? `${mode}.${name}` : `${mode === "data" ? "data." : ""}${type}.${name}${key}`;
  const whole = attribute === "" ? path : `${path}.${attribute}`;
  return module === "" ? whole : `${module}.${whole}`;
}
