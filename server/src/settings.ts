import { type Config, isLevel, profiles } from "../../analysis/config.ts";
import { frameworks } from "../../rules/kit/rule.ts";

/** The editor's settings under `parapet`, for one folder. */
export interface Settings {
  readonly run: "onType" | "onSave";
  /** Whether wildcards tell beside them what they take in. */
  readonly inlayHints: boolean;
  readonly config: Partial<Config>;
}

/** Reads what a client sent; what is missing or of the wrong kind is as if it were not set. */
export function settings(section: unknown): Settings {
  const { enable, run, profile, rules, frameworks: named, exclude, inlayHints } = isRecord(section) ? section : {};
  const known = profiles.find((one) => one === profile);
  const levels = Object.entries(isRecord(rules) ? rules : {}).flatMap(([id, level]) =>
    isLevel(level) ? [[id, level] as const] : [],
  );
  return {
    run: run === "onSave" ? run : "onType",
    inlayHints: inlayHints === true,
    config: {
      enable: enable !== false,
      ...(known && { profile: known }),
      rules: Object.fromEntries(levels),
      frameworks: Array.isArray(named) ? frameworks.filter((one) => named.includes(one)) : [],
      exclude: Array.isArray(exclude) ? exclude.filter((glob) => typeof glob === "string" && glob !== "") : [],
    },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
