/** Why a fix is not offered. */
export type Refusal =
  | { readonly why: "edits nothing" }
  | { readonly why: "edits overlap"; readonly uri: string }
  /** The file is not there, or belongs to a module that `terraform init` has fetched. */
  | { readonly why: "not ours to edit"; readonly uri: string }
  /** `line` counts from 1, in the text after the edits. */
  | { readonly why: "syntax error"; readonly uri: string; readonly line: number; readonly message: string }
  | { readonly why: "finding stays"; readonly rule: string; readonly address: string }
  | { readonly why: "new finding"; readonly rule: string; readonly address: string }
  | { readonly why: "rule fails"; readonly rule: string; readonly message: string }
  | Objection
  | Misdeclaration;

/** What the provider's schema has against what was written. */
export interface Objection {
  readonly why: "schema objects";
  readonly address: string;
  /** Completes "the provider's schema says that …". */
  readonly says: string;
}

/** A name that is declared more than once, used and declared nowhere, used without an index though there are several, required of callers that lack it, in a circle, or a variable that nothing uses any more. */
export interface Misdeclaration {
  readonly why:
    | "declared twice"
    | "declared nowhere"
    | "used as one"
    | "not handed in"
    | "needs itself"
    | "named twice"
    | "sensitive"
    | "used no more";
  readonly name: string;
}

/** A refusal in words: completes "no, because …". */
export function because(refusal: Refusal): string {
  switch (refusal.why) {
    case "edits nothing":
      return "its edits change nothing";
    case "edits overlap":
      return `two of its edits write in one place of ${nameOf(refusal.uri)}`;
    case "not ours to edit":
      return `it edits ${nameOf(refusal.uri)}, which is not there or belongs to an installed module`;
    case "syntax error":
      return `it breaks the syntax of ${nameOf(refusal.uri)}, then in line ${refusal.line}: ${refusal.message}`;
    case "finding stays":
      return `${refusal.rule} still finds something at ${refusal.address}`;
    case "new finding":
      return `it brings a new finding of ${refusal.rule} at ${refusal.address}`;
    case "rule fails":
      return `${refusal.rule} fails on what it writes (${refusal.message})`;
    case "schema objects":
      return `of ${refusal.address}, the provider's schema says that ${refusal.says}`;
    case "declared twice":
      return `it declares ${refusal.name} a second time`;
    case "declared nowhere":
      return `it leaves ${refusal.name} used and declared nowhere`;
    case "used as one":
      return `it uses ${refusal.name} without an index, of which there may be several`;
    case "not handed in":
      return `it makes ${refusal.name} required, which a call does not hand in`;
    case "sensitive":
      return `it makes ${refusal.name} show a sensitive value, which Terraform refuses`;
    case "named twice":
      return `it makes two of the name ${refusal.name}, of which AWS takes one`;
    case "needs itself":
      return `it makes ${refusal.name} need itself`;
    case "used no more":
      return `it leaves ${refusal.name} without effect, by which others choose`;
  }
}

const nameOf = (uri: string): string => uri.slice(uri.lastIndexOf("/") + 1);
