import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { MANIFEST_NAME } from "../../shared/release/file-name.ts";
import { releaseFault } from "../../shared/release/fault.ts";
import { channels, instantText, manifestText, MAX_LIFE_DAYS, type Channel } from "../../shared/release/manifest.ts";
import { isVersion, type Version } from "../../shared/release/version.ts";
import { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../shared/sync/protocol.ts";
import { createByteProgress } from "./byte-progress.ts";
import type { AddCommand } from "./commands.ts";
import { gatherPackages, makeManifest } from "./make-manifest.ts";

type MakeOptions = {
  readonly from?: string; readonly version?: string; readonly channel: Channel; readonly previous?: string; readonly minimum?: string; readonly minimumProtocol: number;
  readonly staging: number; readonly days: number; readonly notesFr?: string; readonly notesEn?: string;
};

export const addMakeCommand: AddCommand = (program, around, run) => {
  const { say } = around.words;
  program
    .command("make")
    .description(say("make.description"))
    .argument(`<${say("arg.folder")}>`)
    .option(`--from <${say("arg.folder")}>`, say("option.from"))
    .option("--version <X.Y.Z>", say("option.version"))
    .addOption(new Option("--channel <name>", say("option.channel")).choices(channels).default("stable"))
    .option("--previous <X.Y.Z>", say("option.previous"))
    .option("--minimum <X.Y.Z>", say("option.minimum"))
    .option("--minimum-protocol <n>", say("option.minimumProtocol"), toWhole(1, 1_000_000, around.words.reason(releaseFault("bad-shape", "minimumProtocol"))), MIN_PROTOCOL_VERSION)
    .option("--staging <n>", say("option.staging"), toWhole(0, 100, around.words.reason(releaseFault("bad-staging", "--staging"))), 100)
    .option("--days <n>", say("option.days"), toWhole(1, MAX_LIFE_DAYS, around.words.reason(releaseFault("bad-dates", "--days"))), 90)
    .option(`--notes-fr <${say("arg.file")}>`, say("option.notes"))
    .option(`--notes-en <${say("arg.file")}>`, say("option.notes"))
    .action((folder: string, options: MakeOptions) => run(async () => {
      const [version, previous] = [options.version ?? around.version, options.previous ?? null];
      const minimum = options.minimum ?? "0.0.0";
      if (!isVersion(version) || !isVersionOrNull(previous) || !isVersion(minimum)) return around.refuse([releaseFault("bad-version", [version, previous, minimum].find((one) => one !== null && !isVersion(one)) ?? "")]);
      const gathered = options.from === undefined ? undefined : await gatherPackages(options.from, folder);
      if (gathered?.ok === false) return around.refuse([gathered.error]);
      const now = around.nowMs();
      const progress = createByteProgress(around.stderr, around.words);
      const made = await makeManifest(folder, {
        version, previousVersion: previous, channel: options.channel, protocol: PROTOCOL_VERSION, minimumProtocol: options.minimumProtocol, minimumVersion: minimum, staging: options.staging,
        issuedAt: instantText(now), expiresAt: instantText(now + options.days * 86_400_000), notes: { fr: readNotes(options.notesFr), en: readNotes(options.notesEn) },
      }, progress.onBytes);
      progress.end();
      if (!made.ok) {
        if (made.error.reason === "missing-file") around.stderr.write(`${say("make.empty", { folder })}\n`);
        return around.refuse([made.error]);
      }
      for (const { name, target } of made.value.files) if (target === "other") around.stderr.write(`${say("make.unknown", { name })}\n`);
      const path = join(folder, MANIFEST_NAME);
      writeFileSync(path, manifestText(made.value));
      return around.answer(say("make.done", { path, folder, version, channel: options.channel, count: made.value.files.length }), made.value);
    }));
};

const isVersionOrNull = (text: string | null): text is Version | null => text === null || isVersion(text);
const readNotes = (path: string | undefined): string => (path === undefined ? "" : readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim());

/** Digits only: what is not a whole number in the range is a fault of the command, told at once. */
const toWhole = (least: number, most: number, why: string) => (text: string): number => {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(why);
};
