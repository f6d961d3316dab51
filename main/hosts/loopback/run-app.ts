import { createInterface } from "node:readline";
import type { TerminalWords } from "../../../shared/i18n/terminal.ts";
import type { LoopbackApp, StartFault } from "./start-loopback.ts";

/** Shows a window, or tells an address; then an address a time Enter is pressed. Resolves when the input ends or the app does. */
export function offerAddresses(app: Pick<LoopbackApp, "issueAddress" | "show">, words: TerminalWords, tell: (line: string) => void, input: NodeJS.ReadableStream = process.stdin): () => void {
  const address = (): void => tell(words.say("app.address", { address: app.issueAddress() }));
  if (app.show()) tell(words.say("app.opened"));
  else address();
  tell(words.say("app.enter"));
  const lines = createInterface({ input });
  lines.on("line", address);
  return () => lines.close();
}

/** Why it did not start, in one sentence with what to do. */
export function sayStartFault(fault: StartFault, words: TerminalWords): string {
  switch (fault.type) {
    case "NoWindow": return words.say("app.noWindow", { folder: fault.folder });
    case "PortBusy": return words.say("app.portBusy", { port: fault.port });
    case "AlreadyOpen": return words.say("app.alreadyOpen");
    case "Coded": return words.error(fault.error);
  }
}

const SAME_WISH_MS = 2_000;

/**
 * Resolves at the first wish to stop. One wish may come twice (from the terminal, and from whoever started us); one that comes again
 * later means that closing takes too long: the process ends as it is, which loses nothing that was shown as saved.
 */
export function untilAskedToStop(onAsked: () => void = () => undefined): Promise<{ readonly kind: "signal" }> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (askedAt !== undefined && Date.now() - askedAt > SAME_WISH_MS) process.exit(130);
        if (askedAt !== undefined) return;
        askedAt = Date.now();
        onAsked();
        resolve({ kind: "signal" });
      });
    }
  });
}
