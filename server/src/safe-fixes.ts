import { effort } from "../../analysis/fix/effort.ts";
import { fixAll } from "../../analysis/fix/fix.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { toRange } from "../../language/syntax/lines.ts";
import type { FixedPlace } from "../../protocol/views.ts";
import { allowances } from "./features/effort.ts";
import { keyInVersions } from "./features/fixes.ts";
import type { FolderConfigs } from "./folder-config.ts";
import type { Snapshots } from "./snapshot.ts";
import { Survey } from "./survey.ts";
import type { Watch } from "./watch.ts";
import type { Workspace } from "./workspace.ts";

/** Where something can be fixed without harm, root by root. */
export function safeFixes(context: {
  readonly workspace: Workspace;
  readonly folderConfigs: FolderConfigs;
  readonly snapshots: Snapshots;
  readonly watch: Watch;
  readonly today: () => string;
  readonly now: () => number;
  readonly failed: (directory: string, error: unknown) => void;
}): Survey<readonly FixedPlace[]> {
  const { snapshots, workspace, now } = context;
  return new Survey({
    ...context,
    roots: "tried",
    lint: ({ config, rules }) => ({ config, rules: config.enable ? rules : [] }),
    look(checked, { excludes }) {
      const writes = (uri: string): boolean => workspace.folderOf(uri) !== undefined && !excludes(uri);
      const only = ({ at, suppression, isHint }: Finding): boolean => !suppression && !isHint && writes(at.uri);
      const { proposals } = fixAll(checked, { only, writes, effort: effort(allowances.fixAll, now) });
      const mended = new Set(proposals.map(({ finding }) => keyInVersions(finding)));
      return checked.report.findings
        .filter((finding) => only(finding) && mended.has(keyInVersions(finding)))
        .flatMap(placed);
    },
  });

  function placed({ at, rule }: Finding): readonly FixedPlace[] {
    const source = snapshots.source(at.uri);
    if (!source) return [];
    return [{ uri: source.uri, rule: rule.id, ...toRange(source.lines, at).start }];
  }
}
