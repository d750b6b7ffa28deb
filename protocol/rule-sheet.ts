import { RequestType } from "vscode-jsonrpc";
import type { Gravity } from "./views.ts";

/** A piece of code, and what it is to a reader. */
export type SheetPiece = readonly [kind: "plain" | "comment" | "keyword" | "name" | "number" | "text", text: string];

/** A line of the insecure and one of the secure form, side by side. */
export interface SheetLine {
  readonly isSame: boolean;
  readonly before?: readonly SheetPiece[];
  readonly after?: readonly SheetPiece[];
}

/** All that is known of a rule, for a client that draws its page itself. What stands between backticks is code. */
export interface RuleSheet {
  readonly id: string;
  readonly title: string;
  readonly severity: Gravity;
  /** Completes "depends on …". */
  readonly severityDependsOn?: string;
  readonly profile: "recommended" | "hint" | "all";
  readonly profileReason?: string;
  /** Completes "depends on …". */
  readonly profileDependsOn?: string;
  readonly why: string;
  readonly responsibility: "customer" | "shared";
  /** By service; each completes "You: …" and "AWS: …". */
  readonly sides: readonly { readonly service: string; readonly you: string; readonly aws: string }[];
  readonly responsibilityPage: string;
  readonly comparison: readonly SheetLine[];
  /** The first fix of the example, with its price; undefined where there is none. */
  readonly fix?: { readonly title: string; readonly price: string; readonly reason: string; readonly isSafe: boolean };
  readonly noFix?: string;
  readonly cost: { readonly tier: "free" | "basic" | "advanced"; readonly told: string; readonly growsWith?: string };
  readonly controls: readonly {
    readonly framework: string;
    readonly numbers: readonly { readonly number: string; readonly title?: string }[];
  }[];
  /** What other tools call it, by tool. */
  readonly aliases: readonly { readonly tool: string; readonly ids: readonly string[] }[];
  readonly references: readonly string[];
}

export const ruleSheet = new RequestType<{ readonly rule: string }, RuleSheet | null, void>("parapet/ruleSheet");
