import { isEnded, isLoan } from "../../../../shared/bridge/row-statuses.ts";
import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { FileRow, RowStatus } from "../../../../shared/bridge/file-views.ts";
import type { SyncStatus } from "../../../../shared/bridge/sync-views.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../../shared/kernel/ids.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit-codes.ts";
import { faultLines } from "../file-in-words.ts";
import { findFiles, listFiles } from "../find-files.ts";
import type { Output } from "../output.ts";
import { createProgress } from "../progress.ts";
import { settleSync } from "../settle-sync.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellSeveral } from "./list.ts";

const MOST_FILES = 100_000;

type Outcome = {
  readonly file: FileId;
  readonly siren: string;
  readonly name: string;
  readonly status: RowStatus;
  readonly number?: string | undefined;
  readonly error?: CodedError | undefined;
};

/** How the line to the centre stands. */
type Line = { readonly kind: SyncStatus["kind"]; readonly error?: CodedError | undefined };

/**
 * `submit ID|SIREN` or `submit --all-ready`, then waits for the centre's word. A SIREN of several files still to be sent submits none. 0 when every file is registered; 3 when some still wait
 * because the centre is away (they stay in the outbox), 4 because a sign-in is needed; 1 when one was refused, or the line is stopped (a
 * copied workstation, a restored centre): the reason of the stop is told.
 */
export const submit = (given: Surroundings, named: string | undefined, patienceMs: number): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const rows = named === undefined ? (await listFiles(bridge, "", MOST_FILES)).rows.filter(({ next }) => next === "submit") : await findFiles(bridge, named);
    if (rows.length === 0 && named !== undefined) return out.failure({ code: "G2008" });
    const several = rows.filter(isOpen);
    if (named !== undefined && several.length > 1) return tellSeveral(out, several);
    const refused = new Map<FileId, CodedError>();
    for (const row of rows) {
      const error = await submitOne(bridge, row);
      if (error !== undefined) refused.set(row.file, error);
    }
    const sync = refused.size < rows.length ? await settle(bridge, out, patienceMs) : undefined;
    const outcomes: Outcome[] = [];
    for (const row of rows) outcomes.push(await outcomeOf(bridge, row, refused.get(row.file)));
    const stop = sync?.kind === "stopped" ? sync.error : undefined;
    out.document({ submitted: outcomes, ...(stop === undefined ? {} : { error: { ...stop, message: out.words.error(stop) } }) });
    for (const outcome of outcomes) for (const line of outcomeLines(out, outcome)) out.line(line);
    if (outcomes.length === 0) out.line(out.words.say("submit.none"));
    if (stop !== undefined && !out.json) out.note(out.words.error(stop));
    return exitOf(outcomes, sync);
  });

/** Still to be sent: one registered, withdrawn or on its way only answers with what it has become. */
const isOpen = ({ status }: FileRow): boolean => !isLoan(status) && !isEnded(status) && status !== "waiting";

async function submitOne(bridge: Bridge, row: FileRow): Promise<CodedError | undefined> {
  const opened = await bridge.call("files.open", { file: row.file });
  if (!opened.ok) return opened.error;
  if (isLoan(opened.value.status) || opened.value.status === "waiting") return undefined;
  const submitted = await bridge.call("files.submit", { file: row.file, seenVersion: opened.value.version });
  return submitted.ok ? undefined : submitted.error;
}

async function settle(bridge: Bridge, out: Output, patienceMs: number): Promise<SyncStatus> {
  const progress = createProgress(out);
  const status = await settleSync(bridge, patienceMs, progress.show);
  progress.end();
  return status;
}

async function outcomeOf(bridge: Bridge, { file, siren, name, status }: FileRow, error: CodedError | undefined): Promise<Outcome> {
  if (error !== undefined) return { file, siren, name, status, error };
  const opened = await bridge.call("files.open", { file });
  if (!opened.ok) return { file, siren, name, status, error: opened.error };
  return { file, siren, name, status: opened.value.status, number: opened.value.registration?.number, error: opened.value.refusal };
}

function outcomeLines({ words }: Output, { siren, name, status, number, error }: Outcome): readonly string[] {
  const said = error === undefined ? `${words.say(`row.${status}`)} ${number ?? ""}` : words.error(error);
  return [`${siren}  ${name}  ${said}`.trimEnd(), ...(error === undefined ? [] : faultLines(error, words))];
}

/** A file that waits behind a stopped line does not wait for the centre: the reason of the stop is what a script must see. */
export function exitOf(outcomes: readonly Pick<Outcome, "status" | "error">[], sync: Line | undefined): ExitCode {
  const errors = outcomes.flatMap(({ error }) => (error === undefined ? [] : [exitCodeOf(error)]));
  if (errors.includes(EXIT.refused)) return EXIT.refused;
  if (errors[0] !== undefined) return errors[0];
  if (outcomes.some(({ status }) => status === "waiting")) return waitingExit(sync);
  return outcomes.every(({ status }) => isLoan(status)) ? EXIT.done : EXIT.refused;
}

function waitingExit(sync: Line | undefined): ExitCode {
  if (sync?.kind === "stopped") return sync.error === undefined ? EXIT.refused : exitCodeOf(sync.error);
  return sync?.kind === "signed-out" ? EXIT.locked : EXIT.unreachable;
}
