import type { CancellationToken, Range } from "vscode-languageserver";
import { severityOf } from "../../analysis/config/config.ts";
import type { Checked } from "../../analysis/run/check.ts";
import { shown } from "../../analysis/show/visible.ts";
import { deadSuppressions } from "../../analysis/suppress/edits.ts";
import { isExpired, type Suppression } from "../../analysis/suppress/suppressions.ts";
import { grouped } from "../../language/multimap.ts";
import { linesOf, toRange } from "../../language/syntax/lines.ts";
import type { ShownSuppression, SuppressionState } from "../../protocol/views.ts";
import type { FolderConfig } from "./folder-config.ts";
import { findingTold, type KeptFinding, keptFinding } from "./kept-finding.ts";
import type { Snapshots } from "./snapshot.ts";
import { Survey, type Surveying } from "./survey.ts";
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

interface KeptRoot {
  readonly isFilled: boolean;
  readonly suppressions: readonly KeptSuppression[];
}

/** All suppressions with what they hide, in whatever root they do so. */
export class SuppressionsView {
  readonly #workspace: Workspace;
  readonly #snapshots: Snapshots;
  readonly #today: () => string;
  readonly survey: Survey<KeptRoot>;

  constructor(context: Surveying) {
    this.#workspace = context.workspace;
    this.#snapshots = context.snapshots;
    this.#today = context.today;
    this.survey = new Survey({
      ...context,
      roots: "once",
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
    const roots: KeptRoot[] = [];
    for (const folder of this.#workspace.folders) roots.push(...(await this.survey.of(folder, token)));
    if (!roots.some(({ isFilled }) => isFilled)) return null;
    const all = roots.flatMap(({ suppressions }) => suppressions);
    return [...grouped(all, ({ key }) => key).values()].flatMap(([first, ...others]) =>
      first ? told(first, others) : [],
    );
  }
}

/** One suppression as all roots have it: what hides something in one of them is not dead. */
function told(first: KeptSuppression, others: readonly KeptSuppression[]): ShownSuppression {
  const all = [first, ...others];
  const { uri, range, suppression, fault } = first;
  const { id, form, reason, until } = suppression;
  const hidden = new Map(
    all.flatMap((each) => each.hidden).map((each) => [`${each.rule.id} ${each.uri} ${each.at.start}`, each]),
  );
  const isDead = all.every((each) => each.fault !== undefined);
  return {
    uri,
    range,
    id: shown(id),
    form,
    state: stateOf(first, isDead, hidden.size > 0),
    ...(reason !== undefined && { reason: shown(reason) }),
    ...(until !== undefined && { until: shown(until) }),
    ...(isDead && fault !== undefined && { fault: shown(fault) }),
    hidden: [...hidden.values()].map(findingTold),
  };
}

function stateOf(
  { isExpired, suppression }: KeptSuppression,
  isDead: boolean,
  hidesSomething: boolean,
): SuppressionState {
  if (isExpired) return "expired";
  if (isDead) return "dead";
  if (suppression.reason === undefined) return "without-reason";
  return hidesSomething ? "holds" : "idle";
}
