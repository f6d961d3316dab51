import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { createOnDiskFolder } from "../../build/test/on-disk-folder.ts";
import { startPostgres } from "../../build/test/start-postgres.ts";
import type { Verdict } from "../../shared/sync/protocol.ts";
import { openPgliteStore, openPostgresStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { putEmptyStore } from "../store/testing/prepared-store.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { createWorkstation, newId, type Workstation } from "../testing/workstation.ts";
import { created, feedOf, submitted, valueOf } from "../testing/contract-world.ts";
import type { KillOrder } from "./kill-child.ts";

const ROUNDS = process.env["GUICHET_LONG"] === undefined ? 5 : 200;
/** More than one life can do before it is killed, on any machine. */
const PUSHES = 100;
const FILES = 3;
const child = fileURLToPath(new URL("kill-child.ts", import.meta.url));

type Target = { readonly place: KillOrder["store"]; readonly open: () => Promise<Store> };

/** The moment of a death: this long after so many answers. */
type Moment = { readonly answers: number; readonly ms: number };
const anyMoment = (): Moment => ({ answers: Math.floor(Math.random() * 7), ms: Math.random() * 40 });

/** Runs one server on the order and kills it with SIGKILL at that moment of its pushing; `moment` undefined lets it end. */
function runServer(orderPath: string, moment: Moment | undefined): Promise<"killed" | "done"> {
  return new Promise((resolve, reject) => {
    const server = spawn(process.execPath, [child, orderPath], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    server.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    let lines = 0;
    server.stdout.on("data", (chunk: Buffer) => {
      const before = lines;
      lines += chunk.toString().split("\n").length - 1;
      // The first line is that it is ready, each other one an answer.
      if (moment !== undefined && before <= moment.answers && lines > moment.answers) setTimeout(() => server.kill("SIGKILL"), moment.ms);
    });
    server.once("error", reject);
    server.once("exit", (code, signal) => {
      if (signal === "SIGKILL") resolve("killed");
      else if (code === 0) resolve("done");
      else reject(new Error(`the server failed by itself: ${said.slice(0, 2_000)}`));
    });
  });
}

async function killLoop({ place, open }: Target, folder: string): Promise<void> {
  const setUp = await open();
  const before = await createSmallWorld(setUp);
  const marie = await before.workstation("marie");
  await before.services.close();

  const [orderPath, answers] = [join(folder, "order.json"), join(folder, "answers")];
  const files: string[] = [];
  const firsts: number[] = [];
  const sealOne = (): void => {
    firsts.push(marie.nextSeq());
    for (let i = 0; i < FILES; i += 1) {
      const file = newId();
      files.push(file);
      marie.seal(created(file));
      marie.seal(submitted(file, 1));
    }
  };
  let killed = 0;
  let next = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const last = round === ROUNDS;
    for (let missing = last ? 0 : next + PUSHES - firsts.length; missing > 0; missing -= 1) sealOne();
    const all = marie.requestFrom(1).changes;
    const requests = firsts.slice(next).map((first) => marie.requestFrom(first, all.slice(first - 1, first - 1 + 2 * FILES)));
    writeFileSync(orderPath, JSON.stringify({ store: place, caller: marie.caller, requests, answers } satisfies KillOrder));
    if ((await runServer(orderPath, last ? undefined : anyMoment())) === "killed") killed += 1;
    // The last answered push is sent again, as a workstation does that was not sure.
    const answered = Math.max(0, ...readAnswers(answers).map((one) => firsts.indexOf(one.first) + 1));
    next = Math.max(0, answered - 1);
  }
  expect(killed).toBeGreaterThanOrEqual(ROUNDS * 0.9);
  await checkNothingLostOrDoubled(await open(), marie, files, readAnswers(answers));
}

type Answer = { readonly first: number; readonly verdicts: readonly Verdict[] };
const readAnswers = (path: string): readonly Answer[] =>
  existsSync(path) ? readFileSync(path, "utf8").split("\n").filter((line) => line.endsWith("#")).map((line) => JSON.parse(line.slice(0, -1)) as Answer) : [];

const firstOf = (verdict: Verdict | undefined) => (verdict?.kind === "duplicate" ? verdict.first : verdict);

async function checkNothingLostOrDoubled(store: Store, sealed: Workstation, files: readonly string[], answers: readonly Answer[]): Promise<void> {
  const { services, address } = await createSmallWorld(store);
  try {
    expect(address).toEqual(sealed.address);
    const all = sealed.requestFrom(1).changes;
    const again: Verdict[] = [];
    for (let first = 1; first <= all.length; first += 1_000) again.push(...valueOf(await services.push(sealed.caller, sealed.requestFrom(first, all.slice(first - 1, first + 999)))).verdicts);
    expect(again.every((verdict) => verdict.kind === "duplicate" && verdict.first.kind === "accepted")).toBe(true);
    // What was ever answered is what is still answered: verdicts, places, numbers, receipts.
    for (const { first, verdicts } of answers) expect(verdicts.map(firstOf)).toEqual(again.slice(first - 1, first - 1 + verdicts.length).map(firstOf));
    const reader = createWorkstation(services, sealed.caller, address);
    valueOf(await reader.enrol());
    const seen: string[] = [];
    for (let after = 0, more = true; more; ) {
      const page = valueOf(await reader.pull([{ branch: sealed.caller.branches[0]?.id ?? "", n: after }], 2_000)).feeds[0];
      if (page === undefined) throw new Error("no page");
      seen.push(...page.entries.map((entry) => entry.file));
      ({ n: after, more } = page);
    }
    expect(seen).toEqual(files);
    const mine = new Set(again.flatMap((verdict) => { const first = firstOf(verdict); return first?.kind === "accepted" && first.number !== undefined ? [first.number] : []; }));
    expect(mine.size).toBe(files.length);
    expect((await store.ledgerTotals()).reduce((sum, row) => sum + row.entries, 0)).toBe(files.length);
    expect(await feedOf(reader, undefined, files.length)).toEqual([]);
  } finally {
    await services.close();
  }
}

test(`[ST4] [ST7] ${ROUNDS} times kill -9 of the server during a push, on PGlite in a folder: nothing is lost, nothing is doubled`, async () => {
  const folder = createOnDiskFolder("guichet-kill-");
  const place = { kind: "pglite" as const, folder: mkdtempSync(join(folder, "store-")) };
  try {
    await putEmptyStore(place.folder);
    await killLoop({ place, open: () => openPgliteStore({ folder: place.folder }) }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test(`[ST4] [ST7] ${ROUNDS} times kill -9 of the server during a push, on PostgreSQL: nothing is lost, nothing is doubled`, async () => {
  const folder = createOnDiskFolder("guichet-kill-");
  const server = await startPostgres();
  const database = await createDatabase(server.url);
  try {
    await killLoop({ place: { kind: "postgresql", url: database.url }, open: () => openPostgresStore({ url: database.url }) }, folder);
  } finally {
    await database.drop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
