import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { terminalLanguage, terminalWords } from "../../../shared/i18n/terminal.ts";
import { FILE_FILTERS, FILE_SORTS } from "../../../shared/bridge/file-views.ts";
import { chooseServerUrl } from "../../core/control/choose-data-dir.ts";
import { defaultDataDir, demonstrationHome } from "../../core/port/data-dir.ts";
import { DEFAULT_SERVER_URL, readServerUrl } from "../../core/port/server-url.ts";
import { type AbsenceOptions, endAbsence, setAbsence, showAbsences } from "./commands/absence.ts";
import { assess } from "./commands/assess.ts";
import { carryIn, carryOut } from "./commands/carry.ts";
import { check } from "./commands/check.ts";
import type { Surroundings } from "./commands/command.ts";
import { declare, declareAnswer, declareLayout } from "./commands/declare.ts";
import { evidence, type EvidenceOptions } from "./commands/evidence.ts";
import { exportFiles, type ExportOptions } from "./commands/export.ts";
import { importTable } from "./commands/import-table.ts";
import { inbox, inboxGiveUp, inboxLeft } from "./commands/inbox.ts";
import { init } from "./commands/init.ts";
import { list } from "./commands/list.ts";
import { paper, type PaperOptions } from "./commands/paper.ts";
import { movePortfolio, type PortfolioOptions, showPortfolio } from "./commands/portfolio.ts";
import { premiums, type PremiumOptions } from "./commands/premiums.ts";
import { PAPERS, REFUSAL_KINDS } from "../../../shared/bridge/paper-views.ts";
import { ERASE_MODES, type EraseMode } from "../../../shared/sync/device-messages.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { holdFile } from "./commands/hold.ts";
import { HOLD_REASONS, type HoldReason } from "../../../shared/retention/hold-reasons.ts";
import { actOnDevice, DEVICE_ACTIONS, listDevices } from "./commands/devices.ts";
import { DIAGNOSTIC_ACTIONS, diagnoseDevice, ownDiagnostic } from "./commands/diagnostic.ts";
import { MOST_REASON } from "../../../shared/sync/device-states.ts";
import { addFleetOptions, type FleetOptions } from "./commands/fleet.ts";
import { confirmPolicy, proposePolicy, showPolicy, withdrawPolicy, type PolicyOptions } from "./commands/policy.ts";
import { addBranch, confirmPerson, decidePerson, exportPeople, showPeople, withdrawPerson, type PeopleOptions } from "./commands/people.ts";
import { BANK_ROLES } from "../../../shared/access/roles.ts";
import { proposeReleases, showReleases, type ReleaseOptions } from "./commands/releases.ts";
import { UNLOCK_WAYS } from "../../../shared/policy/bank-policy.ts";
import { decideQuarantine, listQuarantine, showQuarantine } from "./commands/quarantine.ts";
import { record } from "./commands/record.ts";
import { recover, type RecoverOptions } from "./commands/recover.ts";
import { makeRecoveryKey, publishRecoveryKey, showRecoveryKey, withdrawRecoveryKey } from "./commands/recovery-key.ts";
import { endRecovery, showRecovery, writeRecovery } from "./commands/recovery.ts";
import { show } from "./commands/show.ts";
import { signOut } from "./commands/sign-out.ts";
import { status } from "./commands/status.ts";
import { submit } from "./commands/submit.ts";
import { sync } from "./commands/sync.ts";
import { token } from "./commands/token.ts";
import { verify } from "./commands/verify.ts";
import { readWeather, weather } from "./commands/weather.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { CorePlace } from "./open-desk.ts";
import { addAuditorCommands } from "./auditor-commands.ts";
import { createOutput, type Output, type Sink } from "./output.ts";
import { fileFaultOf, fileFaultText } from "./read-text-file.ts";
import { readLines, readPassphrase, type TerminalInput } from "./secrets.ts";
import { formatOf } from "./write-new-file.ts";
import { helpTitle, optionText, usageFault } from "./usage.ts";

export type Terminal = {
  readonly env: { readonly [name: string]: string | undefined };
  readonly input: TerminalInput;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly version: string;
  /** For tests: another core. */
  readonly createCore?: CorePlace["createCore"] | undefined;
};

type GlobalOptions = {
  readonly data?: string;
  readonly server?: string;
  readonly json?: true;
  readonly lang: "fr" | "en";
  readonly profile?: string;
  readonly passphraseStdin?: true;
};

/** Runs one command line; answers its exit code. Nothing is thrown for what a person may type. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const { say } = terminalWords(readLanguage(argv, terminal.env));
  const program = new Command("guichet")
    .usage(`[options] [${say("arg.command")}]`)
    .description(say("cli.description"))
    .version(terminal.version, "-V, --version", say("cli.version"))
    .helpOption("-h, --help", say("cli.help"))
    .option(`--data <${say("arg.folder")}>`, say("cli.data", { folder: defaultDataDir(process.platform, terminal.env) }))
    .addOption(new Option(`--server <${say("arg.address")}>`, say("cli.server", { address: DEFAULT_SERVER_URL })).argParser(toServerUrl))
    .option("--json", say("cli.json"))
    .addOption(new Option(`--lang <${say("arg.language")}>`, say("cli.lang")).choices(["fr", "en"]).default(terminalLanguage(terminal.env)))
    .option(`--profile <${say("arg.name")}>`, say("cli.profile"))
    .option("--passphrase-stdin", say("cli.passphraseStdin"))
    .addHelpText("after", `\n${say("cli.exitCodes")}`)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitle(title, say), optionDescription: (option) => optionText(option, say), showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: (text) => void terminal.stderr.write(text), outputError: () => undefined });

  const outOf = (options: GlobalOptions): Output => createOutput(options.json === true, terminalWords(options.lang), terminal.stdout, terminal.stderr);
  const given = (): Surroundings => {
    const options = program.opts<GlobalOptions>();
    const out = outOf(options);
    return {
      out,
      profile: options.profile,
      place: { version: terminal.version, dataDir: options.data, serverUrl: options.server, createCore: terminal.createCore },
      passphrase: () => passphraseOf(options, out, terminal),
    };
  };
  const hasPassphrase = (): boolean => program.opts<GlobalOptions>().passphraseStdin === true || Boolean(terminal.env["GUICHET_PASSPHRASE_FILE"]);
  /** Nobody sees what is typed: a new passphrase is asked for twice. */
  const isTyped = (): boolean => !hasPassphrase() && terminal.input.isTTY === true;
  const command = (name: string, description: string): Command => program.command(name).description(description).exitOverride();
  const patience = (): Option => new Option(`--timeout <${say("arg.seconds")}>`, say("cli.timeout")).argParser(toCount).default(600);

  command("init", say("cli.init"))
    .requiredOption(`--user <${say("arg.name")}>`, say("cli.user"))
    .requiredOption("--secrets-stdin", say("cli.secretsStdin"))
    .action(async ({ user }: { user: string }) => { code = await init(given(), user, await readLines(terminal.input, 2)); });
  command("import", say("cli.import"))
    .argument(`<${say("arg.table")}>`, say("cli.tableFile"))
    .option(`--report <${say("arg.report")}>`, say("cli.importReport"))
    .option("--changed", say("cli.importChanged"))
    .action(async (file: string, { report, changed }: { report?: string; changed?: true }) => { code = await importTable(given(), file, { report, changed: changed === true }); });
  command("export", say("cli.export"))
    .argument(`<${say("arg.table")}>`, say("cli.exportFile"))
    .addOption(new Option(`--format <${say("arg.format")}>`, say("cli.exportFormat")).choices(["csv", "xlsx"]))
    .addOption(new Option(`--filter <${say("arg.filter")}>`, say("cli.exportFilter")).choices(FILE_FILTERS).default("all"))
    .addOption(new Option(`--sort <${say("arg.sort")}>`, say("cli.exportSort")).choices(FILE_SORTS).default("recent"))
    .option(`--search <${say("arg.text")}>`, say("cli.search"), "")
    .action(async (file: string, { format, filter, sort, search }: Omit<ExportOptions, "format"> & { readonly format?: "csv" | "xlsx" }, self: Command) => {
      const chosen = format ?? formatOf(file);
      if (chosen === undefined) self.error(say("cli.exportWhat"));
      else code = await exportFiles(given(), file, { format: chosen, filter, sort, search: search.slice(0, 200) });
    });
  command("list", say("cli.list"))
    .option(`--search <${say("arg.text")}>`, say("cli.search"))
    .addOption(new Option(`--limit <${say("arg.count")}>`, say("cli.limit")).argParser(toCount).default(100))
    .action(async ({ search, limit }: { search?: string; limit: number }) => { code = await list(given(), search ?? "", limit); });
  command("show", say("cli.show")).argument(`<${say("arg.file")}>`, say("cli.named")).action(async (named: string) => { code = await show(given(), named); });
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
    .action(async (named: string, options: PaperOptions) => { code = await paper(given(), named, options); });
  command("evidence", say("cli.evidence"))
    .argument(`<${say("arg.file")}>`, say("cli.named"))
    .requiredOption(`-o, --out <${say("arg.zip")}>`, say("cli.evidenceOut"))
    .action(async (named: string, options: EvidenceOptions) => { code = await evidence(given(), named, options); });
  command("submit", say("cli.submit"))
    .argument(`[${say("arg.file")}]`, say("cli.named"))
    .option("--all-ready", say("cli.allReady"))
    .addOption(patience())
    .action(async (named: string | undefined, { allReady, timeout }: { allReady?: true; timeout: number }, self: Command) => {
      if ((named === undefined) === (allReady === undefined)) self.error(say("cli.submitWhat"));
      code = await submit(given(), named, timeout * 1_000);
    });
  command("record", say("cli.record"))
    .argument(`<${say("arg.file")}>`, say("cli.named"))
    .argument(`[${say("arg.step")}]`, say("cli.recordStep"))
    .argument(`[${say("arg.facts")}...]`, say("cli.recordFacts"))
    .action(async (named: string, step: string | undefined, facts: readonly string[]) => { code = await record(given(), named, step, facts); });
  command("declare", say("cli.declare"))
    .argument(`[${say("arg.csv")}]`, say("cli.declareFile"))
    .option("--handed-over", say("cli.handedOver"))
    .option(`--answer <${say("arg.csv")}>`, say("cli.declareAnswer"))
    .option(`--layout <${say("arg.json")}>`, say("cli.declareLayout"))
    .action(async (file: string | undefined, { handedOver, answer, layout }: { handedOver?: true; answer?: string; layout?: string }, self: Command) => {
      if ([file, answer, layout].filter((one) => one !== undefined).length !== 1) self.error(say("cli.declareWhat"));
      else if (file !== undefined) code = await declare(given(), file, handedOver === true);
      else if (answer !== undefined) code = await declareAnswer(given(), answer);
      else if (layout !== undefined) code = await declareLayout(given(), layout);
    });
  command("premiums", say("cli.premiums"))
    .argument(`<${say("arg.table")}>`, say("cli.exportFile"))
    .addOption(new Option(`--format <${say("arg.format")}>`, say("cli.exportFormat")).choices(["csv", "xlsx"]))
    .option(`--from <${say("arg.date")}>`, say("cli.premiumsFrom"))
    .option(`--until <${say("arg.date")}>`, say("cli.premiumsUntil"))
    .action(async (file: string, { format, from, until }: Partial<PremiumOptions>, self: Command) => {
      const chosen = format ?? formatOf(file);
      if (chosen === undefined) self.error(say("cli.exportWhat"));
      else code = await premiums(given(), file, { format: chosen, from, until });
    });
  command("sync", say("cli.sync"))
    .option("--reissue", say("cli.reissue"))
    .addOption(patience())
    .action(async ({ timeout, reissue }: { timeout: number; reissue?: true }) => { code = await sync(given(), timeout * 1_000, reissue === true); });
  command("status", say("cli.status")).action(async () => { code = await status(given(), hasPassphrase()); });
  command("sign-out", say("cli.signOut")).action(async () => { code = await signOut(given()); });
  command("inbox", say("cli.inbox"))
    .argument(`[${say("arg.action")}]`, say("cli.inboxDo"))
    .argument(`[${say("arg.id")}]`, say("cli.inboxFile"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.confirm"), toCount)
    .addOption(new Option(`--limit <${say("arg.count")}>`, say("cli.limit")).argParser(toCount).default(100))
    .action(async (action: string | undefined, file: string | undefined, { confirm, limit }: { confirm?: number; limit: number }, self: Command) => {
      if (action === undefined) code = await inbox(given(), limit);
      else if (file === undefined || (action !== "left" && action !== "give-up")) self.error(say("cli.inboxWhat"));
      else code = action === "left" ? await inboxLeft(given(), file) : await inboxGiveUp(given(), file, confirm);
    });
  command("verify", say("cli.verify"))
    .option("--centre", say("cli.verifyCentre"))
    .action(async ({ centre }: { centre?: true }) => { code = await verify(given(), centre === true); });
  command("diagnostic", say("cli.diagnostic"))
    .argument(`[${say("arg.table")}]`, say("cli.diagnosticFile"))
    .action(async (file: string | undefined) => { code = await ownDiagnostic(given(), file); });
  command("carry", say("cli.carry"))
    .argument(`<${say("arg.direction")}>`, say("cli.direction"))
    .argument(`<${say("arg.sealed")}>`, say("cli.sealedFile"))
    .action(async (direction: string, file: string, _options: unknown, self: Command) => {
      if (direction !== "out" && direction !== "in") self.error(say("cli.carryWhat"));
      code = direction === "out" ? await carryOut(given(), file) : await carryIn(given(), file);
    });
  command("quarantine", say("cli.quarantine"))
    .argument(`[${say("arg.action")}]`, say("cli.quarantineAction"))
    .argument(`[${say("arg.id")}]`, say("cli.quarantineReplica"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.quarantineConfirm"), toCount)
    .action(async (action: string | undefined, replica: string | undefined, { confirm }: { confirm?: number }, self: Command) => {
      if (action === undefined || (action === "list" && replica === undefined)) code = await listQuarantine(given());
      else if (!isUuid(replica)) self.error(say("cli.quarantineWhat"));
      else if (action === "show") code = await showQuarantine(given(), replica);
      else if (action === "accept" || action === "reject") code = await decideQuarantine(given(), action, replica, confirm);
      else self.error(say("cli.quarantineWhat"));
    });
  addFleetOptions(command("devices", say("cli.devices")), say, toCount)
    .argument(`[${say("arg.action")}]`, say("cli.devicesAction"))
    .argument(`[${say("arg.id")}]`, say("cli.devicesId"))
    .addOption(new Option("--erase <carried|now>", say("cli.devicesErase")).choices([...ERASE_MODES]))
    .option(`--reason <${say("arg.text")}>`, say("cli.diagnoseReason"))
    .action(async (action: string | undefined, device: string | undefined, { erase, reason = "", ...options }: FleetOptions & { erase?: EraseMode; reason?: string }, self: Command) => {
      const what = DEVICE_ACTIONS.find((one) => one === action);
      const diagnoses = DIAGNOSTIC_ACTIONS.find((one) => one === action);
      if (erase !== undefined && what !== "revoke") self.error(say("cli.devicesWhat"));
      else if (device === undefined && (action === undefined || action === "list" || action === "mine")) code = await listDevices(given(), action === "mine" ? "mine" : "others", options);
      else if (diagnoses !== undefined && device !== undefined && (diagnoses === "diagnose") === (reason.trim().length > 2)) code = await diagnoseDevice(given(), diagnoses, device, reason.trim().slice(0, MOST_REASON));
      else if (what === undefined || device === undefined || Object.keys(options).length > 0) self.error(say("cli.devicesWhat"));
      else code = await actOnDevice(given(), what, device, erase);
    });
  command("hold", say("cli.hold"))
    .argument(`<${say("arg.file")}>`, say("cli.holdFile"))
    .addOption(new Option(`--reason <${HOLD_REASONS.join("|")}>`, say("cli.holdReason")).choices([...HOLD_REASONS]))
    .addOption(new Option(`--lift <${HOLD_REASONS.join("|")}>`, say("cli.holdLift")).choices([...HOLD_REASONS]))
    .addOption(new Option(`--withdraw <${HOLD_REASONS.join("|")}>`, say("cli.holdWithdraw")).choices([...HOLD_REASONS]))
    .action(async (file: string, options: { readonly reason?: HoldReason; readonly lift?: HoldReason; readonly withdraw?: HoldReason }, self: Command) => {
      const asked = ([["set", options.reason], ["lift", options.lift], ["withdraw", options.withdraw]] as const).flatMap(([does, reason]) => (reason === undefined ? [] : [{ does, reason }]));
      if (asked.length > 1) self.error(say("cli.holdWhat"));
      code = await holdFile(given(), file, asked[0] ?? { does: "list" });
    });
  command("policy", say("cli.policy"))
    .argument(`[${say("arg.action")}]`, say("cli.policyAction"))
    .argument(`[${say("arg.id")}]`, say("cli.policyCode"))
    .addOption(new Option("--approve <yes|no>", say("cli.policyApprove")).choices(["yes", "no"]))
    .addOption(new Option("--unlock <way>", say("cli.policyUnlock")).choices([...UNLOCK_WAYS]))
    .option(`--grace <${say("arg.count")}>`, say("cli.policyGrace"))
    .option(`--never-loan <${say("arg.count")}>`, say("cli.policyNeverLoan"))
    .option(`--after-loan <${say("arg.count")}>`, say("cli.policyAfterLoan"))
    .option(`--declaration <${say("arg.json")}>`, say("cli.policyDeclaration"))
    .action(async (action: string | undefined, proposal: string | undefined, options: PolicyOptions, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && proposal === undefined && !gives) code = await showPolicy(given());
      else if (action === "propose" && proposal === undefined && gives) code = await proposePolicy(given(), options);
      else if (action === "confirm" && proposal !== undefined && !gives) code = await confirmPolicy(given(), proposal);
      else if (action === "withdraw" && proposal === undefined && !gives) code = await withdrawPolicy(given());
      else self.error(say("cli.policyWhat"));
    });
  command("people", say("cli.people"))
    .argument(`[${say("arg.action")}]`, say("cli.peopleAction"))
    .argument(`[${say("arg.id")}]`, say("cli.peopleWho"))
    .addOption(new Option("--role <role>", say("cli.peopleRole")).choices([...BANK_ROLES]))
    .option(`--branches <${say("arg.name")}>`, say("cli.peopleBranches"))
    .option("--gone", say("cli.peopleGone"))
    .option("--back", say("cli.peopleBack"))
    .option(`--region <${say("arg.name")}>`, say("cli.peopleRegion"))
    .action(async (action: string | undefined, named: string | undefined, { region, ...options }: PeopleOptions & { readonly region?: string }, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && !gives && region === undefined) code = await showPeople(given(), named ?? "");
      else if (action === "decide" && named !== undefined && gives && region === undefined) code = await decidePerson(given(), named, options);
      else if (action === "branch" && named !== undefined && !gives) code = await addBranch(given(), named, region);
      else if (named === undefined || gives || region !== undefined) self.error(say("cli.peopleWhat"));
      else if (action === "confirm") code = await confirmPerson(given(), named);
      else if (action === "withdraw") code = await withdrawPerson(given(), named);
      else if (action === "export") code = await exportPeople(given(), named);
      else self.error(say("cli.peopleWhat"));
    });
  command("releases", say("cli.releases"))
    .argument(`[${say("arg.action")}]`, say("cli.releasesAction"))
    .addOption(new Option("--halt <yes|no>", say("cli.releasesHalt")).choices(["yes", "no"]))
    .option(`--up-to <${say("arg.name")}>`, say("cli.releasesUpTo"))
    .option(`--first <${say("arg.name")}>`, say("cli.releasesFirst"))
    .option(`--share <${say("arg.count")}>`, say("cli.releasesShare"))
    .action(async (action: string | undefined, options: ReleaseOptions, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && !gives) code = await showReleases(given());
      else if (action === "propose" && gives) code = await proposeReleases(given(), options);
      else self.error(say("cli.releasesWhat"));
    });
  command("absence", say("cli.absence"))
    .argument(`[${say("arg.action")}]`, say("cli.absenceAction"))
    .option(`--from <${say("arg.date")}>`, say("cli.absenceFrom"))
    .option(`--until <${say("arg.date")}>`, say("cli.absenceUntil"))
    .option(`--stand-in <${say("arg.name")}>`, say("cli.absenceStandIn"))
    .option(`--user <${say("arg.name")}>`, say("cli.absenceUser"))
    .action(async (action: string | undefined, options: AbsenceOptions, self: Command) => {
      if (action === undefined || action === "show") code = await showAbsences(given());
      else if (action === "set") code = await setAbsence(given(), options);
      else if (action === "end") code = await endAbsence(given(), options);
      else self.error(say("cli.absenceWhat"));
    });
  command("portfolio", say("cli.portfolio"))
    .argument(`<${say("arg.name")}>`, say("cli.portfolioOf"))
    .argument(`[${say("arg.name")}]`, say("cli.portfolioTo"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.portfolioConfirm"), toCountOrNone)
    .option(`--why <${say("arg.text")}>`, say("cli.portfolioWhy"))
    .action(async (from: string, to: string | undefined, options: PortfolioOptions) => { code = to === undefined ? await showPortfolio(given(), from) : await movePortfolio(given(), from, to, options); });
  command("recovery", say("cli.recovery"))
    .argument(`[${say("arg.action")}]`, say("cli.recoveryAction"))
    .option(`--out <${say("arg.report")}>`, say("cli.recoveryOut"))
    .action(async (action: string | undefined, { out }: { out?: string }, self: Command) => {
      if (action === "report" && out !== undefined) code = await writeRecovery(given(), out);
      else if (action === "end" && out === undefined) code = await endRecovery(given());
      else if ((action === undefined || action === "show") && out === undefined) code = await showRecovery(given());
      else self.error(say("cli.recoveryWhat"));
    });
  command("recovery-key", say("cli.recoveryKey"))
    .argument(`[${say("arg.action")}]`, say("cli.recoveryKeyAction"))
    .option(`--out <${say("arg.table")}>`, say("cli.recoveryKeyOut"))
    .option(`--key <${say("arg.table")}>`, say("cli.recoveryKeyFile"))
    .action(async (action: string | undefined, { out, key }: { out?: string; key?: string }, self: Command) => {
      if ((action === undefined || action === "make") && out !== undefined && key === undefined) code = await makeRecoveryKey(given(), out, isTyped());
      else if (action === "publish" && key !== undefined && out === undefined) code = await publishRecoveryKey(given(), key);
      else if (action === "withdraw" && key === undefined && out === undefined) code = await withdrawRecoveryKey(given());
      else if ((action === undefined || action === "show") && key === undefined && out === undefined) code = await showRecoveryKey(given());
      else self.error(say("cli.recoveryKeyWhat"));
    });
  command("recover", say("cli.recover"))
    .argument(`<${say("arg.table")}>`, say("cli.recoverRequest"))
    .option(`--key <${say("arg.table")}>`, say("cli.recoveryKeyFile"))
    .option(`--code <${say("arg.value")}>`, say("cli.recoverCode"))
    .option(`--out <${say("arg.table")}>`, say("cli.recoverOut"))
    .action(async (file: string, options: RecoverOptions) => { code = await recover(given(), file, options, Date.now()); });
  command("assess", say("cli.assess"))
    .argument(`<${say("arg.json")}>`, say("cli.jsonFile"))
    .option("--grounds", say("cli.grounds"))
    .action((file: string, { grounds }: { grounds?: true }) => { code = assess(given().out, file, grounds === true); });
  command("check", say("cli.check"))
    .argument(`<${say("arg.kind")}>`, say("cli.kind"))
    .argument(`<${say("arg.value")}...>`, say("cli.value"))
    .action((kind: string, value: readonly string[]) => { code = check(given().out, kind, value.join(" ")); });
  addAuditorCommands({
    command, say, toCount, ends: (with_) => { code = with_; },
    asked: async (user) => ({ out: given().out, request: { serverUrl: await chooseServerUrl(program.opts<GlobalOptions>().server, terminal.env), user, password: undefined, accessToken: terminal.env["GUICHET_ACCESS_TOKEN"] } }),
  });
  command("token", say("cli.token"))
    .option(`--user <${say("arg.name")}>`, say("cli.user"))
    .option("--secrets-stdin", say("cli.passwordStdin"))
    .action(async ({ user, secretsStdin }: { user?: string; secretsStdin?: true }) => {
      const [password] = secretsStdin === true ? await readLines(terminal.input, 1) : [];
      code = await token(given().out, { serverUrl: await chooseServerUrl(program.opts<GlobalOptions>().server, terminal.env), user, password });
    });

  command("weather", say("cli.weather"))
    .argument(`[${say("arg.weather")}]`, say("cli.weatherWhat"))
    .argument(`[${say("arg.value")}]`, say("cli.weatherValue"))
    .addOption(new Option(`--after <${say("arg.seconds")}>`, say("cli.weatherAfter")).argParser(toCount))
    .action(async (what: string | undefined, value: string | undefined, { after }: { after?: number }, self: Command) => {
      const asked = readWeather(what, value, after);
      if (asked === undefined) return void self.error(say("cli.weatherUnknown", { what: [what, value].filter(Boolean).join(" "), known: say("cli.weatherWhat") }));
      code = await weather(given(), demonstrationHome(terminal.env), asked);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : usageFault(error, argv.includes("--json"), say, terminal);
  }
}

/** A file that cannot be read is said, and is no passphrase. */
async function passphraseOf({ passphraseStdin }: GlobalOptions, { words, note }: Output, { env, input }: Terminal): Promise<string | undefined> {
  try {
    return await readPassphrase({ fromStdin: passphraseStdin === true, env, input, prompt: words.say("cli.askPassphrase") });
  } catch (error) {
    note(words.say("cli.passphraseFile", { why: fileFaultText(fileFaultOf(env["GUICHET_PASSPHRASE_FILE"] ?? "", error), words) }));
    return undefined;
  }
}

/** Read ahead of the rest: the help is in the language asked for. */
function readLanguage(argv: readonly string[], env: Terminal["env"]): "fr" | "en" {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at === -1 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
  return asked === "fr" || asked === "en" ? asked : terminalLanguage(env);
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000) throw new InvalidArgumentError(text);
  return count;
}

/** A count that may be none: who has no file has nothing to hand on, and says so. */
const toCountOrNone = (text: string): number => (text === "0" ? 0 : toCount(text));

function toServerUrl(text: string): string {
  const url = readServerUrl(text);
  if (url === undefined) throw new InvalidArgumentError(text);
  return url;
}
