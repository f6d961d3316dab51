import { existsSync } from "node:fs";
import { Option, type Command } from "commander";
import { countFleet, EVERYTHING, FLEET_SHOWS, FLEET_SORTS, queryFleet, readFleet, type FleetQuery, type FleetTotals } from "../../../../shared/fleet/fleet.ts";
import { LOOK_REASONS } from "../../../../shared/fleet/judge-device.ts";
import type { TerminalWords } from "../../../../shared/i18n/terminal.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import type { DevicesAnswer } from "../../../../shared/sync/device-messages.ts";
import { fleetTable } from "../../../core/administer/fleet-table.ts";
import { writeCsv } from "../../../core/tables/write-csv.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { deviceLines } from "./device-lines.ts";

/** The filters and orders of the window, as options. */
export type FleetOptions = { readonly search?: string; readonly show?: FleetQuery["show"]; readonly branch?: string; readonly ofVersion?: string; readonly unseen?: number; readonly sort?: FleetQuery["sort"]; readonly csv?: string };

export const addFleetOptions = (command: Command, say: TerminalWords["say"], toCount: (text: string) => number): Command =>
  command
    .option(`--search <${say("arg.text")}>`, say("cli.fleetSearch"))
    .addOption(new Option(`--show <${say("arg.filter")}>`, say("cli.fleetShow")).choices(FLEET_SHOWS))
    .option(`--branch <${say("arg.name")}>`, say("cli.fleetBranch"))
    .option(`--of-version <${say("arg.text")}>`, say("cli.fleetVersion"))
    .addOption(new Option(`--unseen <${say("arg.count")}>`, say("cli.fleetUnseen")).argParser(toCount))
    .addOption(new Option(`--sort <${say("arg.sort")}>`, say("cli.fleetSort")).choices(FLEET_SORTS))
    .option(`--csv <${say("arg.table")}>`, say("cli.fleetCsv"));

/** What `devices` and `support devices` tell: totals of all, then those that were asked for; as a document, or as a table in a file. A file that is there is not overwritten, and then nothing is asked. */
export async function tellFleet(out: Output, options: FleetOptions, ask: () => Promise<Result<DevicesAnswer, CodedError>>): Promise<ExitCode> {
  const { csv } = options;
  if (csv !== undefined && existsSync(csv)) return tellFileFault(out, { key: "file.exists", holes: { file: csv } });
  const answer = await ask();
  if (!answer.ok) return out.failure(answer.error);
  const [now, words] = [Date.now(), allWords[out.words.language]];
  const lines = readFleet(answer.value.devices, now);
  const found = queryFleet(lines, queryOf(options), now);
  const totals = countFleet(lines);
  if (csv !== undefined) {
    const written = writeNewFile(csv, [await writeCsv(fleetTable(found, words))]);
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file: csv, rows: found.length, format: "csv" });
    out.line(out.words.say("export.written", { file: csv, rows: found.length }));
    return EXIT.done;
  }
  out.document({ ...answer.value, devices: found.map(({ device, why }) => ({ ...device, why })), totals });
  for (const line of totalLines(out, totals)) out.line(line);
  if (lines.length > 0 && found.length === 0) out.line(words.t("devices.none.match"));
  for (const line of found.flatMap(({ device, why }) => deviceLines(out, device, why))) out.line(line);
  return EXIT.done;
}

const queryOf = ({ search = "", show = "all", branch = "", ofVersion = "", unseen = 0, sort = "name" }: FleetOptions): FleetQuery => ({ ...EVERYTHING, search, show, branch, version: ofVersion, unseenDays: unseen, sort });

function totalLines(out: Output, totals: FleetTotals): readonly string[] {
  const { t, count, format } = allWords[out.words.language];
  if (totals.all === 0) return [t("devices.none.title")];
  const why = LOOK_REASONS.filter((reason) => totals.why[reason] > 0).map((reason) => `  ${count(`devices.why.${reason}`, totals.why[reason])}`);
  return [
    `${count("devices.fleet.all", totals.all)} · ${t("devices.fleet.working", { n: format.count(totals.working) })}`,
    ...(totals.look === 0 ? [t("devices.fleet.well")] : [count("devices.fleet.look", totals.look), ...why]), "",
  ];
}
