import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { createRandom } from "../shared/testing/random.ts";
import { openPgliteStore } from "../sync-server/store/open-store.ts";
import { createNetwork } from "../build/test/tcp-proxy.ts";
import { putDemonstration } from "../sync-server/testing/prepared-demonstration.ts";
import { createDemoServer, type DemoServer } from "./support/demo-server.ts";
import type { Finished, Orders } from "./support/working-client.ts";

const rounds = process.env["GUICHET_LONG"] === undefined ? 24 : 120;
const LOGIN = "maelle.exemple";
const COLLEAGUE = "yann.modele";
/** More companies than one life can type. */
const COMPANIES_PER_ROUND = 400;

const cleaning: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean();
});

type Life = { readonly said: readonly string[]; readonly hears: (what: RegExp, ms?: number) => Promise<void>; readonly kill9: () => Promise<void>; readonly ended: Promise<void> };

function startClient(orders: Orders): Life {
  const child = spawn(process.execPath, ["e2e/support/working-client.ts"], { cwd: join(import.meta.dirname, ".."), stdio: ["pipe", "pipe", "inherit"] });
  const said: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    listeners.forEach((listener) => listener());
  });
  child.stdin.write(`${JSON.stringify(orders)}\n`);
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  cleaning.push(() => void child.kill("SIGKILL"));
  return {
    said, ended,
    /** Resolves at a later line, at the end, or after `ms`, whichever is first. */
    hears: (what, ms = 30_000) => {
      const from = said.length;
      return new Promise((resolve) => {
        const heard = (): void => {
          listeners.delete(look);
          resolve();
        };
        const look = (): void => void (said.slice(from).some((line) => what.test(line)) && heard());
        listeners.add(look);
        setTimeout(heard, ms);
        void ended.then(heard);
      });
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms));

/** The centre behind a network that keeps its address while it is killed and started: a free port could be another program's by then. */
async function startCentre(): Promise<DemoServer & { readonly folder: string }> {
  const [folder, network] = [temporaryFolder(), await createNetwork()];
  cleaning.push(() => network.close());
  await putDemonstration(folder);
  const server = createDemoServer(folder, network);
  cleaning.push(() => server.kill9());
  await server.start();
  return { ...server, folder };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-kill-"));
  cleaning.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function finish(orders: Omit<Orders, "finish" | "company">): Promise<Finished> {
  const life = startClient({ ...orders, company: 0, finish: true });
  await life.ended;
  const last = life.said.at(-1) ?? "";
  if (!last.startsWith("{")) throw new Error(`it did not finish: ${life.said.join(" | ")}`);
  return JSON.parse(last);
}

const savedIn = (said: readonly string[]): readonly string[] => said.flatMap((line) => (line.startsWith("saved ") ? [line.slice(6)] : []));
const wasInPush = (said: readonly string[]): boolean => said.findLast((line) => line.startsWith("push ")) === "push begins";

/** What was shown as saved is registered, once, here, at a colleague's and at the centre, to the cent; nothing else is there. */
async function recount(server: Awaited<ReturnType<typeof startCentre>>, dataDir: string, saved: readonly string[]): Promise<void> {
  const { folder, url: serverUrl } = server;
  const mine = await finish({ dataDir, serverUrl, login: LOGIN });
  expect(mine.status).toMatchObject({ kind: "idle", waiting: 0 });
  expect(mine.verified.faults).toEqual([]);
  const registered = mine.files.filter(({ status }) => status === "registered");
  expect(new Set(saved).size).toBe(saved.length);
  expect(saved.filter((file) => !registered.some((row) => row.file === file))).toEqual([]);
  expect(new Set(registered.map(({ number }) => number)).size).toBe(registered.length);

  const theirs = await finish({ dataDir: temporaryFolder(), serverUrl, login: COLLEAGUE });
  const shown = ({ files }: Finished) => files.map(({ file, status, number, amount }) => ({ file, status: status === "registered" ? status : "draft", number, amount })).toSorted((a, b) => a.file.localeCompare(b.file));
  expect(shown(theirs)).toEqual(shown(mine));

  await server.stop();
  const store = await openPgliteStore({ folder: join(folder, "store") });
  try {
    const counts = await store.countFiles();
    const ledger = await store.ledgerTotals();
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(counts.map(({ files }) => files))).toBe(mine.files.length);
    expect(sum(counts.filter(({ status }) => status === "registered").map(({ files }) => files))).toBe(registered.length);
    expect(sum(ledger.map(({ entries }) => entries))).toBe(registered.length);
    expect(sum(ledger.map(({ amount }) => amount))).toBe(sum(registered.map(({ amount }) => amount ?? 0)));
  } finally {
    await store.close();
  }
}

test(`[LS1] [SY4] the workstation killed outright ${rounds} times, most during a push: nothing shown as saved is lost, nothing is there twice`, async () => {
  const dataDir = temporaryFolder();
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const server = await startCentre();
  const saved: string[] = [];
  let [duringPush, withWaiting] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const life = startClient({ dataDir, serverUrl: server.url, login: LOGIN, company: round * COMPANIES_PER_ROUND, finish: false });
    await life.hears(/^open/, 60_000);
    // One to four pushes, each as often, so that a whole run types enough whatever the machine's speed: all but the first bring a new file.
    for (let pushes = 1 + ((round + Math.floor(round / 4)) % 4); pushes > 0; pushes -= 1) await life.hears(/^push begins/);
    if (round % 4 === 0) await life.hears(/^push answered/);
    await pause(round % 4 === 3 ? random.between(0, 120) : random.between(0, 15));
    await life.kill9();
    const errors = life.said.filter((line) => line.startsWith("error"));
    expect(errors, `seed ${seed}, round ${round}`).toEqual([]);
    saved.push(...savedIn(life.said));
    if (wasInPush(life.said)) duringPush += 1;
    if (/^open [1-9]/.test(life.said.find((line) => line.startsWith("open")) ?? "")) withWaiting += 1;
  }
  console.log(`seed ${seed}: ${saved.length} files submitted over ${rounds} kills, ${duringPush} during a push, ${withWaiting} restarts with work waiting`);
  expect(duringPush).toBeGreaterThan(rounds / 4);
  expect(saved.length).toBeGreaterThan(rounds);
  await recount(server, dataDir, saved);
});

test("[LS1] [ST4] the centre killed outright 20 times under one workstation's pushes: nothing is lost, nothing is there twice", async () => {
  const dataDir = temporaryFolder();
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const server = await startCentre();
  let saved: readonly string[] = [];
  let duringPush = 0;
  for (let round = 0; round < 20; round += 1) {
    // A new life of the workstation each time: its waiting between tries would else outlast the test.
    const life = startClient({ dataDir, serverUrl: server.url, login: LOGIN, company: 100_000 + round * COMPANIES_PER_ROUND, finish: false });
    await life.hears(/^open/, 60_000);
    for (let pushes = random.between(1, 5); pushes > 0; pushes -= 1) await life.hears(/^push begins/);
    await pause(random.between(0, 15));
    await server.kill9();
    if (wasInPush(life.said)) duringPush += 1;
    // It goes on typing and saving while the centre is away.
    await life.hears(/^saved/);
    await life.kill9();
    saved = [...saved, ...savedIn(life.said)];
    await server.start();
  }
  console.log(`seed ${seed}: ${saved.length} files submitted over 20 kills of the centre, ${duringPush} during a push`);
  expect(duringPush).toBeGreaterThan(5);
  await recount(server, dataDir, saved);
});
