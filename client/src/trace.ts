import type { LogOutputChannel, ViewColumn } from "vscode";

/** A channel that writes no text of a document: the trace of the protocol would hold every file that is opened, whole. */
export const discreet = (channel: LogOutputChannel): LogOutputChannel => ({
  name: channel.name,
  get logLevel() {
    return channel.logLevel;
  },
  onDidChangeLogLevel: channel.onDidChangeLogLevel,
  append: (text) => channel.append(withoutTexts(text)),
  appendLine: (text) => channel.appendLine(withoutTexts(text)),
  replace: (text) => channel.replace(withoutTexts(text)),
  trace: (message, ...others) => channel.trace(withoutTexts(message), ...others),
  debug: (message, ...others) => channel.debug(withoutTexts(message), ...others),
  info: (message, ...others) => channel.info(withoutTexts(message), ...others),
  warn: (message, ...others) => channel.warn(withoutTexts(message), ...others),
  error: (error, ...others) => channel.error(typeof error === "string" ? withoutTexts(error) : error, ...others),
  clear: () => channel.clear(),
  show: (first?: ViewColumn | boolean) => channel.show(first === true),
  hide: () => channel.hide(),
  dispose: () => channel.dispose(),
});

/** What the protocol calls the texts of documents and what is written into them; `Result:` is a file that was asked for. */
const opening = /"(?:text|newText|value|result)": ?"|^Result: "/gm;

/** A message with the length of each text in its place. */
export function withoutTexts(message: string): string {
  let told = "";
  let from = 0;
  opening.lastIndex = 0;
  while (opening.test(message)) {
    const start = opening.lastIndex;
    const end = endOfString(message, start);
    told += `${message.slice(from, start)}(${end - start} characters)`;
    from = end;
    opening.lastIndex = end;
  }
  return told + message.slice(from);
}

/** Where the quotation mark stands that ends a JSON string; the end of what was cut off before. */
function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (json[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at;
  }
  return json.length;
}
