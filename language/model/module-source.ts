import { fact } from "../query/engine.ts";
import type { ActionData } from "../schema/actions.ts";
import type { Block, SourceFile } from "../syntax/tree.ts";
import { isConfiguration } from "./files.ts";
import type { Folder } from "./scope.ts";

/** Where one version of a module's files comes from: the model itself reads nothing. */
export interface ModuleSource {
  /** URI of the directory, without a slash at its end. */
  readonly directory: string;
  /** Everything in the directory that is read: configuration, variables, JSON. */
  readonly files: readonly SourceFile[];
  /** How many values are read of a JSON file; all where it is not said. */
  readonly mostValues?: number | undefined;
  /** Text of another file in the directory or below it; undefined where there is none. */
  read(path: string): string | undefined;
  /** What is in a folder of the directory, `.` for itself. */
  list?(path: string): Folder | undefined;
  /** The module that a call leads to, undefined where it is not here. `name` is the call's label. */
  open(source: string, name: string): ModuleSource | undefined;
  /** What AWS has of services and actions; undefined as long as it is not loaded. */
  readonly actions?: ActionData | undefined;
  /** Of a root: variables that calls elsewhere set, whatever its own defaults are. */
  readonly given?: ReadonlySet<string> | undefined;
  /** Of a root: texts that say from outside which versions of providers are taken, the nearest first. */
  readonly pins?: readonly string[] | undefined;
  /** Of a stand-in, which leaves out the most: types of which it has every resource. */
  readonly complete?: readonly string[] | undefined;
}

/** How many calls may lead to a module, one in the other. */
export const modulesDeep = 8;

/** The most modules that are looked through to tell how much stands in one. */
const mostWeighed = 64;

/** What a call says of where its module is, as one text. */
export const openingKey = (from: string, name: string): string => `${name} ${from}`;

/** The module that an opening leads to: a label holds no blank that could be taken for the end of the name. */
export function openedBy(source: ModuleSource, key: string): ModuleSource | undefined {
  const blank = key.indexOf(" ");
  return source.open(key.slice(blank + 1), key.slice(0, blank));
}

/** What the top level of a file comes to: how many resources, and which modules it calls by a path. */
export const outlineOf = fact(({ uri, chunks }: SourceFile) => {
  let resources = 0;
  const calls: string[] = [];
  if (isConfiguration(uri))
    for (const { tree } of chunks)
      for (const item of tree.body.items)
        if (item.kind === "block") {
          if (item.type.text === "resource") resources++;
          else if (item.type.text === "module") calls.push(...openingsIn(item));
        }
  return { resources, calls };
});

/** What a call says of where its module is, where that is written out. */
function openingsIn({ labels, body }: Block): readonly string[] {
  return body.items.flatMap((item) => {
    if (item.kind !== "attribute" || item.name.text !== "source" || item.value.kind !== "template") return [];
    const [only, ...others] = item.value.parts;
    return only?.kind === "text" && others.length === 0 ? [openingKey(only.value, labels[0]?.text ?? "")] : [];
  });
}

/** How many resources are written in a module and in those that it calls, each as often as it is called; `most` where there are too many modules to look through. */
export function weightOf(source: ModuleSource | undefined, most: number): number {
  let weight = 0;
  let visited = 0;
  const visit = (one: ModuleSource | undefined, depth: number): void => {
    if (!one || depth > modulesDeep || ++visited > mostWeighed) return;
    for (const file of one.files) {
      const { resources, calls } = outlineOf(file);
      weight += resources;
      for (const opening of calls) visit(openedBy(one, opening), depth + 1);
    }
  };
  visit(source, 0);
  return visited > mostWeighed ? most : Math.max(1, weight);
}
