import type { Limit } from "../../language/model/budget.ts";
import { isConfiguration, isVariables } from "../../language/model/files.ts";
import { isAmong, jsonRead } from "../../language/model/json-read.ts";
import { Module } from "../../language/model/module.ts";
import type { ModuleSource } from "../../language/model/module-source.ts";
import { grouped } from "../../language/multimap.ts";
import { areSameSets } from "../../language/query/engine.ts";
import type { ActionData } from "../../language/schema/actions.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { decoded, parentOf, resolve } from "./uri.ts";

/** Files as the workspace or the command line has them; paths are URIs with `/`, directories without one at the end. */
export interface Files {
  /** Names of the files in a directory; empty where there is none. */
  list(directory: string): readonly string[];
  /** Names of the folders in a directory that are not hidden; where it is not said, it is not known which there are. */
  folders?(directory: string): readonly string[];
  /** A file as a tree, undefined where it cannot be read. The same version gives the same tree. */
  parse(uri: string): SourceFile | undefined;
  /** A file's text; undefined where there is none or it lies outside what may be read. */
  read(uri: string): string | undefined;
  /** What AWS has of services and actions; undefined as long as it is not loaded. */
  readonly actions?: ActionData | undefined;
  /** How much may be computed of one module; what there is time for at a command line where not said otherwise. */
  readonly limit?: Limit | undefined;
  /** How many values are read of a JSON file; all where it is not said. */
  readonly mostValues?: number | undefined;
}

/** Whether a file takes part in a module: Terraform, variables, or JSON that may hold a policy. */
export const isRead = (name: string): boolean => isConfiguration(name) || isVariables(name) || /\.json$/i.test(name);

/** What others do with a directory. */
export interface Given {
  /** The variables of its module that calls set; undefined where nothing calls it. */
  readonly variables: ReadonlySet<string> | undefined;
  /** The files of it that modules above read. */
  readonly files: ReadonlySet<string>;
}

/** Whether others do the same with a directory. */
export const isSameGiven = (a: Given | undefined, b: Given | undefined): boolean =>
  areSameSets(a?.variables, b?.variables) && areSameSets(a?.files, b?.files);

/** The module in a directory, which finds the local modules it calls by itself; `given` is what others do with it. */
export const open = (files: Files, directory: string, given?: Given): Module =>
  Module.open(sourceOf(files, directory, given), files.limit);

/** The files of a directory as a root module's. */
export const sourceOf = (files: Files, directory: string, given?: Given): ModuleSource => ({
  ...source(files, directory, directory, given),
  pins: pinsOf(files, directory),
});

function source(files: Files, directory: string, root: string, given?: Given): ModuleSource {
  const own = files
    .list(directory)
    .filter(isRead)
    .flatMap((name) => files.parse(`${directory}/${name}`) ?? []);
  return {
    directory,
    given: given?.variables,
    mostValues: files.mostValues,
    files: [...own, ...jsonBelow(files, directory, own)],
    get actions() {
      return files.actions;
    },
    read: (path) => {
      const uri = resolve(directory, path);
      return uri.startsWith(`${directory}/`) ? files.read(uri) : undefined;
    },
    list: (path) => {
      const uri = resolve(directory, path);
      if (uri !== directory && !uri.startsWith(`${directory}/`)) return undefined;
      return { files: files.list(uri).map(decoded), folders: files.folders?.(uri).map(decoded) };
    },
    open: (from, name) => {
      const target = /^\.{1,2}\//.test(from) ? resolve(directory, from) : installed(files, root, from, name);
      return target !== undefined && files.list(target).some(isConfiguration) ? source(files, target, root) : undefined;
    },
  };
}

/** What says which versions of providers are taken, beside a root or above it. */
const pinning = [".terraform.lock.hcl", "terragrunt.hcl", "root.hcl"];
const highest = 8;

function pinsOf(files: Files, root: string): readonly string[] {
  const found: string[] = [];
  let directory = root;
  for (let steps = 0; steps < highest && directory !== "" && !directory.endsWith("/"); steps++) {
    found.push(...pinning.flatMap((name) => files.read(`${directory}/${name}`) ?? []));
    directory = parentOf(directory);
  }
  return found;
}

/** How many files in folders below are read for what a module names. */
const mostBelow = 256;

/** The JSON in folders below that a module reads by name. */
function jsonBelow(files: Files, directory: string, own: readonly SourceFile[]): readonly SourceFile[] {
  const named = own.flatMap((file) => (isConfiguration(file.uri) ? jsonRead(file) : []));
  if (named.length === 0) return [];
  const uris = new Set<string>();
  for (const [folder, all] of grouped(named, ({ folder }) => resolve(directory, folder)))
    for (const name of files.list(folder))
      if (/\.json$/i.test(name) && !isConfiguration(name) && !isVariables(name))
        if (all.some((one) => isAmong(one, decoded(name)))) uris.add(`${folder}/${name}`);
  return [...uris].slice(0, mostBelow).flatMap((uri) => files.parse(uri) ?? []);
}

/** Where `terraform init` has put a module: `.terraform/modules/modules.json` of the root says it. */
function installed(files: Files, root: string, from: string, name: string): string | undefined {
  const text = files.read(`${root}/.terraform/modules/modules.json`);
  if (text === undefined) return undefined;
  try {
    const { Modules: modules } = JSON.parse(text) as { Modules?: { Key?: string; Source?: string; Dir?: string }[] };
    const found = modules?.find(({ Key: key, Source: address }) => key === name && address?.endsWith(from));
    return found?.Dir === undefined ? undefined : resolve(root, found.Dir);
  } catch {
    return undefined;
  }
}
