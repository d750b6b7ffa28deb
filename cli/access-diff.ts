import { type AccessChange, accessChanges, type ToldAccess } from "../analysis/access/diff.ts";
import { code, escaped } from "../analysis/show/markdown.ts";
import { visible, visibleJson } from "../analysis/show/visible.ts";
import { ownAccount } from "../language/access/plain.ts";
import { grouped } from "../language/multimap.ts";
import type { ActionData } from "../language/schema/actions.ts";
import { accessState } from "./access-state.ts";
import { type Exit, exit, type Io } from "./io.ts";

/** What makes `access diff` fail. */
export type AccessFailure = "new" | "public" | "admin" | "never";

export interface AccessDiffFlags {
  readonly base: string;
  readonly format: "pretty" | "markdown" | "json";
  readonly failOn: AccessFailure;
}

/** Tells whose access grew or shrank between two directories, and shows each by a request. */
export function diffAccess(directory: string, { base, format, failOn }: AccessDiffFlags, io: Io): Exit {
  const data = io.actions?.();
  const [before, after] = [accessState(base, io, data), accessState(directory, io, data)];
  if (!before || !after) return exit.failure;
  const changes = accessChanges(before, after, data);
  const texts = { pretty, markdown, json };
  io.stdout.write(texts[format](changes, data));
  return changes.some((change) => fails(change, failOn)) ? exit.findings : exit.clean;
}

const fails = ({ grew, isPublic, isAdmin }: AccessChange, failOn: AccessFailure): boolean =>
  ({ new: grew?.kind === "yes", public: isPublic === true, admin: isAdmin === true, never: false })[failOn];

/** How grave each kind of action is: the gravest first. */
const levels = ["Permissions management", "Write", "Read", "Tagging", "List"];

/** The actions that were gained or lost, by service, the gravest first: `iam:PassRole, s3 (12)`. */
function actionsOf(told: ToldAccess, data: ActionData | undefined): string {
  if (told.kind !== "yes") return "";
  if (told.actions.length === 0) return told.witness.action;
  const rank = (name: string) => levels.indexOf(data?.action(name)?.level ?? "List");
  const sorted = [...told.actions].sort((a, b) => rank(a) - rank(b));
  const byService = grouped(sorted, (name) => name.split(":")[0] ?? "");
  const parts = [...byService].map(([service, names]) =>
    names.length > mostNamed ? `${service} (${names.length} actions)` : names.join(", "),
  );
  const more = parts.length > mostServices ? `, and ${parts.length - mostServices} more services` : "";
  return parts.slice(0, mostServices).join(", ") + more;
}

const mostNamed = 4;
const mostServices = 8;

/** A change in words, one line each: what, and by which request that is seen. */
function* lines(change: AccessChange, data: ActionData | undefined): Iterable<string> {
  if (change.isAdmin) yield "can do everything now";
  if (change.isPublic) yield "strangers get in now";
  for (const [told, verb] of [
    [change.grew, "may now"],
    [change.shrank, "may no longer"],
  ] as const) {
    if (!told) continue;
    if (told.kind === "cannot tell") yield `${verb} perhaps do more than can be told: ${told.because.join("; ")}`;
    else {
      const { action, resource, who, context } = told.witness;
      const under = Object.entries(context).map(([key, values]) => quoted(`${key} = ${values.join(", ")}`));
      const by = who === "*" || who.startsWith(`arn:aws:iam::${ownAccount}:`) ? "" : ` by ${quoted(who)}`;
      yield `${verb}: ${actionsOf(told, data)}${told.assuming === undefined ? "" : `, if ${told.assuming}`}`;
      yield `for example ${quoted(action)} on ${quoted(resource)}${by}${under.length > 0 ? ` with ${under.join(" and ")}` : ""}`;
    }
  }
}

const quoted = (text: string): string => `\`${text.replaceAll("`", "'")}\``;

function pretty(changes: readonly AccessChange[], data: ActionData | undefined): string {
  if (changes.length === 0) return "These policies allow what they allowed before.\n";
  return changes
    .map((change) => [change.address, ...[...lines(change, data)].map((line) => `  ${line}`)].map(visible).join("\n"))
    .join("\n")
    .concat("\n");
}

function markdown(changes: readonly AccessChange[], data: ActionData | undefined): string {
  if (changes.length === 0) return "These policies allow what they allowed before.\n";
  const parts = changes.map((change) =>
    [`- ${code(change.address)}`, ...[...lines(change, data)].map((line) => `  - ${escaped(line)}`)].join("\n"),
  );
  const reference = data ? ` Actions as of ${data.date}.` : "";
  return `## Access\n\n${parts.join("\n")}\n\nThis is what these policies allow. Service control policies elsewhere, ACLs and grants are not in it.${reference}\n`;
}

const json = (changes: readonly AccessChange[]): string => `${visibleJson({ version: 1, changes }, 2)}\n`;
