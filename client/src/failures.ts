import { commands, l10n, window } from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from "vscode-languageclient";

const patience = { crashes: 4, within: 3 * 60_000 } as const;

/** Restarts a server that died, and tells the user once when it keeps dying. */
export function failures(): ErrorHandler {
  const crashes: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed(): CloseHandlerResult {
      const now = Date.now();
      crashes.push(now);
      while (crashes[0] !== undefined && now - crashes[0] > patience.within) crashes.shift();
      if (crashes.length <= patience.crashes) return { action: CloseAction.Restart, handled: true };
      crashes.length = 0;
      void report(l10n.t("Parapet's server keeps stopping and was not started again."));
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** Says what failed, with the two things a user can do about it. */
export async function report(message: string): Promise<void> {
  const restart = l10n.t("Restart Server");
  const showOutput = l10n.t("Show Output");
  const answer = await window.showErrorMessage(message, restart, showOutput);
  if (answer === restart) await commands.executeCommand("parapet.restartServer");
  if (answer === showOutput) await commands.executeCommand("parapet.showOutput");
}
