import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import { ruleOff } from "../../../analysis/config/rule-off.ts";
import { type Cause, membersOf } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { type SuppressionScope, suppressEdits } from "../../../analysis/suppress/edits.ts";
import { lines, toRange } from "../../../language/syntax/lines.ts";
import { contains, type Span } from "../../../language/syntax/text.ts";
import type { IgnoreOffer, IgnoreScope, Ignoring } from "../../../protocol/messages.ts";
import type { Abilities } from "../capabilities.ts";
import type { Snapshot } from "../snapshot.ts";
import { workspaceEdit } from "./edit.ts";
import { type ActionTask, changed } from "./tasks.ts";

/** What can be asked of whoever wants to ignore a finding. */
export function ignoreOffer(snapshot: Snapshot, finding: Cause<Finding>, rules: string): IgnoreOffer {
  const { uri, version } = snapshot.document;
  const { start, end } = around(finding);
  return {
    textDocument: { uri },
    version,
    rules,
    start,
    end,
    scopes: [...scopesOf(snapshot, finding, rules), "folder"],
  };
}

/** The nearest way to ignore a finding, for a client that asks nothing: a comment with a reason to overtype. */
export function plainIgnoring(
  snapshot: Snapshot,
  finding: Cause<Finding>,
  rule: string,
): { readonly title: string; readonly task: ActionTask } | undefined {
  const [scope] = scopesOf(snapshot, finding, rule);
  const { start, end } = around(finding);
  return (
    scope && {
      title: `Ignore ${rule} ${scope === "line" ? "on this line" : `in this ${scope}`}`,
      task: { do: "suppress", rule, start, end, scope: scopeOf(scope) },
    }
  );
}

type CommentScope = Exclude<IgnoreScope, "folder">;

const reaching: readonly SuppressionScope[] = ["line", "resource", "file"];

const scopeOf = (scope: CommentScope): SuppressionScope => (scope === "block" ? "line" : scope);

/** How far a comment can reach, the nearest first. */
function scopesOf({ file }: Snapshot, finding: Cause<Finding>, rules: string): readonly CommentScope[] {
  const { start, end } = around(finding);
  const edits = (scope: SuppressionScope) => suppressEdits(file, { start, end }, rules, scope);
  const [whole] = edits("resource");
  return reaching.flatMap((scope) => {
    const [edit] = edits(scope);
    // what takes in the whole resource is offered as that
    if (!edit || (scope === "line" && start !== finding.at.start && edit.at.start === whole?.at.start)) return [];
    return scope === "line" && start !== finding.at.start ? "block" : scope;
  });
}

/** What a comment must cover that hides a cause: its place, or the block or statement that all its places are in. */
function around(cause: Cause<Finding>): Span {
  const { at } = cause;
  const [whole, ...others] = cause.within;
  const members = membersOf(cause);
  const isSpread = members.some((member) => member.at.start !== at.start);
  const holdsAll = whole !== undefined && others.length === 0 && members.every((member) => contains(whole, member.at));
  return isSpread && holdsAll ? whole : at;
}

/** The edit that makes Parapet ignore a finding: a comment, or the rule switched off in the folder's settings. */
export function ignored(
  snapshot: Snapshot,
  { version, rules, start, end, scope, reason, until }: Ignoring,
  client: Abilities,
): WorkspaceEdit {
  if (snapshot.document.version !== version) throw changed("The document");
  if (scope === "folder") return switchedOff(snapshot, rules.split(", "), reason);
  const note = { reason, ...(until !== undefined && { until }) };
  const edits = suppressEdits(snapshot.file, { start, end }, rules, scopeOf(scope), note);
  return workspaceEdit(edits, snapshot, client);
}

function switchedOff(snapshot: Snapshot, rules: readonly string[], reason: string): WorkspaceEdit {
  const { file: uri } = snapshot.folderConfig;
  const source = snapshot.source(uri);
  const text = source?.text ?? "";
  const after = ruleOff(text, rules, reason);
  if (after === undefined)
    throw new ResponseError(LSPErrorCodes.RequestFailed, "Mend what is wrong in .parapet.yaml first.");
  const range = toRange(lines(text), { start: 0, end: text.length });
  const edit = {
    textDocument: { uri: source?.uri ?? uri, version: source?.version ?? null },
    edits: [{ range, newText: after }],
  };
  return { documentChanges: source ? [edit] : [{ kind: "create", uri, options: { ignoreIfExists: true } }, edit] };
}
