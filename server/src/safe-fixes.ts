import { effort } from "../../analysis/fix/effort.ts";
import { fixAll } from "../../analysis/fix/fix.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { toRange } from "../../language/syntax/lines.ts";
import type { FixedPlace } from "../../protocol/views.ts";
import { allowances } from "./features/effort.ts";
import { keyInVersions } from "./features/fixes.ts";
import { Survey, type Surveying } from "./survey.ts";

/** Where something can be fixed without harm, root by root. */
export function safeFixes(context: Surveying & { readonly now: () => number }): Survey<readonly FixedPlace[]> {
  const { snapshots, workspace, now } = context;
  return new Survey({
    ...context,
    roots: "tried",
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
