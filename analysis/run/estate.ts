import type { Module } from "../../language/model/module.ts";
import { grouped } from "../../language/multimap.ts";
import type { Place } from "../../language/syntax/text.ts";
import { type Given, isRead } from "./project.ts";
import { parentOf } from "./uri.ts";

/** Whether a file or directory of that name takes part at all: not what Terraform passes over as hidden. */
export const isSeen = (name: string): boolean => !name.startsWith(".");

/** Whether there is something to check below a directory of that name: not in what others have put there. */
export const isEntered = (name: string): boolean => isSeen(name) && name !== "node_modules";

/** Whether a directory with these files is checked as a root: a policy in JSON by itself is something to check, too. */
export const isRoot = (names: readonly string[]): boolean => names.some((name) => isSeen(name) && isRead(name));

/**
 * Directories that are checked together: each as a part of those that call it, or as a root of its own where none does. Before the first of
 * them is checked all must be taken in.
 */
export class Estate {
  readonly #given = new Map<string, Taken>();

  /** Takes in a root with all that it calls and reads. */
  add(root: Module): void {
    for (const { call, directory, isStandIn, calls, files } of root.tree()) {
      for (const spared of calls.directoriesSpared) this.#variablesIn(spared);
      if (isStandIn) continue;
      for (const { uri } of files) {
        const parent = parentOf(uri);
        if (parent !== directory) this.#takenOf(parent).files.add(uri);
      }
      if (!call) continue;
      const names = this.#variablesIn(directory);
      for (const item of call.body.items) if (item.kind === "attribute") names.add(item.name.text);
    }
  }

  /** Takes in what others have found of roots. */
  take(calls: Calls): void {
    for (const { directory, variables, files } of calls) {
      if (variables) {
        const names = this.#variablesIn(directory);
        for (const name of variables) names.add(name);
      }
      for (const uri of files) this.#takenOf(directory).files.add(uri);
    }
  }

  /** What was taken in, for others to take. */
  get calls(): Calls {
    return [...this.#given].map(([directory, { variables, files }]) => ({
      directory,
      variables: variables && [...variables],
      files: [...files],
    }));
  }

  /** What others do with a directory, if anything. */
  given(directory: string): Given | undefined {
    return this.#given.get(directory);
  }

  #takenOf(directory: string): Taken {
    const taken = this.#given.get(directory) ?? { variables: undefined, files: new Set() };
    this.#given.set(directory, taken);
    return taken;
  }

  #variablesIn(directory: string): Set<string> {
    const taken = this.#takenOf(directory);
    taken.variables ??= new Set();
    return taken.variables;
  }
}

interface Taken extends Given {
  variables: Set<string> | undefined;
  readonly files: Set<string>;
}

/** What an estate knows of directories, as plain data. */
export type Calls = readonly {
  readonly directory: string;
  readonly variables: readonly string[] | undefined;
  readonly files: readonly string[];
}[];

/** What is said of a place: a finding, or what is left of it where it is reported. */
export interface Said {
  readonly rule: { readonly id: string };
  readonly at: Place;
  readonly message: string;
  readonly address: string;
  /** The calls that lead to it from the root in which it was found, the innermost first. */
  readonly through: readonly Place[];
  readonly suppression: object | undefined;
}

/** What is the same for the same thing said of the same place, for several instances or through several calls. */
export const placeKey = ({ rule, at, message }: Pick<Said, "rule" | "at" | "message">): string =>
  `${rule.id} ${at.uri} ${at.start} ${at.end} ${message}`;

/**
 * What was found in all the roots of an estate, in the order of files and places. What is also found through a call is told only as
 * the call gives it, suppressed where the call says so: a module that is called is not what Terraform is run in. What several
 * calls give the same address is told once, and is suppressed only where it is at all of them.
 */
export function joined<Each extends Said>(findings: Iterable<Each>): readonly Each[] {
  const all = [...findings].sort(inPlace);
  const told: Each[] = [];
  // mostly one thing is said of a place, which needs no key
  const together: Each[] = [];
  const isAt = (other: Each | undefined, finding: Each) => other !== undefined && inPlace(other, finding) === 0;
  all.forEach((finding, index) => {
    (isAt(all[index - 1], finding) || isAt(all[index + 1], finding) ? together : told).push(finding);
  });
  for (const alike of grouped(together, placeKey).values()) {
    const passed = new Set(
      alike.flatMap(({ through }) => through.map((_, depth) => callsKey(through.slice(0, depth)))),
    );
    const byAddress = new Map<string, Each>();
    for (const finding of alike) {
      if (passed.has(callsKey(finding.through))) continue;
      const before = byAddress.get(finding.address);
      if (!before || (before.suppression && !finding.suppression)) byAddress.set(finding.address, finding);
    }
    told.push(...byAddress.values());
  }
  return told.sort(inOrder);
}

const callsKey = (through: readonly Place[]): string => through.map(({ uri, start }) => `${uri} ${start}`).join("\n");

const inPlace = ({ at: a }: Said, { at: b }: Said): number =>
  compare(a.uri, b.uri) || a.start - b.start || a.end - b.end;

const inOrder = (a: Said, b: Said): number =>
  inPlace(a, b) || compare(a.rule.id, b.rule.id) || compare(a.address, b.address);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
