import type { Module } from "../../language/model/module.ts";
import type { BlockSection } from "../../language/model/section.ts";
import type { Place } from "../../language/syntax/text.ts";
import type { Problem } from "../../rules/kit/rule.ts";
import { hostOf } from "./stand-ins.ts";

const named: ReadonlySet<string> = new Set([
  "resource",
  "data",
  "variable",
  "provider",
  "module",
  "output",
  "locals",
  "terraform",
]);

/** What a module calls the place of a problem: the instance at fault, else the block that stands there, else the file. */
export const addressOf = (problem: Problem, module: Module): string =>
  addressOfInstance(problem) ?? addressOfCall(problem, module) ?? addressAt(hostOf(module), problem.at);

/** What a module calls a place: the block that stands there, in it or in what calls it, else the file. */
export function addressAt(module: Module, at: Place): string {
  for (let host: Module | undefined = module; host; host = host.call?.module) {
    const section = host.blockAt(at);
    if (section && named.has(section.block.type.text)) return addressOfBlock(host, section);
  }
  return decodeURIComponent(at.uri.slice(at.uri.lastIndexOf("/") + 1));
}

/** Several instances stand at one place: the one that is at fault gives its name. */
const addressOfInstance = ({ instance, at }: Problem): string | undefined =>
  instance?.holds(at) ? instance.address : undefined;

/** Of what is found in a stand-in and stands at its call: that call, as the instance that is at fault. */
const addressOfCall = ({ at }: Problem, { isStandIn, call }: Module): string | undefined =>
  isStandIn && call?.holds(at) ? call.address : undefined;

/** The first instance gives its name, where it is not told which is meant, and where there is any. */
function addressOfBlock(module: Module, section: BlockSection): string {
  const kind = section.block.type.text;
  const [instance] = kind === "resource" || kind === "data" ? module.instances(section) : [];
  if (instance) return instance.address;
  const labels = section.block.labels.map(({ text }) => text);
  const prefix = module.address === "" ? "" : `${module.address}.`;
  return prefix + (kind === "resource" ? labels : [kind === "variable" ? "var" : kind, ...labels]).join(".");
}
