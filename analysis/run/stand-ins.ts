import type { Module } from "../../language/model/module.ts";
import { BlockSection, noBindings } from "../../language/model/section.ts";
import { type Json, toJson } from "../../language/model/value.ts";
import { isInStandIn } from "../../language/registry/stand-in.ts";
import {
  blocksAround,
  expressionAt,
  expressionsAround,
  operands,
  topBlockAround,
} from "../../language/syntax/locate.ts";
import { contains, type Edit, type Place } from "../../language/syntax/text.ts";
import type { Block, Expression, SourceFile } from "../../language/syntax/tree.ts";
import { put, type Source } from "../../rules/kit/edits.ts";
import type { Fix, Problem, Related } from "../../rules/kit/rule.ts";

/**
 * A problem as whoever calls a stand-in can see and fix it: at the argument, or at the call where a default is at fault.
 * Undefined for what is no setting. Problems elsewhere stay as they are.
 */
export function seenFromCall(problem: Problem, module: Module): Problem | undefined {
  const { at, related = [], fixes } = problem;
  if (!module.isStandIn && !isInStandIn(at) && !related.some((each) => isInStandIn(each.at))) return problem;
  const place = placeInCall(at, module, related);
  if (!place) return undefined;
  const others = related.flatMap((each) => {
    const seen = placeInCall(each.at, module, []);
    return seen && !(seen.uri === place.uri && contains(seen, place)) ? [{ ...each, at: seen }] : [];
  });
  const { related: _, subject, ...rest } = problem;
  return {
    ...rest,
    at: place,
    ...(subject && !isInStandIn(subject.header) && { subject }),
    ...(others.length > 0 && { related: others }),
    ...(fixes && { fixes: () => curedInCall(fixes(), module) }),
  };
}

/** Where the module that is at fault is called, if it is a stand-in: there its findings stand. */
export const hostOf = (module: Module): Module => (module.isStandIn && module.call?.module) || module;

function placeInCall(at: Place, module: Module, related: readonly Related[]): Place | undefined {
  if (!isInStandIn(at)) return at;
  const found = standInAt(at, module);
  if (!found) return undefined;
  const { call, file } = found;
  const written = related.find((each) => each.at.uri === call.file.uri && contains(call.at, each.at));
  if (written) return written.at;
  const inputs = inputsAt(file, at);
  if (!inputs) return undefined;
  for (const input of inputs) {
    const argument = call.attribute(input);
    if (argument) return call.place(argument.value);
  }
  return call.header;
}

function standInAt({ uri }: Place, module: Module) {
  for (const { isStandIn, files, call } of module.root.tree()) {
    const [file] = isStandIn ? files : [];
    if (call && file?.uri === uri) return { call, file };
  }
  return undefined;
}

/** The inputs that decide on what stands at a place, the nearest first; undefined where nothing of a resource does. */
function inputsAt(file: SourceFile, at: Place): readonly string[] | undefined {
  const blocks = blocksAround(file, at).map(({ node }) => node);
  const [top] = blocks;
  const [expression] = expressionsAround(file, at);
  if (top?.type.text === "variable") return expression && [top.labels[0]?.text ?? ""];
  if (top?.type.text !== "resource") return undefined;
  const around = blocks.flatMap((block) => (block === top && !expression ? [] : repetitions(block))).reverse();
  return [...(expression ? inputsOf(expression.node) : []), ...around.flatMap(inputsOf)];
}

const repetitions = ({ body }: Block): readonly Expression[] =>
  body.items.flatMap((item) => (item.kind === "attribute" && item.name.text === "for_each" ? [item.value] : []));

const inputsOf = (node: Expression): readonly string[] =>
  node.kind === "attr" && node.on.kind === "root" && node.on.name === "var"
    ? [node.name.text]
    : operands(node).flatMap(inputsOf);

/** What of the fixes can be written in the call. */
function* curedInCall(fixes: Iterable<Fix>, module: Module): Iterable<Fix> {
  for (const { title, impact, edits } of fixes) {
    const written = edits.map((edit) => (isInStandIn(edit.at) ? editInCall(edit, module) : edit));
    if (written.every((edit) => edit !== undefined)) yield { title, impact, edits: written };
  }
}

/** The same value, written to the input that is handed on as it is. A place that names something means it elsewhere. */
function editInCall({ at, text }: Edit, module: Module): Edit | undefined {
  const found = standInAt(at, module);
  const input = found && inputAt(found.file, at, text);
  const value = input && constant(input.text);
  if (!input || value === undefined) return undefined;
  const { call, file } = found;
  const [name, key, ...deeper] = input.steps;
  if (name === undefined || deeper.length > 0) return undefined;
  if (key === undefined) return put(call, name, value);
  if (call.attribute(name)) return call.get(name).state === "mapping" ? put(call, `${name}.${key}`, value) : undefined;
  const before = defaultOf(file, name, call);
  return isObject(before) ? put(call, name, { ...before, [key]: value } as Source) : undefined;
}

function constant(text: string): Source | undefined {
  try {
    return JSON.parse(text) as Source;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface InputPath {
  /** `["versioning", "enabled"]` for `var.versioning.enabled`. */
  readonly steps: readonly string[];
  /** What to write there. */
  readonly text: string;
}

/** The input that gives a value, and what it must hold for `text` to stand at this place. */
function inputAt(file: SourceFile, at: Place, text: string): InputPath | undefined {
  const found = expressionAt(file, at);
  const top = topBlockAround(file, at)?.node;
  if (top?.type.text === "variable") return found && { steps: [top.labels[0]?.text ?? ""], text };
  return found && inputFor(found.node, text, (node) => file.text.slice(node.start + found.base, node.end + found.base));
}

function inputFor(node: Expression, text: string, read: (node: Expression) => string): InputPath | undefined {
  if (node.kind === "call" && node.name.text === "try" && node.args[0]) return inputFor(node.args[0], text, read);
  if (node.kind === "conditional") {
    if (read(node.then) === text) return inputFor(node.condition, "true", read);
    return read(node.else) === text ? inputFor(node.condition, "false", read) : undefined;
  }
  const steps: string[] = [];
  let root: Expression = node;
  while (root.kind === "attr") {
    steps.unshift(root.name.text);
    root = root.on;
  }
  return root.kind === "root" && root.name === "var" ? { steps, text } : undefined;
}

function defaultOf(file: SourceFile, input: string, { module }: BlockSection): Json | undefined {
  for (const { start, tree } of file.chunks)
    for (const item of tree.body.items)
      if (item.kind === "block" && item.type.text === "variable" && item.labels[0]?.text === input)
        return toJson(new BlockSection(module, { uri: file.uri, file, start }, item, noBindings, true).get("default"));
  return undefined;
}
