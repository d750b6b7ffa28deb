import type { LogOutputChannel } from "vscode";
/** A channel that writes no text of a document: the trace of the protocol would hold every file that is opened, whole. */
export declare const discreet: (channel: LogOutputChannel) => LogOutputChannel;
/** A message with the length of each text in its place. */
export declare function withoutTexts(message: string): string;
