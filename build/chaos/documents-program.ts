import { randomUUID } from "node:crypto";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import type { Core } from "../../main/core/core.ts";
import { newFile, openFirstTime, settled, testDeps } from "../../main/core/test-support/open-core.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import type { DocumentsAnswer, DocumentsEnded, DocumentsOrder } from "./documents-orders.ts";

/** A real workstation in a process of its own, that makes files and attaches a document to each. */
const BYTES = 60_000;
const say = (answer: DocumentsAnswer): void => void process.send?.(answer);
process.on("SIGINT", () => undefined).on("disconnect", () => process.exit());

type Attached = { readonly file: FileId; readonly at: number; fileThere: number | undefined; there: number | undefined };
const attached: Attached[] = [];
const over = new AbortController();
let core: Core | undefined;
let work: Promise<unknown> = Promise.resolve();

async function attachOne(desk: Core, seed: number): Promise<void> {
  const file = await newFile(desk, { legalName: `Pièces ${seed}` });
  unwrap(await desk.handlers["files.seal"]({ file }), "seal");
  const bytes = Buffer.from(somePdf(BYTES, seed));
  unwrap(await desk.handlers["documents.add"]({ file, upload: randomUUID(), name: `piece ${seed}.pdf`, piece: "AUTRE", size: bytes.length, offset: 0, bytes: bytes.toString("base64") }), "add");
  attached.push({ file, at: performance.now(), fileThere: undefined, there: undefined });
}

/** When each file, and each content, was at the centre. */
async function look(desk: Core): Promise<void> {
  for (const one of attached) {
    if (one.there !== undefined) continue;
    const at = performance.now();
    const opened = await desk.handlers["files.open"]({ file: one.file });
    if (one.fileThere === undefined && opened.ok && opened.value.place.kind === "centre") one.fileThere = at;
    if ((await desk.handlers["documents.list"]({ file: one.file })).some(({ place }) => place.kind === "centre")) one.there = at;
  }
}

async function run(desk: Core, everyMs: number): Promise<void> {
  const attaching = (async () => {
    for (let n = 1; !over.signal.aborted; n += 1) {
      await attachOne(desk, n);
      await pause(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  while (!over.signal.aborted) {
    await look(desk);
    await pause(100);
  }
  await attaching;
}

async function end(patienceMs: number): Promise<DocumentsEnded> {
  over.abort();
  await work;
  if (core === undefined) throw new Error("not opened");
  for (const until = performance.now() + patienceMs; attached.some(({ there }) => there === undefined) && performance.now() < until; await pause(100)) await look(core);
  const { kind, waiting, error } = await core.handlers["sync.status"](undefined);
  const [files, contents] = (["fileThere", "there"] as const).map((which) => attached.flatMap((one) => (one[which] === undefined ? [] : [one[which] - one.at])));
  const faults = (await core.handlers["core.verify"](undefined)).faults.length;
  await core.close();
  return { attached: attached.length, there: contents?.length ?? 0, fileSlowestMs: Math.max(0, ...(files ?? [])), slowestMs: Math.max(0, ...(contents ?? [])), status: error === undefined ? kind : `${kind} ${error.code}`, waiting, faults };
}

async function obey(order: DocumentsOrder): Promise<DocumentsAnswer> {
  switch (order.kind) {
    case "open":
      core = await openFirstTime(testDeps(order.dataDir, order.address, { log: { info: () => undefined, warn: () => undefined, error: () => undefined } }), "peio.gabarit");
      await settled(core);
      return { kind: "opened" };
    case "begin":
      if (core === undefined) throw new Error("not opened");
      work = run(core, order.everyMs);
      work.catch(() => undefined);
      return { kind: "begun" };
    case "end": return { kind: "ended", told: await end(order.patienceMs) };
  }
}

process.on("message", (order: DocumentsOrder) => void obey(order).then(say, (error: unknown) => say({ kind: "failed", why: error instanceof Error ? (error.stack ?? error.message) : String(error) })));
