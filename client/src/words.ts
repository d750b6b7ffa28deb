import type { Gravity } from "../../protocol/views.ts";

// What several views and pages say. Without VS Code, so that it can be tested without it.

/** VS Code's translations, or what stands in for them. */
export interface Words {
  t(message: string, ...args: readonly (string | number)[]): string;
}

export function gravityName(gravity: Gravity, l10n: Words): string {
  const names: Readonly<Record<Gravity, string>> = {
    critical: l10n.t("critical"),
    high: l10n.t("high"),
    medium: l10n.t("medium"),
    low: l10n.t("low"),
  };
  return names[gravity];
}

export const findingsCounted = (count: number, l10n: Words): string =>
  count === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", count);
