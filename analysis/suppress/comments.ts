import type { Span } from "../../language/syntax/text.ts";

/** Whose way of writing a suppression. */
export type CommentStyle = "parapet" | "checkov" | "tfsec" | "trivy" | "kics";

/**
 * How far a comment reaches. `item`: the line it is on or above, with the whole of the block or value that begins there.
 * `item-and-headers`: also what is said about the blocks around as a whole. `resource`: the outermost block.
 */
type SuppressionReach = "item" | "item-and-headers" | "resource" | "file";

/** One rule that a comment names. */
export interface SuppressionDirective {
  readonly form: CommentStyle;
  readonly reach: SuppressionReach;
  /** A rule's id, an alias, or a pattern with `*`; empty where the comment names none. */
  readonly id: string;
  /** Where the id stands in the comment. */
  readonly span: Span;
  /** The last day on which it holds, as it is written. */
  readonly until: string | undefined;
  readonly reason: string | undefined;
  /** What attributes of the item must say for it to hold, by path. */
  readonly where?: ReadonlyMap<string, string>;
}

/** Reads what a comment, given with its `#`, `//` or `/*`, says to be ignored. */
export function* directives(comment: string): Iterable<SuppressionDirective> {
  if (!/ignore|skip|disable/i.test(comment)) return;
  yield* ours(comment);
  yield* checkovs(comment);
  yield* aquas(comment);
  yield* kics(comment);
}

/** `# parapet:ignore aws-s3-bucket-public, aws-s3-* until=2027-01-31 -- why`, and the same with `ignore-file`. */
function* ours(comment: string): Iterable<SuppressionDirective> {
  const start = /^(?:#+|\/\/+|\/\*+)\s*parapet:ignore(-file)?(?![\w-])[ \t]*/.exec(comment);
  if (!start) return;
  const [opening, file] = start;
  const text = comment.slice(opening.length).replace(/\*\/$/, "").trimEnd();
  const [, reason] = /(?:^|\s)--(?=\s|$)([\s\S]*)/.exec(text) ?? [];
  const [, until] = /(?:^|\s)until=(\S*)/.exec(text) ?? [];
  const common = {
    form: "parapet",
    reach: file === undefined ? "item" : "file",
    until,
    reason: reason?.trim() || undefined,
  } as const;
  const [list = ""] = /^(?!until=|--)[\w.*-]+(?:\s*,\s*[\w.*-]+)*/.exec(text) ?? [];
  for (const { 0: id, index } of list.matchAll(/[^\s,]+/g))
    yield { ...common, id, span: spanFrom(opening.length + index, id) };
  if (list === "") yield { ...common, id: "", span: { start: 0, end: comment.length } };
}

/** `#checkov:skip=CKV_AWS_20:reason`, inside the resource or above it. */
function* checkovs(comment: string): Iterable<SuppressionDirective> {
  for (const { 0: opening, 1: list = "", index: start } of comment.matchAll(
    /(?:checkov|bridgecrew|cortex):skip=\s*(?=(\w+(?:,\w+)*))/gi,
  )) {
    const end = start + opening.length + list.length;
    const line = comment.indexOf("\n", end);
    const reason = comment[end] === ":" ? comment.slice(end + 1, line < 0 ? undefined : line) : undefined;
    for (const { 0: id, index } of list.matchAll(/\w+/g))
      yield {
        form: "checkov",
        reach: "resource",
        id,
        span: spanFrom(start + opening.length + index, id),
        until: undefined,
        reason: reason?.trim() || undefined,
      };
  }
}

/** `#tfsec:ignore:aws-s3-enable-versioning:exp:2027-01-31`, `#trivy:ignore:AVD-AWS-0089 why`; several may stand in a comment. */
function* aquas(comment: string): Iterable<SuppressionDirective> {
  const pattern = /(tfsec|trivy):ignore:([\w.*-]+)(\[[^\]]*\])?((?::\w+:[\w.-]+)*)/gi;
  for (const { 0: all, 1: tool = "", 2: id = "", 3: parameters, 4: options = "", index } of comment.matchAll(pattern)) {
    // Whether a workspace is meant that is not this one cannot be seen here.
    if (/:(?:ws|workspace):/i.test(options)) continue;
    const [, until] = /:exp:([\w.-]+)/i.exec(options) ?? [];
    const [, reason] =
      /^[ \t:,;-]*(.*?)[ \t]*(?:\*\/|$|(?:tfsec|trivy):)/im.exec(comment.slice(index + all.length)) ?? [];
    yield {
      form: tool.toLowerCase() === "tfsec" ? "tfsec" : "trivy",
      reach: "item-and-headers",
      id,
      span: spanFrom(index + `${tool}:ignore:`.length, id),
      until,
      reason: reason || undefined,
      ...(parameters !== undefined && { where: asked(parameters) }),
    };
  }
}

/** `[from_port=22,protocol=tcp]` */
const asked = (parameters: string): ReadonlyMap<string, string> =>
  new Map(
    parameters
      .slice(1, -1)
      .split(",")
      .map((parameter) => {
        const [path = "", ...value] = parameter.split("=");
        return [path.trim(), value.join("=").trim()] as const;
      }),
  );

/** `# kics-scan ignore-line`, `ignore-block`, `ignore` (the file), `disable=<query>,<query>` (in the file). */
function* kics(comment: string): Iterable<SuppressionDirective> {
  const found = /kics-scan\s+(?:(ignore(?:-line|-block)?)(?![\w-])|disable=([\w,-]+))/i.exec(comment);
  if (!found) return;
  const [all, command, ids = ""] = found;
  const common = { form: "kics", span: spanFrom(found.index, all), until: undefined, reason: undefined } as const;
  if (command !== undefined) yield { ...common, reach: command.toLowerCase() === "ignore" ? "file" : "item", id: "*" };
  for (const id of ids.split(",")) if (id !== "") yield { ...common, reach: "file", id };
}

const spanFrom = (start: number, text: string): Span => ({ start, end: start + text.length });
