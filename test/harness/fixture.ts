import { readFileSync } from "node:fs";
import { defaults } from "../../analysis/config/config.ts";
import { type MarkedExample, marked } from "../../analysis/own-rules/marks.ts";
import { type Checked, check } from "../../analysis/run/check.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { type Files, open } from "../../analysis/run/project.ts";
import type { Report } from "../../analysis/run/report.ts";
import type { Module } from "../../language/model/module.ts";
import { type ActionData, actionData } from "../../language/schema/actions.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Rule } from "../../rules/kit/rule.ts";

export { type MarkedExample, mark, marked } from "../../analysis/own-rules/marks.ts";

/** Files by name, as a test writes them. */
export type Texts = Readonly<Record<string, string>>;

export const directory = "file:///module";

export const today = "2026-11-23";

let loaded: ActionData | undefined;

/** What AWS has of services and actions, as it is packed. */
export function actions(): ActionData {
  loaded ??= actionData(readFileSync("language/schema/iam-data.txt", "latin1"));
  return loaded;
}

/** Files in memory; a name with slashes lies in a folder below the module. */
export function filesOf(texts: Texts): Files {
  const parsed = new Map<string, SourceFile>();
  const text = (uri: string) => texts[uri.slice(directory.length + 1)];
  return {
    list: (at) =>
      Object.keys(texts).flatMap((name) => {
        const uri = `${directory}/${name}`;
        const slash = uri.lastIndexOf("/");
        return uri.slice(0, slash) === at ? [uri.slice(slash + 1)] : [];
      }),
    folders: (at) => [
      ...new Set(
        Object.keys(texts).flatMap((name) => {
          const [below] = `${directory}/${name}`.startsWith(`${at}/`)
            ? `${directory}/${name}`
                .slice(at.length + 1)
                .split("/", 2)
                .slice(0, -1)
            : [];
          return below ?? [];
        }),
      ),
    ],
    read: text,
    get actions() {
      return actions();
    },
    parse: (uri) => {
      const source = text(uri);
      if (source === undefined) return undefined;
      const file = parsed.get(uri) ?? parse(uri, source);
      parsed.set(uri, file);
      return file;
    },
  };
}

export const moduleOf = (texts: Texts): Module => open(filesOf(texts), directory);

/** Opens and lints files with every profile on, ready to be fixed. */
export const checked = (rules: readonly Rule[], texts: Texts): Checked =>
  check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "all" }, today });

/** Runs rules over files, with every profile on. */
function report(rules: readonly Rule[], texts: Texts): Report {
  const result = checked(rules, texts).report;
  for (const { rule, error } of result.failures) throw new Error(`${rule.id} failed`, { cause: error });
  return result;
}

export const find = (rules: readonly Rule[], texts: Texts): readonly Finding[] => report(rules, texts).findings;

export interface Case {
  readonly title: string;
  /** True for `--- silent: …`: nothing may be found. */
  readonly silent: boolean;
  readonly files: Readonly<Record<string, MarkedExample>>;
  /** What the first fix of each finding writes, all files of it; undefined where the case does not say. */
  readonly fixed: Texts | undefined;
}

/**
 * Reads a case file: `--- title`, `--- silent: title`, each followed by a fixture; `=== name` begins another file of the
 * same fixture (the first is `main.tf` where it has no name), `+++ fixed` what the file before it looks like once it is fixed.
 */
export function cases(text: string): readonly Case[] {
  return text
    .split(/^--- /m)
    .slice(1)
    .map((part) => {
      const [heading = "", ...lines] = part.split("\n");
      const silent = heading.startsWith("silent:");
      const [first = "", ...others] = lines.join("\n").split(/^=== /m);
      const sections = others.map((other) => {
        const [name = "", ...rest] = other.split("\n");
        return [name.trim(), rest.join("\n")] as const;
      });
      if (first.trim() !== "") sections.unshift(["main.tf", first]);
      const files: Record<string, MarkedExample> = {};
      const fixed: Record<string, string> = {};
      for (const [name, section] of sections) {
        const [before = "", after] = section.split(/^\+\+\+ fixed *\n/m);
        files[name] = marked(before);
        if (after !== undefined) fixed[name] = after;
      }
      const isFixed = Object.keys(fixed).length > 0;
      const texts = Object.fromEntries(Object.entries(files).map(([name, { text }]) => [name, text]));
      const title = heading.replace(/^silent: */, "").trim();
      return { title, silent, files, fixed: isFixed ? { ...texts, ...fixed } : undefined };
    });
}
