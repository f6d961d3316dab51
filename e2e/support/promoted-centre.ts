import { setTimeout } from "node:timers/promises";
import { expect, onTestFailed, onTestFinished } from "vitest";
import { startPostgresPair, type PostgresPair } from "../../build/test/start-postgres-pair.ts";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { helloSchema, type Hello } from "../../shared/sync/protocol.ts";
import { startDemonstration, temporaryFolder } from "../../sync-server/testing/demonstration-server.ts";
import { openPostgresStore } from "../../sync-server/store/open-store.ts";
import { steadyLine, wrongOf, type SteadyLine } from "./steady-line.ts";

const LOGINS = ["maelle.exemple", "yann.modele", "soizic.essai", "ines.exemple"] as const;

export type PromotedCentre = { readonly pair: PostgresPair; readonly server: string; readonly url: string; readonly lines: readonly SteadyLine[]; readonly hello: () => Promise<Hello> };

/** A centre on the address of two PostgreSQL servers, and lines of several branches and banks that send to it without end. */
export async function promotedCentre(lineCount: number): Promise<PromotedCentre> {
  const pair = await startPostgresPair();
  onTestFinished(() => pair.stop());
  const { url } = await createDatabase(pair.url);
  const log: string[] = [];
  onTestFailed(() => console.error(log.filter((line) => line.includes('"level":"error"')).join("").slice(0, 8_000)));
  const { address: server } = await startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: url, GUICHET_DATA: temporaryFolder(), GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_PERSON: "1000000" }, log);
  const lines = [];
  for (const [at, login] of LOGINS.slice(0, lineCount).entries()) lines.push(await steadyLine(server, login, (at + 1) * 100_000));
  return { pair, server, url, lines, hello: async () => helloSchema.parse(await (await fetch(`${server}/v1/hello`)).json()) };
}

/** The first dies in mid-load, the second takes its place. Answers how long nothing was answered, from the death to the first answer after it. */
export async function promoteInMidLoad({ pair, lines }: PromotedCentre, beforeMs: number, afterMs: number): Promise<number> {
  for (const line of lines) line.begin();
  await setTimeout(beforeMs);
  const diedAt = performance.now();
  await pair.killPrimary();
  await pair.promote();
  await setTimeout(afterMs);
  for (const line of lines) await line.finish();
  const after = lines.flatMap(({ answeredAt }) => answeredAt).filter((at) => at > diedAt + 50);
  return Math.min(...after) - diedAt;
}

/** Everything that was acknowledged is there once, ledger and feeds are sound, and nobody has to hear of a new epoch. */
export async function recountAll({ server, url, lines, hello }: PromotedCentre, before: Hello): Promise<{ readonly files: number }> {
  for (const line of lines) {
    expect(await wrongOf(server, line)).toEqual([]);
    expect([...line.told.values()].map(({ kind }) => kind)).toEqual(Array.from(line.told, () => "accepted"));
  }
  const now = await hello();
  expect([now.centre, now.epoch, now.recovering]).toEqual([before.centre, before.epoch, before.recovering]);
  const files = lines.flatMap((line) => line.files);
  const store = await openPostgresStore({ url });
  try {
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum((await store.countFiles()).map((row) => row.files))).toBe(files.length);
    const ledger = await store.ledgerTotals();
    expect([sum(ledger.map(({ entries }) => entries)), sum(ledger.map(({ amount }) => amount))]).toEqual([files.length, files.length * 10_000_000]);
  } finally {
    await store.close();
  }
  const numbers = lines.flatMap(({ told }) => [...told.values()].flatMap((verdict) => (verdict.kind === "accepted" && verdict.number !== undefined ? [verdict.number] : [])));
  expect([numbers.length, new Set(numbers).size]).toEqual([files.length, files.length]);
  for (const { desk } of lines) {
    const branch = desk.caller.branches[0]?.id ?? "";
    const pulled = await desk.pull([{ branch, n: 0 }], 2_000);
    if (!pulled.ok) throw new Error(pulled.error.code);
    const [feed] = pulled.value.feeds;
    const own = lines.filter((line) => line.desk.caller.branches[0]?.id === branch).flatMap((line) => line.files);
    expect(new Set(feed?.entries.map(({ file }) => file))).toEqual(new Set(own.slice(0, feed?.more === true ? feed.entries.length : own.length)));
  }
  return { files: files.length };
}
