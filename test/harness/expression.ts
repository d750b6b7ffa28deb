import { evaluate } from "../../language/model/evaluate.ts";
import type { Scope } from "../../language/model/scope.ts";
import type { Value } from "../../language/model/value.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Place } from "../../language/syntax/text.ts";
import type { Expression } from "../../language/syntax/tree.ts";

const before = "locals {\n  x = ";

/** The tree of one expression; its offsets count from the start of `text` plus `margin`. */
export function expression(text: string): Expression {
  const item = parse("expression.tf", `${before}${text}\n}\n`).chunks[0]?.tree.body.items[0];
  const attribute = item?.kind === "block" ? item.body.items[0] : undefined;
  if (attribute?.kind !== "attribute") throw new Error(`no expression: ${text}`);
  return attribute.value;
}

const margin = before.length;

/** A scope in which the given names mean something; a name is `var.cidrs` or just `cidrs`. */
export function scope(
  names: Readonly<Record<string, Value>> = {},
  files: Readonly<Record<string, string>> = {},
): Scope {
  return {
    place: ({ start, end }) => ({ uri: "expression.tf", start, end }),
    follow(root, steps) {
      for (let used = steps.length; used >= 0; used--) {
        const value = names[[root, ...steps.slice(0, used)].join(".")];
        if (value) return { value, used };
      }
      return undefined;
    },
    read: (path) => files[path],
  };
}

/** What a text comes to in a scope. */
export const evaluated = (text: string, within: Scope = scope()): Value => evaluate(expression(text), within);

/** The text that stands at a place of a value that came from `text`. */
export const at = (text: string, place: Place | undefined): string | undefined =>
  place?.uri === "expression.tf" ? text.slice(place.start - margin, place.end - margin) : undefined;
