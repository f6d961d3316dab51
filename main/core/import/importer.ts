import { whyNotFor } from "../../../shared/access/rights.ts";
import { createHash } from "node:crypto";
import type { CallAnswers, CallInput } from "../../../shared/bridge/contract.ts";
import { IMPORT_LIMITS, type ColumnTarget, type ImportView } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { dropJobs, findImportRow, findJob, findMapping, giveBack, insertJob, insertRow, listLeft, mendRow, putMapping, setJobState, setJobTargets, type ImportJob, type JobState } from "../db/import-jobs.ts";
import { createIncoming } from "../documents/incoming.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import type { NewsDesk } from "../news.ts";
import { readTable } from "../tables/read-table.ts";
import type { Cell, Table } from "../tables/table.ts";
import { breathe } from "../breathe.ts";
import { isColumnTarget, plainTitle, proposeTargets, targetsFault, titlesKey } from "./columns.ts";
import { viewImport } from "./import-view.ts";
import { listReport } from "./list-report.ts";
import { isNeverKept } from "./never-kept.ts";
import { takePage } from "./take-page.ts";

type Call<C extends keyof CallAnswers> = (input: CallInput<C>) => Promise<CallAnswers[C]>;
/** The import of an open profile. Its rows, their outcomes and what was corrected are in the database: closing a window, a lock or a kill loses nothing of it. */
export type Importer = {
  readonly add: Call<"import.add">;
  readonly state: () => ImportView | undefined;
  readonly map: Call<"import.map">;
  readonly run: Call<"import.run">;
  readonly cancel: Call<"import.cancel">;
  readonly report: Call<"import.report">;
  readonly mend: Call<"import.mend">;
  readonly retry: Call<"import.retry">;
  readonly close: Call<"import.close">;
  /** The import of that id, for what is made of it. */
  readonly job: (id: number) => Result<ImportJob, CodedError>;
  /** Rows are being taken in, without a call that waits for them. */
  readonly isRunning: () => boolean;
  /** Settles when no page is under way any more. */
  readonly stop: () => Promise<void>;
};

/** Rows of one transaction: a page of them is durable at once, and others are answered between two. */
const PAGE = 200;
/** The same, of rows that are only kept. */
const KEPT_PAGE = 1_000;

export function createImporter(desk: Desk, news: NewsDesk): Importer {
  const { db } = desk;
  const incoming = createIncoming(desk.now, IMPORT_LIMITS.bytes);
  let isCancelled = false;
  let isReading = false;
  let running: Promise<void> | undefined;
  let failure: CodedError | undefined;
  let turn = 0;

  // What a kill or a lock left: half a table is none, and a run goes on when the person says so.
  coded(() => db.transaction((write) => {
    const left = findJob(write);
    if (left?.state === "reading") dropJobs(write);
    if (left?.state === "running") setJobState(write, left.id, "stopped");
  }));

  const state = (): ImportView | undefined => {
    const job = findJob(db.read);
    return job === undefined ? undefined : viewImport(db.read, job, (turn += 1), failure);
  };
  const tell = (): void => news.tell("import.changed", { view: state() });
  const told = (): Result<ImportView, CodedError> => {
    const view = state();
    if (view === undefined) return err({ code: "G9804" });
    news.tell("import.changed", { view });
    return ok(view);
  };
  const jobOf = (id: number): Result<ImportJob, CodedError> => {
    const job = findJob(db.read);
    return job?.id === id && job.state !== "reading" ? ok(job) : err({ code: "G9804" });
  };
  const still = (id: number): Result<ImportJob, CodedError> => {
    const job = jobOf(id);
    return job.ok && running !== undefined ? err({ code: "G9801" }) : job;
  };

  /** A table whose rows are all kept; undefined where the same one was stopped, and goes on. */
  async function open(bytes: Uint8Array, name: string): Promise<Result<ImportView, CodedError>> {
    const digest = Uint8Array.from(createHash("sha256").update(bytes).digest());
    const before = findJob(db.read);
    if (before !== undefined && before.state !== "done" && Buffer.compare(before.digest, digest) === 0) return told();
    const read = await readTable(bytes);
    if (!read.ok) return err({ code: "G9802", fields: [{ field: "file", reason: read.error }] });
    const kept = await keep(read.value, name, digest);
    return kept.ok ? told() : kept;
  }

  async function keep(table: Table, name: string, digest: Uint8Array): Promise<Result<undefined, CodedError>> {
    const titles = table.titles.map((title) => title.trim().replace(/^'(?=[=+\-@])/, "").slice(0, 80));
    const barred = new Set(titles.flatMap((title, column) => (isNeverKept(title) ? [column] : [])));
    const kept = (cells: readonly Cell[]): readonly Cell[] => (barred.size === 0 ? cells : cells.map((cell, column) => (barred.has(column) ? "" : cell)));
    const remembered = findMapping(db.read, titlesKey(titles));
    const targets = remembered === undefined ? proposeTargets(titles) : titles.map((title) => knownTarget(remembered[plainTitle(title)]));
    failure = undefined;
    const made = coded(() => db.transaction((write) => {
      dropJobs(write);
      return insertJob(write, { digest, name, format: table.format, sheet: table.sheet, epoch1904: table.epoch1904, titles, targets, remembered: remembered !== undefined });
    }));
    if (!made.ok) return made;
    for (let at = 0; at < table.rows.length; at += KEPT_PAGE) {
      const put = coded(() => db.transaction((write) => table.rows.slice(at, at + KEPT_PAGE).forEach(({ line, cells }) => insertRow(write, made.value, line, kept(cells)))));
      if (!put.ok) return put;
      await breathe();
      if (!desk.isOpen()) return err({ code: "G1008" });
    }
    const ready = coded(() => db.transaction((write) => setJobState(write, made.value, "mapping")));
    return ready.ok ? ok(undefined) : ready;
  }

  function start(job: ImportJob): Result<ImportView, CodedError> {
    const begun = coded(() => db.transaction((write) => setJobState(write, job.id, "running")));
    if (!begun.ok) return begun;
    isCancelled = false;
    failure = undefined;
    running = takeAll(job).finally(() => {
      running = undefined;
      if (desk.isOpen()) tell();
    });
    return told();
  }

  async function takeAll(job: ImportJob): Promise<void> {
    const end = (as: JobState): void => void coded(() => db.transaction((write) => setJobState(write, job.id, as)));
    for (;;) {
      await breathe();
      if (!desk.isOpen()) return;
      if (isCancelled) return end("stopped");
      const rows = listLeft(db.read, job.id, PAGE);
      if (rows.length === 0) return end("done");
      const taken = coded(() => db.transaction((write) => takePage(write, desk, job, rows) ?? 0));
      if (!taken.ok) {
        failure = taken.error;
        return end("stopped");
      }
      if (taken.value > 0) {
        desk.told({ type: "files-changed", files: [] });
        desk.told({ type: "sealed", seq: taken.value });
      }
      tell();
    }
  }

  return {
    state,
    job: jobOf,
    isRunning: () => running !== undefined,
    add: async ({ upload, name, size, offset, bytes }) => {
      const notHers = whyNotFor(desk.me().role, "files.enter");
      if (notHers !== undefined) return err(notHers);
      if (running !== undefined || isReading) return err({ code: "G9801" });
      const piece = incoming.take(upload, { size, offset, bytes: Buffer.from(bytes, "base64") });
      if (!piece.ok) return piece;
      if (piece.value.whole === undefined) return ok({ kind: "more", have: piece.value.have });
      isReading = true;
      try {
        const opened = await open(piece.value.whole, name.slice(-120));
        return opened.ok ? ok({ kind: "opened", opened: opened.value }) : opened;
      } finally {
        isReading = false;
      }
    },
    map: async ({ id, targets: given }) => {
      const job = still(id);
      if (!job.ok) return job;
      if (job.value.state !== "mapping") return err({ code: "G9804" });
      if (given.length !== job.value.titles.length || given.some((target) => target !== null && !isColumnTarget(target))) return err({ code: "G4001", params: { path: "targets" } });
      const put = coded(() => db.transaction((write) => setJobTargets(write, id, given.map((target) => target ?? undefined))));
      return put.ok ? told() : put;
    },
    run: async ({ id }) => {
      const job = still(id);
      if (!job.ok) return job;
      if (job.value.state === "done") return told();
      const { titles, targets } = job.value;
      const fault = targetsFault(targets);
      if (fault !== undefined) return err({ code: "G9803", params: { reason: fault } });
      const remember = Object.fromEntries(titles.map((title, column) => [plainTitle(title), targets[column] ?? null]));
      const kept = coded(() => db.transaction((write) => putMapping(write, titlesKey(titles), remember)));
      return kept.ok ? start(job.value) : kept;
    },
    cancel: async ({ id }) => {
      const job = jobOf(id);
      if (!job.ok) return job;
      isCancelled = true;
      await running;
      return told();
    },
    report: async ({ id, part, offset, limit }) => {
      const job = jobOf(id);
      return job.ok ? ok(listReport(db.read, job.value, part, offset, limit)) : job;
    },
    mend: async ({ id, line, column, value }) => {
      const job = still(id);
      if (!job.ok) return job;
      const row = findImportRow(db.read, id, line);
      if (row?.outcome !== "faulty") return err({ code: "G9804" });
      const cells = Array.from({ length: Math.max(row.cells.length, column + 1) }, (_, at) => (at === column ? value : (row.cells[at] ?? "")));
      const put = coded(() => db.transaction((write) => mendRow(write, id, { line, cells, mended: [...new Set([...row.mended, column])] })));
      return put.ok ? told() : put;
    },
    retry: async ({ id, what }) => {
      const job = still(id);
      if (!job.ok) return job;
      const back = coded(() => db.transaction((write) => giveBack(write, id, what)));
      if (!back.ok) return back;
      return back.value === 0 ? told() : start(job.value);
    },
    close: async ({ id }) => {
      const job = still(id);
      if (!job.ok) return job;
      const dropped = coded(() => db.transaction((write) => dropJobs(write)));
      if (!dropped.ok) return dropped;
      tell();
      return ok(undefined);
    },
    stop: async () => {
      incoming.close();
      await running;
    },
  };
}

const knownTarget = (target: ColumnTarget | null | undefined): ColumnTarget | undefined => (isColumnTarget(target) ? target : undefined);
