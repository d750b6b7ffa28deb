import { memo } from "../query/engine.ts";
import { countOf, eachOf, enabled, isNever, keyOf, mostInstances } from "./repetition.ts";
import { Resource } from "./resource.ts";
import { type Bindings, type BlockSection, each, noBindings } from "./section.ts";
import { unknown } from "./value.ts";

/** What a budget is charged for each instance of a block after the first: rules go over them. */
export const workOfInstance = 2_500;

/** The instances of a `resource` or `data` block, those that can be told apart each by itself. */
export const instancesOf = memo((block: BlockSection): readonly Resource[] => [...instances(block)], {
  inCycle: (block) => (block.block.labels.length < 2 ? [] : [ofUnknownNumber(block, "each", false)]),
});

const instance = (section: BlockSection, bindings: Bindings, key: string, certain: boolean): Resource =>
  new Resource(section.module, section.anchor, section.block, section.broken, {
    bindings,
    key,
    certain: certain && section.module.certain,
  });

/** All instances as one, of which `count` or `each` is not known. */
const ofUnknownNumber = (section: BlockSection, name: "count" | "each", certain: boolean): Resource =>
  instance(section, new Map([[name, unknown(section.header)]]), "", certain);

function* instances(section: BlockSection): Iterable<Resource> {
  const { module, block } = section;
  const { budget } = module;
  const make = (bindings: Bindings, key: string, certain: boolean) => instance(section, bindings, key, certain);
  if (block.labels.length < 2) return;
  const count = section.attribute("count");
  const forEach = section.attribute("for_each");
  if (isNever(section)) return;
  if (!count && !forEach) return yield make(noBindings, "", enabled(section)?.state !== "unknown");
  const speaksOf = (name: string): boolean =>
    section.written().some(({ file, at }) => file.text.slice(at.start, at.end).includes(name));
  const affords = (number: number): boolean => {
    if (number > mostInstances) return false;
    if (budget.spend((number - 1) * workOfInstance)) return true;
    budget.exceeds(section.header);
    return false;
  };
  if (count) {
    const value = section.get("count");
    const number = value.state === "known" ? Number(value.value) : undefined;
    if (number === undefined || !speaksOf("count.index") || !affords(number))
      return yield ofUnknownNumber(section, "count", number !== undefined);
    for (let index = 0; index < number; index++) {
      yield make(new Map([["count", countOf(index, section.place(count.value))]]), `[${index}]`, true);
    }
    return;
  }
  const over = section.get("for_each");
  const all = over.state === "unknown" || !speaksOf("each.") ? [] : [...each(over)].slice(0, mostInstances + 1);
  if (all.length === 0 || !affords(all.length) || all.some(([key]) => key.state !== "known"))
    return yield ofUnknownNumber(section, "each", over.state !== "unknown");
  for (const [index, value] of all) {
    // for_each runs over maps and sets only, and the key of a set's element is the element
    const key = over.state === "list" ? value : index;
    if (key.state !== "known") continue;
    yield make(new Map([["each", eachOf(key, value)]]), keyOf(String(key.value)), true);
  }
}
