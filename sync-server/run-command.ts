import process from "node:process";
import { terminalLanguage } from "../shared/i18n/terminal.ts";
import { isUuid } from "../shared/kernel/ids.ts";
import { exportArguments } from "./audit-export-arguments.ts";
import { runAuditExport } from "./audit-export-command.ts";
import { auditVerifyArguments, runAuditVerify } from "./audit-verify-command.ts";
import { ERASE_MODES } from "../shared/sync/device-messages.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { COMMANDS } from "./commands-usage.ts";
import { errorFacts } from "./http/error-facts.ts";
import { importDirectoryFile } from "./import-directory-file.ts";
import { importSealedFile } from "./import-sealed-file.ts";
import { migrateStore } from "./migrate-store.ts";
import { openServices, openStoreOf, type OpenStore } from "./open-services.ts";
import { consistencyArguments, runConsistency } from "./consistency-command.ts";
import { reportArguments, runReport } from "./report-command.ts";
import { eraseArguments, retentionArguments } from "./erase-arguments.ts";
import { runEraseCommand, runRetentionCommand } from "./erase-command.ts";
import { runExpireCommand } from "./expire-command.ts";
import { runOperatorCommand } from "./operator-command.ts";
import { beginEpochOf, endRecoveryOf, epochArguments, reapplyPurgesOf, reportRecovery } from "./restore-commands.ts";
import { makeReceiptKey, makeSealingKey } from "./rotate-keys.ts";
import { nameSubject } from "./name-subject-command.ts";
import { revokeBranchArguments, runRevokeBranch } from "./revoke-branch-command.ts";
import { approveReplicaOf, listReplicasOf, revokeReplicaOf } from "./revoke-replica.ts";
import { listReleasesOf } from "./releases-command.ts";
import { runVerifyCommand, verifyArguments } from "./verify-command.ts";
import { runSchemeCheck, runSchemeCommand } from "./scheme-command.ts";
import { StartFault } from "./start-fault.ts";
import { startServer } from "./start-server.ts";

/** The program: one command of this process's environment, or the server until it is told to stop. `open` is another's only in tests of versions side by side. */
export async function runCommand(args: readonly string[], open: OpenStore = openStoreOf): Promise<void> {
  try {
    await run(args, open);
  } catch (error) {
    if (error instanceof StartFault) process.stderr.write(`${error.fr}\n${error.message}\n`);
    // A pod's standard error is kept with its log: a fault that nobody foresaw is told as there, without a message that may quote a row.
    else process.stderr.write(`${JSON.stringify(errorFacts(error))}\n`);
    process.exit(1);
  }
}

const isEraseOrder = (words: readonly string[]): boolean => words.length === 0 || (words.length === 2 && words[0] === "--erase" && ERASE_MODES.some((mode) => mode === words[1]));

async function run(args: readonly string[], open: OpenStore): Promise<void> {
  const printed = { out: (text: string) => void process.stdout.write(text), fault: (text: string) => void process.stderr.write(text) };
  const checking = args[0] === "audit-verify" ? auditVerifyArguments(args.slice(1)) : undefined;
  if (checking !== undefined) {
    process.exitCode = await runAuditVerify(checking, terminalLanguage(process.env), printed);
    return;
  }
  const checked = args[0] === "scheme" ? runSchemeCheck(args.slice(1), terminalLanguage(process.env), printed) : undefined;
  if (checked !== undefined) {
    process.exitCode = checked;
    return;
  }
  const config = parseConfig(process.env);
  if (!config.ok) throw config.error;
  const log = createLog(config.value.logLevel);
  const [command, file, ...rest] = args;
  const mode = rest.length === 0 ? "refuse" : rest.length > 1 ? undefined : rest[0] === "--keep-decisions" ? "keep" : rest[0] === "--undo-decisions" ? "undo" : undefined;
  if (command === "directory" && file !== undefined && mode !== undefined) return importDirectoryFile(config.value, file, log, mode);
  const epoch = command === "begin-epoch" ? epochArguments(args.slice(1)) : undefined;
  if (epoch !== undefined) return beginEpochOf(config.value, epoch.saying, log, epoch.place);
  if (command === "reapply-purges" && (file === undefined || (file === "--purges" && rest.length === 1))) return reapplyPurgesOf(config.value, rest[0], log);
  if (command === "end-recovery" && isUuid(file) && rest.length === 0) return endRecoveryOf(config.value, file, log);
  if (command === "recovery-report" && file === undefined) return reportRecovery(config.value, log, (text) => void process.stdout.write(text));
  if (command === "new-receipt-key" && file === undefined) return makeReceiptKey(config.value, log);
  if (command === "new-sealing-key" && file === undefined) return makeSealingKey(config.value, log);
  if (command === "replicas" && isUuid(file) && rest.length === 0) return listReplicasOf(config.value, file, log, (text) => void process.stdout.write(text));
  if (command === "releases" && isUuid(file) && rest.length === 0) return listReleasesOf(config.value, file, log, printed.out, open);
  if (command === "revoke" && isUuid(file) && isUuid(rest[0]) && isEraseOrder(rest.slice(1))) return revokeReplicaOf(config.value, { bank: file, replica: rest[0], erase: ERASE_MODES.find((mode) => mode === rest[2]) }, log);
  const ofBranch = command === "revoke-branch" ? revokeBranchArguments(args.slice(1)) : undefined;
  if (ofBranch !== undefined) {
    process.exitCode = await runRevokeBranch(config.value, ofBranch, log, printed);
    return;
  }
  if (command === "approve" && isUuid(file) && isUuid(rest[0]) && rest.length === 1) return approveReplicaOf(config.value, file, rest[0], log);
  if (command === "who" && file !== undefined && rest.length === 2 && rest[0] === "--as" && isUuid(rest[1])) return nameSubject(config.value, file, rest[1], log, (text) => void process.stdout.write(text));
  if (command === "import-sealed" && file !== undefined && rest.length === 0) return importSealedFile(config.value, file, log);
  if (command === "operator") {
    process.exitCode = await runOperatorCommand(config.value, args.slice(1), terminalLanguage(process.env), log, { out: (text) => void process.stdout.write(text), fault: (text) => void process.stderr.write(text) });
    return;
  }
  if (command === "scheme") {
    const stopping = new AbortController();
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopping.abort());
    process.exitCode = await runSchemeCommand(config.value, args.slice(1), terminalLanguage(process.env), log, printed, stopping.signal);
    return;
  }
  if (command === "expire" && args.slice(1).every((flag) => flag === "--yes" || flag === "--json")) {
    process.exitCode = await runExpireCommand(config.value, args.slice(1), terminalLanguage(process.env), log, (text) => void process.stdout.write(text));
    return;
  }
  const stopped = (): AbortSignal => {
    const stopping = new AbortController();
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopping.abort());
    return stopping.signal;
  };
  const looking = command === "retention" ? retentionArguments(args.slice(1)) : undefined;
  if (looking !== undefined) {
    process.exitCode = await runRetentionCommand(config.value, looking, terminalLanguage(process.env), log, printed);
    return;
  }
  const erasing = command === "erase" ? eraseArguments(args.slice(1)) : undefined;
  if (erasing !== undefined) {
    process.exitCode = await runEraseCommand(config.value, erasing, terminalLanguage(process.env), log, printed, stopped());
    return;
  }
  const reporting = command === "report" ? reportArguments(args.slice(1)) : undefined;
  if (reporting !== undefined) {
    process.exitCode = await runReport(config.value, reporting, terminalLanguage(process.env), log, printed, stopped());
    return;
  }
  const comparing = command === "consistency" ? consistencyArguments(args.slice(1)) : undefined;
  if (comparing !== undefined) {
    process.exitCode = await runConsistency(config.value, comparing, terminalLanguage(process.env), log, printed, stopped());
    return;
  }
  const exporting = command === "audit-export" ? exportArguments(args.slice(1)) : undefined;
  if (exporting !== undefined) {
    process.exitCode = await runAuditExport(config.value, exporting, terminalLanguage(process.env), log, printed, stopped());
    return;
  }
  const verifying = command === "verify" ? verifyArguments(args.slice(1)) : undefined;
  if (verifying !== undefined) {
    process.exitCode = await runVerifyCommand(config.value, verifying, terminalLanguage(process.env), log, { out: (text) => void process.stdout.write(text), fault: (text) => void process.stderr.write(text) });
    return;
  }
  if (command === "migrate" && file === undefined) return migrateStore(config.value, log, open);
  if (command !== undefined) {
    process.stderr.write(COMMANDS);
    process.exitCode = 2;
    return;
  }
  const server = await startServer(config.value, { log, openServices: (given, its, tracer, meters, clock) => openServices(given, its, open, tracer, meters, clock) });
  log.info({ address: server.address, demonstration: config.value.identity.kind === "demonstration", pid: process.pid }, "listening");
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop).on("SIGINT", stop);
  process.on("unhandledRejection", (error) => log.error(errorFacts(error), "unhandled"));
  process.on("uncaughtException", (error) => {
    log.error(errorFacts(error), "crashed");
    process.exit(1);
  });
}
