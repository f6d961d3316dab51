import { join } from "node:path";
import { SIGNATURE_NAME } from "../../shared/release/file-name.ts";
import { createByteProgress } from "./byte-progress.ts";
import { addSignerOptions, chooseSigner, type SignerOptions } from "./choose-signer.ts";
import type { AddCommand } from "./commands.ts";
import { EXIT, ToldExit } from "./exit-codes.ts";
import { signFolder } from "./sign-folder.ts";

export const addSignCommand: AddCommand = (program, around, run) => {
  const { say } = around.words;
  addSignerOptions(program.command("sign").description(say("sign.description")).argument(`<${say("arg.folder")}>`), around.words)
    .action((folder: string, options: SignerOptions) => run(async () => {
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
