import type { CancellationToken, Range } from "vscode-languageserver";
import { severityOf } from "../../analysis/config/config.ts";
import type { Checked } from "../../analysis/run/check.ts";
import { shown } from "../../analysis/show/visible.ts";
import { deadSuppressions } from "../../analysis/suppress/edits.ts";
import { isExpired, type Suppression } from "../../analysis/suppress/suppressions.ts";
import { grouped } from "../../language/multimap.ts";
import { linesOf, toRange } from "../../language/syntax/lines.ts";
import type { ShownSuppression, SuppressionState } from "../../protocol/views.ts";
import type { FolderConfig, FolderConfigs } from "./folder-config.ts";
import { findingTold, type KeptFinding, keptFinding } from "./kept-finding.ts";
import type { Snapshots } from "./snapshot.ts";
import { Survey } from "./survey.ts";
import type { Watch } from "./watch.ts";
import type { Workspace } from "./workspace.ts";

/** A suppression as one root has it. */
interface KeptSuppression {
  /** The same in every root. */
  readonly key: string;
  readonly uri: string;
  readonly range: Range;
  readonly suppression: Pick<Suppression, "id" | "form" | "reason" | "until">;
  readonly isExpired: boolean;
  readonly fault: string | undefined;
  readonly hidden: readonly KeptFinding[];
}

/** All suppressions with what they hide, in whatever root they do so. */
export class SuppressionsView {
  readonly #workspace: Workspace;
  readonly #snapshots: Snapshots;
  readonly #today: () => string;
  readonly survey: Survey<{ readonly isFilled: boolean; readonly suppressions: readonly KeptSuppression[] }>;

  constructor(context: {
    readonly workspace: Workspace;
    readonly folderConfigs: FolderConfigs;
    readonly snapshots: Snapshots;
    readonly watch: Watch;
    readonly today: () => string;
    readonly failed: (directory: string, error: unknown) => void;
  }) {
    this.#workspace = context.workspace;
    this.#snapshots = context.snapshots;
    this.#today = context.today;
    this.survey = new Survey({
      ...context,
      roots: "once",
      lint: ({ config, rules }) => ({ config, rules: config.enable ? rules : [] }),
      look: (checked, folderConfig) => ({
        isFilled: checked.module.files.length > 0,
        suppressions: this.#look(checked, folderConfig),
      }),
    });
  }

  #look({ module, report }: Checked, folderConfig: FolderConfig): readonly KeptSuppression[] {
    const { rules, config, excludes } = folderConfig;
    const ran = rules.filter((rule) => severityOf(config, rule));
    const today = this.#today();
    const files = new Map(module.tree().flatMap((each) => each.files.map((file) => [file.uri, file])));
    const hidden = grouped(report.findings, ({ suppression }) => suppression);
    return [...report.comments].flatMap(([uri, suppressions]) => {
      const file = files.get(uri);
      if (!file || suppressions.length === 0 || excludes(uri)) return [];
      const faults = new Map(
        deadSuppressions(file, suppressions, { used: report.used, ran, rules, today }).map((dead) => [
          dead.suppression,
          dead.message,
        ]),
      );
      return suppressions.map((suppression): KeptSuppression => {
        const { id, form, reason, until, at } = suppression;
        return {
          key: `${uri} ${at.start} ${id}`,
          uri: this.#snapshots.source(uri)?.uri ?? uri,
          range: toRange(linesOf(file), at),
          suppression: { id, form, reason, until },
          isExpired: isExpired(suppression, today),
          fault: faults.get(suppression),
          hidden: (hidden.get(suppression) ?? []).map((finding) => keptFinding(this.#snapshots, finding)),
        };
      });
    });
  }

  async shown(token: CancellationToken): Promise<readonly ShownSuppression[] | null> {
    const byKey = new Map<string, [KeptSuppression, ...KeptSuppression[]]>();
    let isFilled = false;
    for (const folder of this.#workspace.folders)
      for (const root of await this.survey.of(folder, token)) {
        isFilled ||= root.isFilled;
        for (const each of root.suppressions) {
          const others = byKey.get(each.key);
          if (others) others.push(each);
          else byKey.set(each.key, [each]);
        }
      }
    return isFilled ? [...byKey.values()].map(told) : null;
  }
}

/** What hides something in one root is not dead. */
function told(all: readonly [KeptSuppression, ...KeptSuppression[]]): ShownSuppression {
  const [{ uri, range, suppression, isExpired, fault }] = all;
  const { id, form, reason, until } = suppression;
  const hidden = new Map(
    all.flatMap((each) => each.hidden).map((each) => [`${each.rule.id} ${each.uri} ${each.at.start}`, each]),
  );
  const isDead = all.every((each) => each.fault !== undefined);
  const state: SuppressionState = isExpired
    ? "expired"
    : isDead
      ? "dead"
      : reason === undefined
        ? "without-reason"
        : hidden.size > 0
          ? "holds"
          : "idle";
  return {
    uri,
    range,
    id: shown(id),
    form,
    state,
    ...(reason !== undefined && { reason: shown(reason) }),
    ...(until !== undefined && { until: shown(until) }),
    ...(isDead && fault !== undefined && { fault: shown(fault) }),
    hidden: [...hidden.values()].map(findingTold),
  };
}
