import type { Files } from "../../analysis/run/project.ts";
import type { Report } from "../../analysis/run/report.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { actions } from "./fixture.ts";

/** Files as trees, by URI: each version of a module is one of these. */
export type Trees = ReadonlyMap<string, SourceFile>;

/** What a module is opened from, where its files are trees already. */
export function filesOfTrees(trees: Trees): Files {
  return {
    list: (at) =>
      [...trees.keys()].flatMap((uri) => {
        const slash = uri.lastIndexOf("/");
        return uri.slice(0, slash) === at ? [uri.slice(slash + 1)] : [];
      }),
    read: (uri) => trees.get(uri)?.text,
    parse: (uri) => trees.get(uri),
    actions: actions(),
  };
}

/** What of a report must be the same whether it was made anew or from an earlier one. */
export const comparable = ({ findings, suppressions, used, failures }: Report) => ({
  findings: findings.map(({ rule, severity, at, message, address, subject, secret, related, tag, suppression }) => ({
    rule: rule.id,
    severity,
    at: placed(at),
    message,
    address,
    subject: subject && `${subject.address} ${placed(subject.at)}`,
    secret: secret && placed(secret),
    related: related.map((other) => ({ at: placed(other.at), message: other.message })),
    tag,
    suppression,
  })),
  suppressions,
  used: [...used].map(({ comment, id }) => `${placed(comment)} ${id}`).sort(),
  failures: failures.map(({ rule }) => rule.id),
});

const placed = ({ uri, start, end }: { readonly uri: string; readonly start: number; readonly end: number }): string =>
  `${uri} ${start}–${end}`;
