import { type Config, type ConfigProblem, isExcluded, merge, parseConfig } from "../../analysis/config.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import type { Settings } from "./settings.ts";
import { parentOf } from "./uri.ts";
import type { Workspace } from "./workspace.ts";

/** The project's own settings, at the root of a folder. */
export const configName = ".parapet.yaml";

/** What holds for the files of one folder; the same object as long as nothing of it changes. */
export interface Scope {
  /** The folder; for loose files the directory they lie in. */
  readonly root: string;
  readonly run: Settings["run"];
  readonly inlayHints: boolean;
  readonly config: Config;
  /** Mistakes in `.parapet.yaml`. */
  readonly problems: readonly ConfigProblem[];
  excludes(uri: string): boolean;
}

/** Joins the editor's settings with `.parapet.yaml`, which speaks for the project and so has the last word. */
export class Scopes {
  readonly #workspace: Workspace;
  readonly #rules: readonly Rule[];
  readonly #ask: (root: string) => Promise<Settings>;
  readonly #settings = new Map<string, Settings>();
  readonly #made = new Map<string, { readonly settings: Settings; readonly text: string; readonly scope: Scope }>();

  /** `ask` brings the editor's settings for a folder. */
  constructor(workspace: Workspace, rules: readonly Rule[], ask: (root: string) => Promise<Settings>) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#ask = ask;
  }

  /** The folder that a file or directory belongs to. */
  rootOf(directory: string): string {
    return this.#workspace.folderOf(directory) ?? directory;
  }

  /** The scope of a directory, undefined while something of it is not loaded yet. */
  of(directory: string): Scope | undefined {
    const root = this.rootOf(directory);
    const settings = this.#settings.get(root);
    const view = this.#workspace.view();
    const text = view.read(`${root}/${configName}`) ?? "";
    if (!settings || view.missing.files.size > 0) return undefined;
    const made = this.#made.get(root);
    if (made && made.settings === settings && made.text === text) return made.scope;
    const scope = this.#scope(root, settings, text);
    this.#made.set(root, { settings, text, scope });
    return scope;
  }

  #scope(root: string, settings: Settings, text: string): Scope {
    const { config: own, problems } = parseConfig(text, this.#rules);
    const merged = merge(settings.config, own);
    const config = { ...merged, enable: merged.enable && settings.config.enable !== false };
    return {
      root,
      run: settings.run,
      inlayHints: settings.inlayHints,
      config,
      problems,
      excludes: (uri) => config.exclude.length > 0 && isExcluded(config, relative(root, uri)),
    };
  }

  async load(directory: string): Promise<void> {
    const root = this.rootOf(directory);
    const view = this.#workspace.view();
    view.read(`${root}/${configName}`);
    const [settings] = await Promise.all([
      this.#settings.get(root) ?? this.#ask(root),
      this.#workspace.load(view.missing),
    ]);
    this.#settings.set(root, settings);
  }

  /** The editor's settings have changed. */
  forget(): void {
    this.#settings.clear();
  }

  /** The scope whose `.parapet.yaml` a document is. */
  configuredBy(uri: string): Scope | undefined {
    const scope = this.of(parentOf(uri));
    return scope && this.#workspace.key(uri) === this.#workspace.key(`${scope.root}/${configName}`) ? scope : undefined;
  }
}

function relative(root: string, uri: string): string {
  const path = uri.slice(root.length + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
