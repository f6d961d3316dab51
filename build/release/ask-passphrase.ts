import { readPassphrase } from "../../main/hosts/cli/secrets.ts";
import { EXIT, ToldExit } from "./exit-codes.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where a script may leave the passphrase of a key, or a person types it; never an argument. Throws ToldExit when there is none. */
export async function askPassphrase({ words, env, input }: Surroundings, fromStdin: boolean, twice: boolean): Promise<string> {
  const own = { GUICHET_PASSPHRASE_FILE: env["GUICHET_RELEASE_PASSPHRASE_FILE"] };
  const ask = (prompt: string): Promise<string | undefined> => readPassphrase({ fromStdin, env: own, input, prompt });
  const first = await ask(words.say("key.prompt"));
  if (first === undefined || first === "") throw new ToldExit(EXIT.key, words.say("key.noPassphrase"));
  const isTyped = !fromStdin && own.GUICHET_PASSPHRASE_FILE === undefined;
  if (twice && isTyped && (await ask(words.say("key.again"))) !== first) throw new ToldExit(EXIT.key, words.say("key.differ"));
  return first;
}
