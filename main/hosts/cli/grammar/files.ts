import { Option, type Command } from "commander";
import { FILE_FILTERS, FILE_SORTS } from "../../../../shared/bridge/file-views.ts";
import { PAPERS, REFUSAL_KINDS } from "../../../../shared/bridge/paper-views.ts";
import { type AbsenceOptions, endAbsence, setAbsence, showAbsences } from "../commands/absence.ts";
import { declare, declareAnswer, declareLayout } from "../commands/declare.ts";
import { evidence, type EvidenceOptions } from "../commands/evidence.ts";
import { exportFiles, type ExportOptions } from "../commands/export.ts";
import { importTable } from "../commands/import-table.ts";
import { inbox, inboxGiveUp, inboxLeft } from "../commands/inbox.ts";
import { list } from "../commands/list.ts";
import { paper, type PaperOptions } from "../commands/paper.ts";
import { movePortfolio, type PortfolioOptions, showPortfolio } from "../commands/portfolio.ts";
import { premiums, type PremiumOptions } from "../commands/premiums.ts";
import { record } from "../commands/record.ts";
import { show } from "../commands/show.ts";
import { submit } from "../commands/submit.ts";
import { formatOf } from "../write-new-file.ts";
import { toCount, toCountOrNone, type CommandSet } from "./command-set.ts";

/** What an advisor does with files of loans. */
export function addFileCommands({ command, say, given, ends, patience }: CommandSet): void {
  command("import", say("cli.import"))
    .argument(`<${say("arg.table")}>`, say("cli.tableFile"))
    .option(`--report <${say("arg.report")}>`, say("cli.importReport"))
    .option("--changed", say("cli.importChanged"))
    .action(async (file: string, { report, changed }: { report?: string; changed?: true }) => { ends(await importTable(given(), file, { report, changed: changed === true })); });
  command("export", say("cli.export"))
    .argument(`<${say("arg.table")}>`, say("cli.exportFile"))
    .addOption(new Option(`--format <${say("arg.format")}>`, say("cli.exportFormat")).choices(["csv", "xlsx"]))
    .addOption(new Option(`--filter <${say("arg.filter")}>`, say("cli.exportFilter")).choices(FILE_FILTERS).default("all"))
    .addOption(new Option(`--sort <${say("arg.sort")}>`, say("cli.exportSort")).choices(FILE_SORTS).default("recent"))
    .option(`--search <${say("arg.text")}>`, say("cli.search"), "")
    .action(async (file: string, { format, filter, sort, search }: Omit<ExportOptions, "format"> & { readonly format?: "csv" | "xlsx" }, self: Command) => {
      const chosen = format ?? formatOf(file);
      if (chosen === undefined) self.error(say("cli.exportWhat"));
      else ends(await exportFiles(given(), file, { format: chosen, filter, sort, search: search.slice(0, 200) }));
    });
  command("list", say("cli.list"))
    .option(`--search <${say("arg.text")}>`, say("cli.search"))
    .addOption(new Option(`--limit <${say("arg.count")}>`, say("cli.limit")).argParser(toCount).default(100))
    .action(async ({ search, limit }: { search?: string; limit: number }) => { ends(await list(given(), search ?? "", limit)); });
  command("show", say("cli.show")).argument(`<${say("arg.file")}>`, say("cli.named")).action(async (named: string) => { ends(await show(given(), named)); });
  command("paper", say("cli.paper"))
    .argument(`<${say("arg.file")}>`, say("cli.named"))
    .addOption(new Option(`--kind <${say("arg.kind")}>`, say("cli.paperKind")).choices(PAPERS).makeOptionMandatory())
    .requiredOption(`--out <${say("arg.pdf")}>`, say("cli.paperOut"))
    .addOption(new Option(`--refused <${say("arg.kind")}>`, say("cli.paperRefused")).choices(REFUSAL_KINDS))
    .option(`--reason <${say("arg.report")}>`, say("cli.paperReason"))
    .option(`--on <${say("arg.date")}>`, say("cli.paperOn"))
    .option(`--signatory <${say("arg.name")}>`, say("cli.paperSignatory"))
    .option(`--role <${say("arg.text")}>`, say("cli.paperRole"))
    .option(`--department <${say("arg.text")}>`, say("cli.paperDepartment"))
    .action(async (named: string, options: PaperOptions) => { ends(await paper(given(), named, options)); });
  command("evidence", say("cli.evidence"))
    .argument(`<${say("arg.file")}>`, say("cli.named"))
    .requiredOption(`-o, --out <${say("arg.zip")}>`, say("cli.evidenceOut"))
    .action(async (named: string, options: EvidenceOptions) => { ends(await evidence(given(), named, options)); });
  command("submit", say("cli.submit"))
    .argument(`[${say("arg.file")}]`, say("cli.named"))
    .option("--all-ready", say("cli.allReady"))
    .addOption(patience())
    .action(async (named: string | undefined, { allReady, timeout }: { allReady?: true; timeout: number }, self: Command) => {
      if ((named === undefined) === (allReady === undefined)) self.error(say("cli.submitWhat"));
      ends(await submit(given(), named, timeout * 1_000));
    });
  command("record", say("cli.record"))
    .argument(`<${say("arg.file")}>`, say("cli.named"))
    .argument(`[${say("arg.step")}]`, say("cli.recordStep"))
    .argument(`[${say("arg.facts")}...]`, say("cli.recordFacts"))
    .action(async (named: string, step: string | undefined, facts: readonly string[]) => { ends(await record(given(), named, step, facts)); });
  command("declare", say("cli.declare"))
    .argument(`[${say("arg.csv")}]`, say("cli.declareFile"))
    .option("--handed-over", say("cli.handedOver"))
    .option(`--answer <${say("arg.csv")}>`, say("cli.declareAnswer"))
    .option(`--layout <${say("arg.json")}>`, say("cli.declareLayout"))
    .action(async (file: string | undefined, { handedOver, answer, layout }: { handedOver?: true; answer?: string; layout?: string }, self: Command) => {
      if ([file, answer, layout].filter((one) => one !== undefined).length !== 1) self.error(say("cli.declareWhat"));
      else if (file !== undefined) ends(await declare(given(), file, handedOver === true));
      else if (answer !== undefined) ends(await declareAnswer(given(), answer));
      else if (layout !== undefined) ends(await declareLayout(given(), layout));
    });
  command("premiums", say("cli.premiums"))
    .argument(`<${say("arg.table")}>`, say("cli.exportFile"))
    .addOption(new Option(`--format <${say("arg.format")}>`, say("cli.exportFormat")).choices(["csv", "xlsx"]))
    .option(`--from <${say("arg.date")}>`, say("cli.premiumsFrom"))
    .option(`--until <${say("arg.date")}>`, say("cli.premiumsUntil"))
    .action(async (file: string, { format, from, until }: Partial<PremiumOptions>, self: Command) => {
      const chosen = format ?? formatOf(file);
      if (chosen === undefined) self.error(say("cli.exportWhat"));
      else ends(await premiums(given(), file, { format: chosen, from, until }));
    });
  command("inbox", say("cli.inbox"))
    .argument(`[${say("arg.action")}]`, say("cli.inboxDo"))
    .argument(`[${say("arg.id")}]`, say("cli.inboxFile"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.confirm"), toCount)
    .addOption(new Option(`--limit <${say("arg.count")}>`, say("cli.limit")).argParser(toCount).default(100))
    .action(async (action: string | undefined, file: string | undefined, { confirm, limit }: { confirm?: number; limit: number }, self: Command) => {
      if (action === undefined) ends(await inbox(given(), limit));
      else if (file === undefined || (action !== "left" && action !== "give-up")) self.error(say("cli.inboxWhat"));
      else ends(action === "left" ? await inboxLeft(given(), file) : await inboxGiveUp(given(), file, confirm));
    });
  command("absence", say("cli.absence"))
    .argument(`[${say("arg.action")}]`, say("cli.absenceAction"))
    .option(`--from <${say("arg.date")}>`, say("cli.absenceFrom"))
    .option(`--until <${say("arg.date")}>`, say("cli.absenceUntil"))
    .option(`--stand-in <${say("arg.name")}>`, say("cli.absenceStandIn"))
    .option(`--user <${say("arg.name")}>`, say("cli.absenceUser"))
    .action(async (action: string | undefined, options: AbsenceOptions, self: Command) => {
      if (action === undefined || action === "show") ends(await showAbsences(given()));
      else if (action === "set") ends(await setAbsence(given(), options));
      else if (action === "end") ends(await endAbsence(given(), options));
      else self.error(say("cli.absenceWhat"));
    });
  command("portfolio", say("cli.portfolio"))
    .argument(`<${say("arg.name")}>`, say("cli.portfolioOf"))
    .argument(`[${say("arg.name")}]`, say("cli.portfolioTo"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.portfolioConfirm"), toCountOrNone)
    .option(`--why <${say("arg.text")}>`, say("cli.portfolioWhy"))
    .action(async (from: string, to: string | undefined, options: PortfolioOptions) => { ends(to === undefined ? await showPortfolio(given(), from) : await movePortfolio(given(), from, to, options)); });
}
