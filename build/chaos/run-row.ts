import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkCentre, type CentreChecked } from "./check-centre.ts";
import type { DocumentsAnswer, DocumentsEnded, DocumentsOrder } from "./documents-orders.ts";
import { judgeRow, windowOf, type Judged } from "./judge-row.ts";
import type { LoadAnswer, LoadEnded, LoadOrder } from "./load-orders.ts";
import type { ChaosRow } from "./rows.ts";
import { openStage } from "./stage.ts";
import { startProgram } from "./start-program.ts";

export type RunOptions = {
  readonly folder: string;
  /** Before the fault, and at least so long after it. */
  readonly seconds: number;
  readonly rate: number; readonly desks: number; readonly lookMs: number; readonly faultSeconds: number;
  readonly stop: AbortSignal;
  readonly say: (what: string) => void;
};
export type RowResult = {
  readonly name: string; readonly title: string; readonly does: string;
  readonly faultSeconds: number;
  readonly judged: Judged & ReturnType<typeof windowOf>;
  readonly load: Pick<LoadEnded, "errors" | "stopped" | "refreshed" | "refreshFailed" | "changes" | "files">;
  readonly documents: DocumentsEnded;
  readonly checked: CentreChecked;
  /** What servers logged as errors. */
  readonly logged: Readonly<Record<string, number>>;
};

const DOCUMENT_EVERY_MS = 2_000;
/** Sooner than any real token needs it: so that some refresh meets every fault. */
const REFRESH_MS = 5_000;
/** The longest that a real workstation backs off, and a bit. */
const PATIENCE_MS = 150_000;

export async function runRow(row: ChaosRow, options: RunOptions): Promise<RowResult> {
  const { seconds, stop, say } = options;
  await using opening = new AsyncDisposableStack();
  const folder = join(options.folder, row.name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  say("the centre is started");
  const stage = opening.adopt(await openStage(row.plan, { lookMs: options.lookMs, folder }), (it) => it.close());
  const load = opening.adopt(startProgram<LoadOrder, LoadAnswer>("load-program.ts"), (it) => it.end());
  const documents = opening.adopt(startProgram<DocumentsOrder, DocumentsAnswer>("documents-program.ts"), (it) => it.end());
  const { address, signIn } = stage;
  await load.ask({ kind: "open", address, signIn, desks: options.desks, perSecond: options.rate, refreshMs: REFRESH_MS });
  await documents.ask({ kind: "open", address, dataDir: join(folder, "workstation") });
  await load.ask({ kind: "begin" });
  await documents.ask({ kind: "begin", everyMs: DOCUMENT_EVERY_MS });
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stop });
  const now = (): number => performance.timeOrigin + performance.now();

  say(`before, ${seconds} s`);
  await pause(seconds * 1_000);
  say("the fault");
  let faultMs = now();
  await row.fault(stage, { pause, say, begins: (agoMs = 0) => { faultMs = now() - agoMs; }, lastsMs: options.faultSeconds * 1_000 });
  const liftedMs = now();
  const after = Math.max(seconds, row.settles);
  say(`after, ${after} s`);
  await pause(after * 1_000);
  const endMs = now();
  say("what waits is sent");
  const ended = await load.ask({ kind: "end", patienceMs: PATIENCE_MS });
  const attached = await documents.ask({ kind: "end", patienceMs: PATIENCE_MS });
  if (ended.kind !== "ended" || attached.kind !== "ended") throw new Error("a load did not end");
  stop.throwIfAborted();
  say("the centre is recounted");
  const judged = judgeRow(ended.told.batches, { faultMs, liftedMs, endMs });
  const { errors, stopped, refreshed, refreshFailed, changes, files } = ended.told;
  return {
    name: row.name, title: row.title, does: row.does, faultSeconds: (liftedMs - faultMs) / 1_000, judged: { ...judged, ...windowOf(judged.lateSeconds) },
    load: { errors, stopped, refreshed, refreshFailed, changes, files }, documents: attached.told, checked: await checkCentre(stage, ended.told, () => load.ask({ kind: "recount" })), logged: { ...stage.logged() },
  };
}

/** Figures must not be bought with work: what was acknowledged is there, once, and nothing is unsound. */
export const isSound = ({ checked, documents, load }: RowResult): boolean =>
  checked.lost === 0 && checked.twice === 0 && checked.found.length === 0 && documents.there === documents.attached && documents.faults === 0 && load.stopped.length === 0;
