import type { Command } from "commander";
import type { ReleaseWords } from "../../shared/i18n/release-words.ts";
import { askPassphrase } from "./ask-passphrase.ts";
import { commandSigner } from "./command-signer.ts";
import { EXIT, ToldExit } from "./exit-codes.ts";
import { keyFault } from "./key-command.ts";
import { openKeyFile } from "./key-file.ts";
import type { ReleaseSigner } from "./signer.ts";
import type { Surroundings } from "./surroundings.ts";
import { testAuthority } from "./test-authority.ts";

/** Who signs: one of the three ways. */
export type SignerOptions = { readonly key?: string; readonly passphraseStdin?: true; readonly signer?: string; readonly publicKey?: string; readonly testAuthority?: true };

export const addSignerOptions = (command: Command, { say }: ReleaseWords): Command =>
  command
    .option(`--key <${say("arg.file")}>`, say("option.key"))
    .option("--passphrase-stdin", say("option.passphraseStdin"))
    .option(`--signer <${say("arg.file")}>`, say("option.signer"))
    .option("--public-key <base64url>", say("option.publicKey"))
    .option("--test-authority", say("option.testAuthority"));

/** Opens the one that was asked for; the test authority says aloud that it is. Throws ToldExit when none or several were, or the key does not open. */
export async function chooseSigner(options: SignerOptions, around: Surroundings): Promise<ReleaseSigner> {
  const { words, stderr } = around;
  if ([options.key, options.signer, options.testAuthority].filter((given) => given !== undefined).length !== 1) throw new ToldExit(EXIT.usage, words.say("sign.oneOf"));
  if (options.testAuthority === true) {
    stderr.write(`${words.say("sign.testAuthority")}\n`);
    return testAuthority();
  }
  if (options.key !== undefined) {
    const opened = openKeyFile(options.key, await askPassphrase(around, options.passphraseStdin === true, false));
    if (!opened.ok) throw keyFault(around, opened.error, options.key);
    return opened.value;
  }
  if (options.signer === undefined || options.publicKey === undefined || !/^[A-Za-z0-9_-]{43}$/.test(options.publicKey)) throw new ToldExit(EXIT.usage, words.say("sign.oneOf"));
  return commandSigner(options.signer, options.publicKey);
}
