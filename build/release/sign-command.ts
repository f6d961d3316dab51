import { join } from "node:path";
import { SIGNATURE_NAME } from "../../shared/release/file-name.ts";
import { askPassphrase } from "./ask-passphrase.ts";
import { createByteProgress } from "./byte-progress.ts";
import { commandSigner } from "./command-signer.ts";
import type { AddCommand } from "./commands.ts";
import { EXIT, ToldExit } from "./exit-codes.ts";
import { keyFault } from "./key-command.ts";
import { openKeyFile } from "./key-file.ts";
import { signFolder } from "./sign-folder.ts";
import type { ReleaseSigner } from "./signer.ts";
import type { Surroundings } from "./surroundings.ts";
import { testAuthority } from "./test-authority.ts";

type SignOptions = { readonly key?: string; readonly passphraseStdin?: true; readonly signer?: string; readonly publicKey?: string; readonly testAuthority?: true };

export const addSignCommand: AddCommand = (program, around, run) => {
  const { say } = around.words;
  program
    .command("sign")
    .description(say("sign.description"))
    .argument(`<${say("arg.folder")}>`)
    .option(`--key <${say("arg.file")}>`, say("option.key"))
    .option("--passphrase-stdin", say("option.passphraseStdin"))
    .option(`--signer <${say("arg.file")}>`, say("option.signer"))
    .option("--public-key <base64url>", say("option.publicKey"))
    .option("--test-authority", say("option.testAuthority"))
    .action((folder: string, options: SignOptions) => run(async () => {
      const signer = await chooseSigner(options, around);
      const progress = createByteProgress(around.stderr, around.words);
      const signed = await signFolder(folder, signer, around.nowMs(), progress.onBytes).catch((error: unknown) => {
        if (error instanceof Error && "syscall" in error && options.signer === undefined) throw error;
        throw new ToldExit(EXIT.key, say("sign.signerFailed", { program: options.signer ?? options.key ?? "", why: error instanceof Error ? error.message : String(error) }));
      });
      progress.end();
      if (!signed.ok) return around.refuse(signed.error);
      const path = join(folder, SIGNATURE_NAME);
      return around.answer(say("sign.done", { path, key: signer.keyId }), { path, key: signer.keyId, version: signed.value.version });
    }));
};

async function chooseSigner(options: SignOptions, around: Surroundings): Promise<ReleaseSigner> {
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
