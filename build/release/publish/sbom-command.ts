import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { publishWords } from "../../../shared/i18n/publish-words.ts";
import { findNpm } from "../../bootstrap/find-npm.mjs";
import type { AddCommand } from "../commands.ts";
import { EXIT, ToldExit } from "../exit-codes.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
/** The lock names some two thousand packages. */
const longestSbomBytes = 64 * 1024 ** 2;

/** `sbom FOLDER`: what a release is made of, from the lockfile alone, beside the packages and under the manifest that is made next. */
export const addSbomCommand: AddCommand = (program, around, run) => {
  const { say } = publishWords(around.words.language);
  program
    .command("sbom")
    .description(say("sbom.description"))
    .argument(`<${around.words.say("arg.folder")}>`)
    .action((folder: string) => run(async () => {
      const { command, args, shell } = findNpm();
      const asked = [...args, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
      const { stdout } = await promisify(execFile)(command, asked, { cwd: repository, shell, maxBuffer: longestSbomBytes }).catch((error: unknown) => {
        throw new ToldExit(EXIT.storage, say("sbom.failed", { why: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) }));
      });
      await mkdir(folder, { recursive: true });
      const path = join(folder, `guichet-${around.version}.cdx.json`);
      await writeFile(path, stdout);
      return around.answer(say("sbom.done", { path }), { path });
    }));
};
