import { askPassphrase } from "./ask-passphrase.ts";
import type { AddCommand } from "./commands.ts";
import { EXIT, ToldExit } from "./exit-codes.ts";
import { createKeyFile, MIN_PASSPHRASE, type KeyFileFault } from "./key-file.ts";
import type { Surroundings } from "./surroundings.ts";

type KeyOptions = { readonly passphraseStdin?: true };

export const addKeyCommand: AddCommand = (program, around, run) => {
  const { say } = around.words;
  program
    .command("key")
    .description(say("key.description"))
    .argument(`<${say("arg.file")}>`)
    .option("--passphrase-stdin", say("option.passphraseStdin"))
    .action((path: string, options: KeyOptions) => run(async () => {
      const made = createKeyFile(path, await askPassphrase(around, options.passphraseStdin === true, true));
      if (!made.ok) throw keyFault(around, made.error, path);
      const { keyId: id, publicKey } = made.value;
      const line = `{ id: "${id}", publicKey: "${publicKey}", authority: "production", revoked: false },`;
      return around.answer(say("key.made", { id, path, line }), { key: id, publicKey, path });
    }));
};

export function keyFault({ words }: Surroundings, fault: KeyFileFault, path: string): ToldExit {
  const keys = { "in-repository": "key.inRepository", exists: "key.exists", weak: "key.weak", wrong: "key.wrong" } as const;
  return new ToldExit(EXIT.key, words.say(keys[fault], { path, length: MIN_PASSPHRASE }));
}
