import { policyDocument } from "../write/dialect.ts";
import { endingBefore } from "../write/layout.ts";
import { printBody } from "../write/print.ts";
import {
  block,
  isBody,
  isList,
  isText,
  isVerbatim,
  piecesOf,
  type Source,
  type SourceBody,
  type Text,
} from "../write/source.ts";
import { type ElementName, inDocument } from "./policy.ts";

/** How wide what is only written otherwise may become. */
export const fits = endingBefore(100);

/** A policy as an `aws_iam_policy_document` of that name; undefined where the data source cannot say it. */
export function asDocument(policy: Source, name: string): string | undefined {
  if (!isBody(policy)) return undefined;
  const { Version: version = "2008-10-17", Id: id, Statement: statement, ...others } = policy;
  if (statement === undefined || Object.keys(others).length > 0 || typeof version !== "string") return undefined;
  const all = isList(statement) ? statement : [statement];
  const bodies = whole(all.map((each) => (isBody(each) ? statementBody(each) : undefined)));
  const body = whole([
    // without a version, IAM reads a policy as of the older one; the data source writes the newer
    ...(version === "2012-10-17" ? [] : [entry("version", version)]),
    ...(id === undefined ? [] : [entry("policy_id", one(id))]),
  ]);
  if (!body || !bodies || all.length === 0) return undefined;
  const source = { ...Object.fromEntries(body), statement: block(...bodies) };
  const printed = printBody(source, { dialect: policyDocument, margin: "", unit: "  ", fits });
  return `data "aws_iam_policy_document" "${name}" ${printed.text}`;
}

/** What an element becomes: an attribute with one string or a list, or blocks. */
const converted: Readonly<Record<ElementName, (value: Source) => Source | undefined>> = {
  Sid: one,
  Effect: one,
  Action: many,
  NotAction: many,
  Resource: many,
  NotResource: many,
  Principal: principals,
  NotPrincipal: principals,
  Condition: conditions,
};

function statementBody(statement: SourceBody): SourceBody | undefined {
  const given = new Map(Object.entries(statement));
  if (!given.has("Effect") || ![...given.keys()].every((key) => Object.hasOwn(converted, key))) return undefined;
  const entries = (Object.keys(converted) as ElementName[]).flatMap((key) => {
    const value = given.get(key);
    return value === undefined ? [] : [entry(inDocument[key], converted[key](value))];
  });
  const all = whole(entries);
  return all && Object.fromEntries(all);
}

const blocks = (bodies: readonly (SourceBody | undefined)[]): Source | undefined => {
  const all = whole(bodies);
  return all && block(...all);
};

const entry = (name: string, value: Source | undefined): readonly [string, Source] | undefined =>
  value === undefined ? undefined : [name, value];

function principals(value: Source): Source | undefined {
  const body = (type: string, identifiers: Source): SourceBody | undefined => {
    const list = many(identifiers);
    return list === undefined ? undefined : { type, identifiers: list };
  };
  if (value === "*") return blocks([body("*", value)]);
  if (!isBody(value) || Object.keys(value).length === 0) return undefined;
  return blocks(
    Object.entries(value).map(([type, identifiers]) =>
      /^(?:AWS|Service|Federated|CanonicalUser)$/.test(type) ? body(type, identifiers) : undefined,
    ),
  );
}

function conditions(value: Source): Source | undefined {
  if (!isBody(value)) return undefined;
  return blocks(
    Object.entries(value).flatMap(([operator, tests]) =>
      isBody(tests)
        ? Object.entries(tests).map(([key, values]) => {
            const all = whole([
              entry("test", one(operator)),
              entry("variable", one(key)),
              entry("values", many(values)),
            ]);
            return all && Object.fromEntries(all);
          })
        : [undefined],
    ),
  );
}

/** One string. */
function one(value: Source): Text | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isText(value) || (isVerbatim(value) && value.shape !== "one")) return undefined;
  return isReadAlike(value) ? value : undefined;
}

/** A list of strings, also of one; empty ones the data source leaves out. */
function many(value: Source): Source | undefined {
  if (isVerbatim(value) && value.shape === "many") return isReadAlike(value) ? value : undefined;
  const items = isList(value) ? value : [value];
  return items.length === 0 ? undefined : whole(items.map(one));
}

/** The data source takes every `&{` for `${`. */
const isReadAlike = (text: Text): boolean =>
  piecesOf(text).every(
    (piece) => !(typeof piece === "string" ? piece : isVerbatim(piece) ? piece.text : "").includes("&{"),
  );

/** All, or nothing where one is missing. */
function whole<T>(all: readonly (T | undefined)[]): readonly T[] | undefined {
  const there = all.filter((each) => each !== undefined);
  return there.length === all.length ? there : undefined;
}
