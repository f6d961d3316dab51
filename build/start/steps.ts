import type { TerminalText, TerminalWords } from "../../shared/i18n/terminal.ts";

type Holes = { readonly [hole: string]: string | number };
export type Steps = {
  readonly begin: (text: TerminalText) => void;
  readonly end: (text: TerminalText, holes?: Holes) => void;
  /** The step did not succeed: one sentence; answers the exit code 1. */
  readonly fail: (sentence: string) => 1;
};

/** What is being done, on one line that its end replaces; plain lines where the output is not a terminal. */
export function createSteps(words: TerminalWords, stream: NodeJS.WriteStream = process.stdout): Steps {
  let beganAt = 0;
  const clear = (): void => void (stream.isTTY && stream.write("\r\u001b[2K"));
  return {
    begin: (text) => {
      beganAt = Date.now();
      stream.write(`${words.say(text)}${stream.isTTY ? "" : "\n"}`);
    },
    end: (text, holes) => {
      clear();
      stream.write(`${words.say(text, holes)} (${((Date.now() - beganAt) / 1_000).toFixed(1)} s)\n`);
    },
    fail: (sentence) => {
      clear();
      process.stderr.write(`${sentence}\n`);
      return 1;
    },
  };
}
