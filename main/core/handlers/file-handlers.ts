import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { FilePage } from "../../../shared/bridge/file-views.ts";
import type { WaitingChange } from "../../../shared/bridge/sync-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { CHANGE_KINDS } from "../../../shared/sync/change.ts";
import { firstVerdictSchema } from "../../../shared/sync/protocol.ts";
import { findRow, listRows, sumUndeclared } from "../db/file-rows.ts";
import { listWaiting, type LineRow } from "../db/outbox.ts";
import { complementFile } from "../files/complement-file.ts";
import type { Desk } from "../files/desk.ts";
import { toFileRow } from "../files/file-row.ts";
import { createFile, saveField, sealFile, settleConflict, submitFile, withdrawFile } from "../files/file-work.ts";
import { openFile } from "../files/open-file.ts";
import { recordStep } from "../files/record-step.ts";
import type { Workspace } from "../session/workspace.ts";
import { verifyAll } from "./verify.ts";

type FileCalls = Pick<BridgeCalls, "files.list" | "files.create" | "files.open" | "files.saveField" | "files.seal" | "files.submit" | "files.withdraw" | "files.record" | "files.complement" | "files.undeclared" | "files.settle" | "core.verify" | "sync.waiting">;

const EMPTY_PAGE: FilePage = { rows: [], total: 0 };

/** Calls about files. Locked, there is nothing to see (empty answers) and nothing to do (G1008). */
export function createFileHandlers(workspace: () => Workspace | undefined): FileCalls {
  const atDesk = async <T>(work: (desk: Desk, open: Workspace) => Result<T, CodedError> | Promise<Result<T, CodedError>>): Promise<Result<T, CodedError>> => {
    const open = workspace();
    return open === undefined ? err({ code: "G1008" }) : await work(open.desk, open);
  };
  return {
    "files.list": async (asked) => {
      const open = workspace();
      if (open === undefined) return EMPTY_PAGE;
      const me = open.desk.me();
      const { rows, total } = listRows(open.desk.db.read, asked, me.user);
      return { rows: rows.map((row) => toFileRow(row, me)), total };
    },
    "files.create": async () => await atDesk(createFile),
    "files.open": async ({ file }) => await atDesk((desk) => openFile(desk, file)),
    "files.saveField": async ({ file, field, value }) => await atDesk((desk, open) => {
      const saved = saveField(desk, file, field, value);
      if (saved.ok) open.quiet.typed(file);
      return saved;
    }),
    "files.seal": async ({ file }) => await atDesk((desk) => sealFile(desk, file)),
    "files.submit": async ({ file, seenVersion }) => await atDesk((desk) => submitFile(desk, file, seenVersion)),
    "files.withdraw": async ({ file, why }) => await atDesk((desk) => withdrawFile(desk, file, why)),
    "files.undeclared": async () => {
      const open = workspace();
      return open === undefined ? { count: 0, amount: 0, since: undefined } : sumUndeclared(open.desk.db.read);
    },
    "files.record": async ({ file, step, facts }) => await atDesk((desk) => recordStep(desk, file, step, facts)),
    "files.complement": async ({ file, scheme }) => await atDesk((desk) => complementFile(desk, file, scheme)),
    "files.settle": async ({ file, field, expected, value }) => await atDesk((desk) => settleConflict(desk, file, field, expected, value)),
    "core.verify": async () => {
      const open = workspace();
      return open === undefined ? { changes: 0, files: 0, faults: ["locked"] } : await verifyAll(open.desk, open.documents);
    },
    "sync.waiting": async ({ limit }) => {
      const open = workspace();
      return open === undefined ? [] : listWaiting(open.desk.db.read, limit).flatMap((row) => toWaiting(open.desk, row));
    },
  };
}

function toWaiting(desk: Desk, row: LineRow): readonly WaitingChange[] {
  const kind = CHANGE_KINDS.find((known) => known === row.kind);
  if (kind === undefined) return [];
  const verdict = row.verdict === undefined ? undefined : firstVerdictSchema.parse(JSON.parse(row.verdict));
  const known = findRow(desk.db.read, row.file);
  // A file that left her branches with an entry that was not taken: it can be mended when the file comes back ([WS11]).
  const isAway = known === undefined && verdict !== undefined;
  const error: CodedError | undefined = isAway ? { code: "G2008" } : verdict?.kind === "refused" ? { code: verdict.code, params: verdict.params, fields: verdict.fields }
    : verdict?.kind === "skipped" ? { code: "G2009", params: { cause: verdict.cause } } : undefined;
  const state = row.outcome === "refused" || row.outcome === "skipped" ? row.outcome : "waiting";
  return [{ change: row.change, file: row.file, name: known?.name ?? "", kind, madeAt: instant(row.madeAt), state, error }];
}
