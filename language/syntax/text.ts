/** A half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A span in one file; the offsets count from the start of the file. A place in a model keeps up with its file, so that it says at any
 * time where it stands then; `fixed` holds on to where that is now. Declared as a class, because the compiler refuses to spread one.
 */
export declare abstract class Place implements Span {
  abstract get uri(): string;
  abstract get start(): number;
  abstract get end(): number;
}

/** What places count from, a chunk or a piece of a file: it moves when text above it comes or goes. */
export interface Anchor {
  readonly uri: string;
  readonly start: number;
}

/** A place that counts from an anchor. */
export class Anchored implements Place {
  readonly anchor: Anchor;
  readonly from: number;
  readonly to: number;

  constructor(anchor: Anchor, { start, end }: Span) {
    this.anchor = anchor;
    this.from = start;
    this.to = end;
  }

  get uri(): string {
    return this.anchor.uri;
  }

  get start(): number {
    return this.anchor.start + this.from;
  }

  get end(): number {
    return this.anchor.start + this.to;
  }
}

/** A place at which stands what is written elsewhere, as one of others: an element of a list that a name leads to. */
export class Handed extends Anchored {
  readonly origin: Place;

  constructor({ anchor, from, to }: Anchored, origin: Place) {
    super(anchor, { start: from, end: to });
    this.origin = origin;
  }
}

/** Another span of the same file, which keeps up with the text that `place` keeps up with. */
export const near = (place: Place, start: number, end: number): Place =>
  place instanceof Anchored
    ? new Anchored(place.anchor, { start: start - place.anchor.start, end: end - place.anchor.start })
    : { uri: place.uri, start, end };

/** Where a place stands now, whatever becomes of its file. */
export const fixed = ({ uri, start, end }: Place): Place => ({ uri, start, end });

/** Whether two places stand for the same in every version of a file, as far as its other parts change. */
export const isSamePlace = (a: Place, b: Place): boolean =>
  a === b ||
  (a instanceof Anchored && b instanceof Anchored
    ? a.anchor === b.anchor && a.from === b.from && a.to === b.to
    : !(a instanceof Anchored || b instanceof Anchored) && a.uri === b.uri && a.start === b.start && a.end === b.end);

/** Text to write in place of what stands at `at`. */
export interface Edit {
  readonly at: Place;
  readonly text: string;
  /** Spans of `text` that the author is expected to overtype, in the order in which they are visited. */
  readonly stops?: readonly TabStop[];
}

/** A span of what is written that the author is expected to overtype. */
export interface TabStop extends Span {
  /** What stands there holds as it is: it is a proposal, and nothing that only the author can tell. */
  readonly isProposal?: true;
  /** What stops of one fix have in common that are overtyped together: a name that stands in several places. */
  readonly shared?: string;
}

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const isSameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** True also where the two only touch, so that a cursor at either end of a word is on it. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Applies edits of one file that do not overlap; each counts in offsets of the text before. */
export function apply(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const { at, text: inserted } of [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)) {
    if (at.start < from) throw new RangeError(`edits overlap at ${at.start} in ${at.uri}`);
    result += text.slice(from, at.start) + inserted;
    from = at.end;
  }
  return result + text.slice(from);
}

/** Text that was put in place of what stood from `start` to `end` of the text before. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** More marks on one letter than any script has. */
const mostMarks = 200;

/** Terraform keeps every string in this form. */
export function normal(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x2ff) return isOverloaded(text) ? text : text.normalize("NFC");
  }
  return text;
}

/** Whether a letter carries so many combining marks that `normalize`, which sorts them, would take the square of their number. */
function isOverloaded(text: string): boolean {
  for (const [{ length }] of text.matchAll(/\p{M}+/gu)) if (length > mostMarks) return true;
  return false;
}

/**
 * A piece of a text that lets go of the rest: the engine keeps the whole for as long as it keeps a piece that was cut out, and so
 * what outlives a version must not be one.
 */
export const detached = (piece: string): string => ` ${piece}`.slice(1);
