import { Resource } from "../model/resource.ts";
import type { Section } from "../model/section.ts";
import type { Mapping, Value } from "../model/value.ts";
import { memo } from "../query/engine.ts";
import type { Place } from "../syntax/text.ts";

/** What a policy is attached to decides what its statements mean. */
export type PolicyKind = "identity" | "resource" | "trust" | "boundary" | "session" | "scp" | "rcp" | "vpc-endpoint";

/**
 * How a policy is written down: a JSON file, JSON in a heredoc or in quotes, HCL, or `aws_iam_policy_document`. What is `computed`
 * comes of a template or a text that stands elsewhere: all of it is placed where that is asked for, and nothing of it can be edited.
 */
export type Notation = "json" | "heredoc" | "string" | "jsonencode" | "document" | "computed";

/** Elements of a statement by the names that JSON gives them. */
export type ElementName = `${"" | "Not"}${"Principal" | "Action" | "Resource"}` | "Sid" | "Effect" | "Condition";

/** What a document calls them, in the order in which they are read best. */
export const inDocument: Readonly<Record<ElementName, string>> = {
  Sid: "sid",
  Effect: "effect",
  Principal: "principals",
  NotPrincipal: "not_principals",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
  Condition: "condition",
};

/** A resource that a policy is handed to, and the attribute that takes it. */
export interface Attachment {
  readonly resource: Resource;
  /** `policy`, `inline_policy.policy`. */
  readonly path: string;
  readonly kind: PolicyKind;
}

/** One policy document, at the place where it is written. */
export interface Policy {
  /** From the attribute that takes it, else inferred from its elements. */
  readonly kind: PolicyKind;
  /** Empty where nobody is seen to use it. */
  readonly attachments: readonly Attachment[];
  readonly notation: Notation;
  /** What the local, the variable, the call or the file is called that it is written in; a resource has its own name. */
  readonly label: string | undefined;
  readonly at: Place;
  /** What to underline where something is missing in it. */
  readonly header: Place;
  /** The text of the file that holds it. */
  readonly text: string;
  readonly form: PolicySyntax;
  readonly version: Value;
  readonly statements: readonly Statement[];
  /** There may be further statements and elements. */
  readonly open: boolean;
  /** What it takes in besides (`source_policy_documents`, `source_json`), as far as it is here. */
  readonly sources: readonly Policy[];
  /** What replaces its statements by `Sid` (`override_policy_documents`, `override_json`), later ones winning. */
  readonly overrides: readonly Policy[];
  /** The statements that it comes to with what it takes in: one with a `Sid` that comes again is replaced. */
  readonly effective: readonly Statement[];
}

/** The syntax behind a policy or a statement: what edits are made to. */
export type PolicySyntax =
  | { readonly kind: "object"; readonly mapping: Mapping }
  | { readonly kind: "block"; readonly section: Section };

/** One statement; an element that is not written is undefined. */
export interface Statement {
  readonly policy: Policy;
  readonly at: Place;
  /** What to underline where something is missing in it. */
  readonly header: Place;
  readonly form: PolicySyntax;
  /** `Allow` where a document leaves it out. */
  readonly effect: Value;
  readonly sid: Value;
  readonly actions: ElementList<Value> | undefined;
  readonly notActions: ElementList<Value> | undefined;
  readonly resources: ElementList<Value> | undefined;
  readonly notResources: ElementList<Value> | undefined;
  readonly principals: ElementList<Principal> | undefined;
  readonly notPrincipals: ElementList<Principal> | undefined;
  readonly conditions: ElementList<Condition> | undefined;
  /** There may be elements that cannot be seen: then nothing is called absent. */
  readonly open: boolean;
}

/** What stands under one element of a statement; a lone value is a list of one. */
export interface ElementList<Item> {
  /** The key it is written under; of blocks, the first. */
  readonly key: Place;
  /** The value, brackets included; of blocks, the first. */
  readonly at: Place;
  readonly values: readonly Item[];
  /** There may be further ones. */
  readonly open: boolean;
}

/** Principals of one type. */
export interface Principal {
  readonly at: Place;
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for a bare star. */
  readonly type: Value;
  readonly identifiers: ElementList<Value>;
}

/** One key under one operator: `StringEquals`, `aws:SourceAccount`, its values. */
export interface Condition {
  readonly at: Place;
  readonly operator: Value;
  readonly key: Value;
  readonly values: ElementList<Value>;
}

/** Reads something of a statement once, whoever asks first. */
export const ofStatement = <Part>(
  read: (statement: Statement) => Iterable<Part>,
): ((statement: Statement) => readonly Part[]) => memo((statement: Statement) => [...read(statement)]);

/** The block that a policy is, where it is one: asked by the notation, for with each letter in a JSON file `form` is another. */
export function documentOf(policy: Policy): Resource | undefined {
  if (policy.notation !== "document") return undefined;
  const { form } = policy;
  return form.kind === "block" && form.section instanceof Resource ? form.section : undefined;
}

/** Whether a statement is known to allow. */
export const allows = ({ effect }: Statement): boolean => effect.state === "known" && effect.value === "Allow";

/** Whether a statement is known to deny. */
export const denies = ({ effect }: Statement): boolean => effect.state === "known" && effect.value === "Deny";

/** A value's text where the whole of it is known. */
export const textOf = (value: Value): string | undefined =>
  value.state === "known" && typeof value.value === "string" ? value.value : undefined;

/** A string as its known pieces; undefined stands for each hole between them. */
export function pieces(value: Value): readonly (string | undefined)[] {
  if (value.state === "known") return [String(value.value)];
  if (value.state === "unknown" && value.parts)
    return value.parts.map((part) => (typeof part === "string" ? part : undefined));
  return [undefined];
}

/** A string with another in place of each hole. */
export const textWith = (value: Value, hole: string): string =>
  pieces(value)
    .map((piece) => piece ?? hole)
    .join("");

/** What a policy comes to, see `Policy.effective`. A statement that comes in by several ways is one. */
export function merged({ sources, statements, overrides }: Policy): readonly Statement[] {
  const bySid = new Map<string, number>();
  const found: Statement[] = [];
  const seen = new Set<Statement>();
  const add = (statement: Statement): void => {
    if (seen.has(statement)) return;
    seen.add(statement);
    const sid = textOf(statement.sid);
    const same = sid ? bySid.get(sid) : undefined;
    if (same !== undefined) found[same] = statement;
    else {
      if (sid) bySid.set(sid, found.length);
      found.push(statement);
    }
  };
  for (const source of sources) source.effective.forEach(add);
  statements.forEach(add);
  for (const override of overrides) override.effective.forEach(add);
  return found;
}
