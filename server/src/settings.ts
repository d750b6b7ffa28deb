import { type Config, isLevel, profiles } from "../../analysis/config/config.ts";
import { frameworkNamed } from "../../rules/kit/rule.ts";
import type { Limits } from "./document.ts";

/** The editor's settings under `parapet`, for one folder. */
export interface Settings {
  readonly run: "onType" | "onSave";
  /** Whether wildcards tell beside them what they take in. */
  readonly inlayHints: boolean;
  readonly limits: Limits;
  readonly config: Partial<Config>;
}

/** Reads what a client sent; what is missing or of the wrong kind is as if it were not set. */
export function settings(section: unknown): Settings {
  const sent = isRecord(section) ? section : {};
  const { enable, run, profile, rules, frameworks: named, exclude, inlayHints, maxSizeOnType, maxSizeOnSave } = sent;
  const known = profiles.find((one) => one === profile);
  const levels = Object.entries(isRecord(rules) ? rules : {}).flatMap(([id, level]) =>
    isLevel(level) ? [[id, level] as const] : [],
  );
  return {
    run: run === "onSave" ? run : "onType",
    inlayHints: inlayHints === true,
    limits: { typed: megabytes(maxSizeOnType, 2), saved: megabytes(maxSizeOnSave, 20) },
    config: {
      enable: enable !== false,
      ...(known && { profile: known }),
      rules: Object.fromEntries(levels),
      frameworks: Array.isArray(named) ? named.flatMap((one) => frameworkNamed(String(one)) ?? []) : [],
      exclude: Array.isArray(exclude) ? exclude.filter((glob) => typeof glob === "string" && glob !== "") : [],
    },
  };
}

/** A size in bytes from one in megabytes; longer strings than the largest there are not. */
const megabytes = (size: unknown, otherwise: number): number =>
  (typeof size === "number" && size > 0 ? Math.min(size, largestSize) : otherwise) * 1_000_000;

const largestSize = 500;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
