import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

type Environment = { readonly [name: string]: string | undefined };
export type TerminalInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** The first `count` lines of the input, without their ends; fewer when it ends before. */
export async function readLines(input: NodeJS.ReadableStream, count: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const reader = createInterface({ input });
  for await (const line of reader) {
    lines.push(line);
    if (lines.length === count) break;
  }
  reader.close();
  return lines;
}

export type PassphraseSource = { readonly fromStdin: boolean; readonly env: Environment; readonly input: TerminalInput; readonly prompt: string };

/**
 * The passphrase from where a script may leave one: the input (`--passphrase-stdin`), the first line of the file named by
 * GUICHET_PASSPHRASE_FILE, or a person at the terminal, unseen. Never an argument: command lines are public. Undefined: nowhere.
 */
export async function readPassphrase({ fromStdin, env, input, prompt }: PassphraseSource): Promise<string | undefined> {
  if (fromStdin) return (await readLines(input, 1))[0];
  const file = env["GUICHET_PASSPHRASE_FILE"];
  if (file !== undefined && file !== "") return readFileSync(file, "utf8").split(/\r?\n/)[0];
  return input.isTTY === true ? await askUnseen(input, prompt) : undefined;
}

function askUnseen(input: TerminalInput, prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const unseen = new Writable({ write: (_piece, _encoding, done) => done() });
  const reader = createInterface({ input, output: unseen, terminal: true });
  return new Promise((resolve) => {
    reader.question("", (answer) => {
      reader.close();
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}
