import type { Place } from "../../language/syntax/text.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import type { Suppression } from "../suppress/suppressions.ts";
import type { Finding } from "./finding.ts";

export interface Failure {
  readonly rule: Rule;
  readonly error: unknown;
}

/** What is said of `Report.exceeded`. */
export const tooMuch = "so much would have to be computed here that it is taken for unknown";

/** What running the rules over a module at one version gave. */
export class Report {
  /** By file, by place. What is said of a file that is as it was is the same list. */
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  /** What is decided in another file, by the file in which it is used. */
  readonly byUse: ReadonlyMap<string, readonly Finding[]>;
  /** The suppression comments of every file. */
  readonly comments: ReadonlyMap<string, readonly Suppression[]>;
  /** Rules that threw; each is named once and the others go on. */
  readonly failures: readonly Failure[];
  /** Where so much would have to be computed that it was left unknown; the first places. */
  readonly exceeded: readonly Place[];
  /** Whether that was so much in all that nothing more was computed. */
  readonly isExhausted: boolean;
  #findings: readonly Finding[] | undefined;

  constructor(parts: Pick<Report, "byFile" | "byUse" | "comments" | "failures" | "exceeded" | "isExhausted">) {
    this.byFile = parts.byFile;
    this.byUse = parts.byUse;
    this.comments = parts.comments;
    this.failures = parts.failures;
    this.exceeded = parts.exceeded;
    this.isExhausted = parts.isExhausted;
  }

  /** The same but for what is said of some files. */
  without(files: ReadonlySet<string>): Report {
    const others = (found: Report["byFile"]) => new Map([...found].filter(([uri]) => !files.has(uri)));
    return new Report({ ...this, byFile: others(this.byFile), byUse: others(this.byUse) });
  }

  /** In every file of the module and the modules it calls, suppressed ones included, in the order of files and places. */
  get findings(): readonly Finding[] {
    this.#findings ??= [...this.byFile].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, findings]) => findings);
    return this.#findings;
  }

  /** Every suppression comment of those files. */
  get suppressions(): readonly Suppression[] {
    return [...this.comments.values()].flat();
  }

  /** The suppressions that hid something. */
  get used(): ReadonlySet<Suppression> {
    return new Set(this.findings.flatMap(({ suppression }) => suppression ?? []));
  }
}
