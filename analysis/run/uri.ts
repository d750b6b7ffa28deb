import { URI } from "vscode-uri";

const spelled = new Map<string, string>();
const mostRemembered = 20_000;

/** One spelling for a URI, however the client or a path wrote it: `file:///C:/a b` is `file:///c%3A/a%20b`. */
export function canonical(uri: string): string {
  let known = spelled.get(uri);
  if (known === undefined) {
    known = spell(uri);
    if (spelled.size >= mostRemembered) spelled.clear();
    spelled.set(uri, known);
  }
  return known;
}

function spell(uri: string): string {
  try {
    return URI.parse(uri).toString().replace(/\/$/, "");
  } catch {
    return uri;
  }
}

/** The directory that a file or directory lies in, without a slash at the end. */
export const parentOf = (uri: string): string => uri.slice(0, uri.lastIndexOf("/"));

/** The last step of a path, as it is written in the URI. */
export const nameOf = (uri: string): string => uri.slice(uri.lastIndexOf("/") + 1);

/** The URI of an entry whose name comes from a file system, unencoded. */
export const child = (directory: string, name: string): string => canonical(`${directory}/${encodeURIComponent(name)}`);

/** Whether a URI is that directory or lies below it; both canonical. */
export const isInside = (directory: string, uri: string): boolean =>
  uri === directory || uri.startsWith(`${directory}/`);

/** A path or a name of a URI as people write it; as it is where its escapes are none. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Applies a relative path to a directory; it never climbs above the URI's root. */
export function resolve(directory: string, path: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][\w+.-]*:\/\/[^/]*)?(.*)$/i.exec(directory) ?? [];
  const steps = rest.split("/").slice(1);
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(encodeURIComponent(step.toWellFormed()).replaceAll("%40", "@"));
  }
  return `${scheme}/${steps.join("/")}`;
}
