import { type Config, isExcluded, merge, parseConfig } from "../../analysis/config/config.ts";
import type { Mistake } from "../../analysis/config/yaml.ts";
import {
  isRuleFile,
  mostFiles,
  noRules,
  type OwnRules,
  ownRules,
  ruleFolder,
} from "../../analysis/own-rules/own-rules.ts";
import { isAside } from "../../analysis/run/aside.ts";
import { decoded, parentOf } from "../../analysis/run/uri.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import type { Settings } from "./settings.ts";
import type { View, Workspace } from "./workspace.ts";

/** The project's own settings, at the root of a folder. */
const configName = ".parapet.yaml";

/** Whether a file, or the directory that it lies in, is part of a folder's configuration. */
export const isConfigFile = (key: string): boolean => key.endsWith(`/${configName}`) || key.includes(`/${ruleFolder}`);

/** What holds for the files of one folder; the same object as long as nothing of it changes. */
export interface FolderConfig {
  /** The folder; for loose files the directory they lie in. */
  readonly root: string;
  /** Its `.parapet.yaml`, which need not be there. */
  readonly file: string;
  readonly run: Settings["run"];
  readonly inlayHints: boolean;
  readonly config: Config;
  /** All that can run here, the folder's own last. */
  readonly rules: readonly Rule[];
  /** The same, and none where Parapet is switched off. */
  readonly enabledRules: readonly Rule[];
  /** What is wrong in `.parapet.yaml` and the folder's rule files, by the URI of each. */
  readonly mistakes: ReadonlyMap<string, readonly Mistake[]>;
  excludes(uri: string): boolean;
  /** Whether a directory holds what nobody runs as it is. */
  isAside(directory: string): boolean;
}

/** What a folder's configuration is made of. */
interface ConfigSources {
  readonly settings: Settings;
  readonly text: string;
  /** Rule files by their URI. */
  readonly ruleFiles: ReadonlyMap<string, string | undefined>;
}

interface MadeConfig extends ConfigSources {
  readonly own: OwnRules;
  readonly folderConfig: FolderConfig;
}

/** Joins the editor's settings with `.parapet.yaml`, which speaks for the project and so has the last word. */
export class FolderConfigs {
  readonly #workspace: Workspace;
  readonly #rules: readonly Rule[];
  readonly #ask: (root: string) => Promise<Settings>;
  readonly #settings = new Map<string, Settings>();
  readonly #made = new Map<string, MadeConfig>();

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

  /** What holds in a directory; undefined while something of it is not loaded yet. */
  of(directory: string): FolderConfig | undefined {
    const root = this.rootOf(directory);
    const settings = this.#settings.get(root);
    const view = this.#workspace.view();
    const text = view.read(`${root}/${configName}`) ?? "";
    const ruleFiles = ruleFilesIn(view, root);
    if (!settings || !view.isWhole) return undefined;
    const made = this.#made.get(root);
    if (made && made.settings === settings && made.text === text && isSame(made.ruleFiles, ruleFiles))
      return made.folderConfig;
    const now = this.#make(root, { settings, text, ruleFiles }, made);
    this.#made.set(root, now);
    return now.folderConfig;
  }

  #make(root: string, sources: ConfigSources, before: MadeConfig | undefined): MadeConfig {
    const { settings, text, ruleFiles } = sources;
    const own =
      before && isSame(before.ruleFiles, ruleFiles) ? before.own : ownRules(ruleFiles, before?.own ?? noRules);
    // the same list as long as nothing is new in it, so that not every rule has to run again
    const rules =
      before?.own === own ? before.folderConfig.rules : own === noRules ? this.#rules : [...this.#rules, ...own.rules];
    const { config: written, problems } = parseConfig(text, rules);
    const merged = merge(settings.config, written);
    const config: Config = {
      ...merged,
      enable: merged.enable && settings.config.enable !== false,
      profile: merged.profile === "recommended" ? "hint" : merged.profile,
    };
    const folderConfig = {
      root,
      file: `${root}/${configName}`,
      run: settings.run,
      inlayHints: settings.inlayHints,
      config,
      rules,
      enabledRules: config.enable ? rules : [],
      mistakes: new Map([[`${root}/${configName}`, problems], ...own.mistakes]),
      excludes: (uri: string) => config.exclude.length > 0 && isExcluded(config, relative(root, uri)),
      isAside: (directory: string) => directory !== root && isAside(relative(root, directory)),
    };
    return { ...sources, own, folderConfig };
  }

  async load(directory: string): Promise<void> {
    const root = this.rootOf(directory);
    const view = this.#workspace.view();
    view.read(`${root}/${configName}`);
    ruleFilesIn(view, root);
    const [settings] = await Promise.all([
      this.#settings.get(root) ?? this.#ask(root),
      this.#workspace.load(view.missing),
    ]);
    this.#settings.set(root, settings);
  }

  /** The same as `of`, which is loaded before where it was not. */
  async loaded(directory: string): Promise<FolderConfig | undefined> {
    const known = this.of(directory);
    if (known) return known;
    await this.load(directory);
    return this.of(directory);
  }

  /** Every rule of every folder. */
  get rules(): readonly Rule[] {
    return [...this.#rules, ...[...this.#made.values()].flatMap(({ own }) => own.rules)];
  }

  /** The editor's settings have changed. */
  forget(): void {
    this.#settings.clear();
  }

  /** Word that a `.parapet.yaml` has changed comes late: who asks now goes by what the disk has now. */
  reread(): void {
    for (const folder of this.#workspace.folders) this.#workspace.forget(`${folder}/${configName}`);
  }

  /** What is wrong in a `.parapet.yaml` or rule file; undefined where a document is neither, or not loaded yet. */
  mistakesIn(uri: string): readonly Mistake[] | undefined {
    const folderConfig = this.of(configuredDirectory(uri));
    const key = this.#workspace.key(uri);
    for (const [file, mistakes] of folderConfig?.mistakes ?? []) if (this.#workspace.key(file) === key) return mistakes;
    return undefined;
  }
}

/** The directory that a configuration file speaks for: the one it lies in, or that of the folder with the rules. */
export const configuredDirectory = (uri: string): string => {
  const directory = parentOf(uri);
  return directory.endsWith(`/${ruleFolder}`) ? directory.slice(0, -ruleFolder.length - 1) : directory;
};

function ruleFilesIn(view: View, root: string): ReadonlyMap<string, string | undefined> {
  const directory = `${root}/${ruleFolder}`;
  return new Map(
    view
      .list(directory)
      .filter(isRuleFile)
      .slice(0, mostFiles + 1)
      .map((name) => [`${directory}/${name}`, view.read(`${directory}/${name}`)]),
  );
}

const isSame = (a: ConfigSources["ruleFiles"], b: ConfigSources["ruleFiles"]): boolean =>
  a.size === b.size && [...a].every(([uri, text]) => b.has(uri) && b.get(uri) === text);

const relative = (root: string, uri: string): string => decoded(uri.slice(root.length + 1));
