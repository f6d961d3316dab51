import { join } from "node:path";
import { expect } from "vitest";
import { openTcpProxy } from "../../build/weather/tcp-proxy.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import { putDemonstration } from "../../sync-server/testing/prepared-demonstration.ts";
import { createDemoServer, type DemoServer } from "./demo-server.ts";
import { afterwards, LOGIN, standBy, temporaryFolder } from "./killed-workstation.ts";
import type { Finished, Orders } from "./working-client.ts";

const COLLEAGUE = "yann.modele";

export type KilledCentre = DemoServer & { readonly folder: string };

/** The centre behind a network that keeps its address while it is killed and started: a free port could be another program's by then. */
export async function startCentre(): Promise<KilledCentre> {
  const [folder, network] = [temporaryFolder(), await openTcpProxy()];
  afterwards(() => network.close());
  await putDemonstration(folder);
  const server = createDemoServer(folder, network);
  afterwards(() => server.kill9());
  await server.start();
  return { ...server, folder };
}

async function finish(orders: Omit<Orders, "finish" | "company">): Promise<Finished> {
  const life = standBy()({ ...orders, company: 0, finish: true });
  await life.ended;
  const last = life.said.at(-1) ?? "";
  if (!last.startsWith("{")) throw new Error(`it did not finish: ${life.said.join(" | ")}`);
  return JSON.parse(last);
}

/** What was shown as saved is registered, once, here, at a colleague's and at the centre, to the cent; nothing else is there. */
export async function recount(server: KilledCentre, dataDir: string, saved: readonly string[]): Promise<void> {
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
