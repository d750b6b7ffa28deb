import { isVariables } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import type { BlockSection } from "../../language/model/section.ts";
import { fact } from "../../language/query/engine.ts";
import { isInStandIn } from "../../language/registry/stand-in.ts";
import { operands, partsAround } from "../../language/syntax/locate.ts";
import { contains, Handed, isSamePlace, isSameSpan, type Place, type Span } from "../../language/syntax/text.ts";
import type { Attribute, Expression } from "../../language/syntax/tree.ts";
import type { Problem, Related } from "../../rules/kit/rule.ts";
import { fedFrom } from "./feeding.ts";
import type { Finding } from "./finding.ts";

/** Where a problem stands once it is told where it is decided. */
export interface Decided {
  /** The value at fault as it is written: an argument, an entry of a tfvars file, a default, a local, an element of a list. */
  readonly at: Place;
  /** What the rule means, where that only uses the value. */
  readonly use: Place | undefined;
  /** The other ends that the rule names, but for the one that decides. */
  readonly related: readonly Related[];
  /** What is the same for all that is said of one block, object or statement, as far as it is decided in one; empty where each place is by itself. */
  readonly within: readonly Place[];
}

/**
 * Turns a problem round to where it is decided; what is computed of several parts, or missing without a variable that alone could give it, stays
 * where it is used. Undefined where a caller that is not in view has yet to decide.
 */
export function decided(problem: Problem, module: Module): Decided | undefined {
  const { at, related = [] } = problem;
  const section = sectionAt(at, module, problem);
  const told = related.find(({ decides }) => decides)?.at ?? (at instanceof Handed ? at.origin : originAt(at, section));
  const origin = fedBy(told, at, section, module) ?? told;
  if (module.root.isLibrary && (origin ? isLeftOpen(origin, module.root) : isNothingYet(at, section))) return undefined;
  const source =
    origin && !isInStandIn(origin) && !isSamePlace(origin, at) ? sectionAnywhere(origin, module) : undefined;
  const moves =
    origin !== undefined &&
    source !== undefined &&
    mayDecide(source, section) &&
    !isPicked(at, section) &&
    !isPickedByCall(origin, module) &&
    (source === "variables" || (isWritten(origin, source) && !isIterated(origin, source)));
  // what a `dynamic` block runs over is in the block itself
  const isToldHere = told !== undefined && (moves || (section?.holds(told) && !isWritten(told, section)));
  const others = related.filter(
    (one) => !(moves && isSamePlace(one.at, origin)) && !(isToldHere && one.decides && isSamePlace(one.at, told)),
  );
  // two secrets in one object are two things to be done
  const around = problem.secret
    ? undefined
    : (problem.together ?? problem.statement ?? (section && innermost(section, at)));
  const end = moves ? decidingBlock(origin, source) : undefined;
  const within = around && !moves ? [around] : around && end ? [around, end] : [];
  return moves ? { at: origin, use: at, related: others, within } : { at, use: undefined, related: others, within };
}

/** Whether a default of a root stands for nothing being chosen. */
function isLeftOpen(origin: Place, root: Module): boolean {
  const section = root.blockAt(origin);
  const node = section?.block.type.text === "variable" ? expressionIn(section, origin) : undefined;
  switch (node?.kind) {
    case "literal":
      return node.value === null;
    case "template":
      return node.parts.length === 0;
    case "tuple":
      return node.items.length === 0;
    case "object":
      return node.entries.length === 0;
    default:
      return false;
  }
}

/** Whether a list comes to nothing that is computed, and so of what callers choose. */
function isNothingYet(at: Place, section: BlockSection | undefined): boolean {
  const node = section && expressionIn(section, at);
  if (!node || !["attr", "index", "call", "for", "splat"].includes(node.kind)) return false;
  const value = section.value(node);
  return value.state === "list" ? value.items.length === 0 : value.state === "mapping" && value.entries.size === 0;
}

/** What is decided together: in one block or local, in one file of variables, or by the defaults of one file. */
function decidingBlock(origin: Place, source: BlockSection | "variables"): Place {
  if (source === "variables" || source.block.type.text === "variable") return { uri: origin.uri, start: 0, end: 0 };
  return source.place(blockOrLocal(source, source.relative(origin)));
}

/** How many modules a value is handed through at most. */
const deepest = 16;

/** Where the one variable is set that a problem's value is looked up in, or that of its caller, and so on. */
function fedBy(
  told: Place | undefined,
  at: Place,
  section: BlockSection | undefined,
  module: Module,
): Place | undefined {
  let found: Place | undefined;
  for (let step = 0; step < deepest; step++) {
    const place: Place = found ?? told ?? at;
    if (isInStandIn(place)) return undefined;
    const around: BlockSection | "variables" | undefined =
      place === at || section?.holds(place) ? section : sectionAnywhere(place, module);
    const next: Place | undefined = around && around !== "variables" ? fedFrom(place, around) : undefined;
    if (!next || isSamePlace(next, place)) return found;
    found = next;
  }
  return found;
}

/** A finding told where the value is used, for who cannot be shown where it is decided. */
export const atUse = fact((finding: Finding): Finding => {
  const { at, use, related } = finding;
  if (!use) return finding;
  const others = related.filter((one) => !isSamePlace(one.at, use));
  return { ...finding, at: use, use: undefined, within: [], related: [{ at, message: "Decided here" }, ...others] };
});

/** The block in which a rule sees a problem, as the instance at fault where there are several. */
function sectionAt(at: Place, module: Module, { instance }: Problem): BlockSection | undefined {
  if (instance && instance.at.uri === at.uri && contains(instance.at, at)) return instance;
  for (let host: Module | undefined = module; host; host = host.call?.module) {
    const section = host.blockAt(at);
    if (section) return section;
  }
  return undefined;
}

/** The block of any module in which a value is written, or `variables` for a file of variables. */
function sectionAnywhere(at: Place, module: Module): BlockSection | "variables" | undefined {
  if (isVariables(at.uri)) return "variables";
  const near = sectionAt(at, module, { at });
  if (near) return near;
  const directory = at.uri.slice(0, at.uri.lastIndexOf("/"));
  for (const other of module.root.tree()) if (other.directory === directory) return other.blockAt(at);
  return undefined;
}

/** What another resource says is its own business; what is handed round in one block is decided where it is written. */
const mayDecide = (source: BlockSection | "variables", use: BlockSection | undefined): boolean =>
  source === "variables" ||
  !["resource", "data"].includes(source.block.type.text) ||
  (use !== undefined && source.block === use.block);

const picking: ReadonlySet<string> = new Set(["each", "count"]);

const picks = (node: Expression): boolean =>
  (node.kind === "root" && picking.has(node.name)) || operands(node).some(picks);

/** Whether each instance takes its own value out of a collection: the use, and its address, say which is meant. */
function isPicked(at: Place, section: BlockSection | undefined): boolean {
  const expression = section && expressionIn(section, at);
  return expression !== undefined && picks(expression);
}

/** The same of the instances of a call, unless the value is written in the module or as the call's own argument. */
function isPickedByCall(origin: Place, module: Module): boolean {
  for (let host = module; host.call; host = host.call.module) {
    if (host.blockAt(origin)) return false;
    const { at, block } = host.call;
    const isIn = at.uri === origin.uri && contains(at, origin);
    if (!isIn && block.body.items.some((item) => item.kind === "attribute" && !isRepetition(item) && picks(item.value)))
      return true;
  }
  return false;
}

/** Whether a value stands there as it is: what is decoded, computed or put together is decided by several. */
function isWritten(origin: Place, source: BlockSection): boolean {
  const node = expressionIn(source, origin);
  if (node?.kind === "template") return node.parts.every(({ kind }) => kind === "text");
  return node !== undefined && ["literal", "tuple", "object", "unary"].includes(node.kind);
}

const isRepetition = ({ name }: Attribute): boolean => name.text === "for_each" || name.text === "count";

/** Whether a value is written as one of those for each of which a block is repeated. */
function isIterated(origin: Place, section: BlockSection): boolean {
  const inside = section.relative(origin);
  return section.body.items.some((item) => item.kind === "attribute" && isRepetition(item) && contains(item, inside));
}

/** Where the value of the expression is written that stands at exactly a place, if it is only handed on to it. */
function originAt(at: Place, section: BlockSection | undefined): Place | undefined {
  const expression = section && expressionIn(section, at);
  if (!expression || (expression.kind !== "attr" && expression.kind !== "index")) return undefined;
  const value = section.value(expression);
  const isGiven =
    value.state !== "unknown" && value.state !== "absent" && !(value.state === "known" && value.value === null);
  return isGiven ? value.origin : undefined;
}

/** The outermost expression of a block that stands at exactly a place. */
function expressionIn(section: BlockSection, at: Place): Expression | undefined {
  const inside = section.relative(at);
  for (const node of partsAround(section.body, inside))
    if (node.kind !== "attribute" && node.kind !== "block" && isSameSpan(node, inside)) return node;
  return undefined;
}

/** The innermost block or object that a place lies in; locals are each by itself. */
function innermost(section: BlockSection, at: Place): Place {
  const inside = section.relative(at);
  let found: Span = blockOrLocal(section, inside);
  for (const node of partsAround(section.body, inside))
    if (node.kind === "block" || (node.kind === "object" && !isSameSpan(node, inside))) found = node;
  return section.place(found);
}

/** A block, or the one of many in a block of locals. */
const blockOrLocal = ({ block }: BlockSection, inside: Span): Span =>
  (block.type.text === "locals" && block.body.items.find((item) => contains(item, inside))) || block;
