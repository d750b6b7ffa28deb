import type { Place, Span } from "../../language/syntax/text.ts";
import type { Chunk, Comment, SourceFile } from "../../language/syntax/tree.ts";
import { blocksAround, type CommentSpans, commentSpans, itemUnder, type Suppression } from "./suppressions.ts";

/** A comment that says why something is as it is: who wrote it has decided, and a finding there is no news. */
export interface StatedReason {
  /** What it is said of. */
  readonly of: Span;
  /** Of a whole resource much can be said: which of it is meant, the comment's words tell. */
  readonly words: string | undefined;
}

/** That it was decided. */
const decided =
  /\b(?:on purpose|purpose(?:ly|fully)|intentional(?:ly)?|intended|deliberate(?:ly)?|by design|(?:accepted|acceptable|known|calculated) risk|risk (?:is )?accepted|(?:meant|supposed|needs?|has|have|must) (?:to )?be (?:public(?:ly)?|open|reachable|accessible|world[- ]readable)|happy (?:with|for)|(?:do not|don['’]t) care)\b/i;

/** What follows from something else: said of a setting, a statement or a nested block it tells why that is so, of a whole resource only what it is for. */
const reasoned =
  /\b(?:because|since|otherwise|unfortunately|so (?:this|that|it|the|only)\b|in (?:a |the )?private (?:subnet|vpc|network)s?|already (?:restricted|limited|protected|encrypted)|(?:protected|restricted|limited|guarded|controlled) (?:by|through|via)|(?<!(?:no|not|never|token|isn['’]t|if) )(?:needed|required|necessary) (?:by|for|to|as|so|in order|when)|this is (?:needed|required|necessary)|(?:it|this|that|which|\w+s) (?:needs?|requires?) (?!no\b)|can ?not|can['’]t|unable to|unsupported|(?:does|do)(?:n['’]t| not) (?:yet )?(?:support|allow|offer|have)|(?:is|are)(?:n['’]t| not) (?:yet )?(?:supported|possible|available)|only supports?|no (?:other )?way to|no resource[- ]level|to (?:improve|reduce|avoid|save|speed)|won['’]t work|would (?:break|fail))\b/i;

/** That it is not done yet. */
const unfinished = /\b(?:todo|fixme|xxx|hack|tbd|wip)\b|\?|for now|temporar|revisit/i;

/** That it is not as it should be, or only a piece of code or of another tool: no reason to keep it. */
const undecided =
  /at the moment|\bshould (?:be|not|only|probably|really)\b|\b(?:must|needs? to|has to|have to) be (?:changed|replaced|removed|fixed|rotated|moved|set|updated|restricted|limited)|\bremove\b|(?<!(?:already|is|are|can ?not|can['’]t|unable to|impossible to|no way to|(?:does|do)(?:n['’]t| not) (?:support|allow)) )(?:be )?(?:restrict|narrow|tighten|lock(?:ing)? (?:\w+ )?down)|insecure|unsafe|danger|vulnerab|(?:bad|poor) (?:practice|idea)|not recommended|never (?:use|do)|(?:do not|don['’]t) (?:use|do)|real[- ]world|\b(?:ideally|evaluate|investigate|review|check (?:if|whether))\b|(?:to|for) (?:test|demo|try)|example|(?:checkov|tfsec|trivy|kics|parapet|tflint|terrascan)[-:]|^[\W\d]*[\w."]+\s*=[^=>]/i;

/** The reasons that a file states: on a line or above it, and first in a nested block. */
export function reasons(file: SourceFile): readonly StatedReason[] {
  const comments = commentSpans(file);
  return file.chunks.flatMap((chunk) =>
    runs(file, chunk).flatMap((run) => {
      const text = file.text
        .slice(chunk.start + run.start, chunk.start + run.end)
        .replaceAll(/\s+(?:#+|\/\/+|\*)?\s*/g, " ");
      if (unfinished.test(text) || undecided.test(text)) return [];
      const isDecided = decided.test(text);
      if (!isDecided && !reasoned.test(text)) return [];
      return spoken(file, chunk, run, comments).flatMap((of): readonly StatedReason[] => {
        const isWhole = blocksAround(file, of.start)[0]?.start === of.start;
        return isDecided || !isWhole ? [{ of, words: isWhole ? text : undefined }] : [];
      });
    }),
  );
}

/** What a comment is about: what its line, or the next one, begins; the nested block in which it comes first. */
function spoken(file: SourceFile, chunk: Chunk, run: Span, comments: CommentSpans): readonly Span[] {
  const [start, end] = [chunk.start + run.start, chunk.start + run.end];
  const around = blocksAround(file, start);
  const inner = around.length > 1 ? around.at(-1) : undefined;
  if (inner && /^\{\s*$/.test(file.text.slice(inner.header, start))) return [inner];
  return itemUnder(file, start, end, comments);
}

/** Comments that are told line by line, as one; each line of code ends them. */
function runs(file: SourceFile, { start: base, tree: { comments } }: Chunk): readonly Span[] {
  const found: Span[] = [];
  let last: Comment | undefined;
  for (const comment of comments) {
    const { start, end } = comment;
    const between = last && file.text.slice(base + last.end, base + start);
    const previous = found.at(-1);
    const isNext =
      between !== undefined &&
      /^[ \t]*\r?\n?[ \t]*$/.test(between) &&
      !isBehindCode(file, base + (previous?.start ?? 0));
    if (previous && isNext) found[found.length - 1] = { start: previous.start, end };
    else found.push({ start, end });
    last = comment;
  }
  return found;
}

/** Who tells another tool for good why it is to be silent has decided, too: that tool's id and the words tell of what. */
export const excuses = (suppressions: readonly Suppression[]): readonly StatedReason[] =>
  suppressions.flatMap(({ form, id, until, reason = "", covers }) =>
    form === "parapet" || covers === "file" || until || !/\S\s+\S+\s+\S/.test(reason) || unfinished.test(reason)
      ? []
      : covers.map((of) => ({ of, words: `${id} ${reason}` })),
  );

const isBehindCode = ({ text }: SourceFile, start: number): boolean =>
  text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() !== "";

/** What findings are about, by the words that they and comments have for it, and by Checkov's ids, which have none. */
const topics: readonly RegExp[] = [
  /public|open|internet|world|any(?:one|body| address)|every(?:one|body| address)|anonymous|unauthenticated|reachable|accessible|CKV_AWS_(?:20|2[45]|5[3-7]|70|258|260)\b/i,
  /encrypt|plain ?text|\bkms\b/i,
  /\btls|\bssl|https?\b/i,
  /every (?:action|bucket|secret|parameter|key|role|resource)|any (?!address|(?:AWS )?account|repository|branch)\w|wildcard|\*|\ball\b|administrator|\badmin|CKV_AWS_(?:49|10[7-9]|11[01]|28[6-9]|290|35[56])\b/i,
  /imds|metadata/i,
  /rotat/i,
  /\blog(?:s|ged|ging)?\b/i,
];

/** Whether a reason is stated for what is said of one of several places. */
export const isReasoned = (
  reasons: ReadonlyMap<string, readonly StatedReason[]>,
  places: readonly Place[],
  message: string,
): boolean =>
  places.some(({ uri, start: at }) =>
    reasons
      .get(uri)
      ?.some(
        ({ of: { start, end }, words }) =>
          start <= at &&
          at < end &&
          (words === undefined || topics.some((topic) => topic.test(words) && topic.test(message))),
      ),
  );
