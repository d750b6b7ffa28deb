import type { Diagnostic } from "vscode";

/** Whether it is one of ours. */
export const isOurs = ({ source }: Diagnostic): boolean => source === "parapet";

/** The id of the rule that a diagnostic of ours is about; empty where it has none. */
export const ruleOf = ({ code }: Diagnostic): string => String(typeof code === "object" ? code.value : (code ?? ""));
