import { expect } from "vitest";
import { pullAnswerSchema, snapshotAnswerSchema } from "../../shared/sync/protocol.ts";
import { ask, type RemoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import type { Fleet, Served } from "./fleet.ts";
import type { Work } from "./work-under-way.ts";

/** Programs of two versions of the server. */
export type Versions = { readonly old: string; readonly next: string };

/**
 * A release as the deployment does it, under work: the store is migrated by the next version while the old servers serve, then they are replaced one
 * by one; both versions serve side by side and say the same. Then one goes back. Answers who serves at the end.
 */
export async function changeVersion(fleet: Fleet, olds: readonly Served[], work: Work, { old, next }: Versions): Promise<{ readonly old: Served; readonly nexts: readonly Served[] }> {
  await work.goesOn();
  const migration = fleet.run(next, ["migrate"]);
  expect(await migration.ended, migration.err()).toBe(0);
  expect(migration.out()).toContain('"store migrated"');
  await work.goesOn();

  const started = await Promise.all(olds.map(() => fleet.start(next)));
  await work.goesOn();
  for (const one of olds) {
    await sayTheSame(one, started, work);
    expect(await fleet.leave(one)).toBe(0);
    await work.goesOn();
  }

  const back = await fleet.start(old);
  const [first, ...nexts] = started;
  if (first === undefined) throw new Error("no server was replaced");
  expect(await fleet.leave(first)).toBe(0);
  await work.goesOn();
  await sayTheSame(back, nexts, work);
  return { old: back, nexts };
}

/** What the feed and the snapshot of a branch hold, without the one file that moves meanwhile. */
async function sayTheSame(one: Served, others: readonly Served[], { probing, watched }: Work): Promise<void> {
  const said = await readFrom(one, probing, watched);
  expect(said.feed.length).toBeGreaterThan(20);
  for (const other of others) expect(await readFrom(other, probing, watched)).toEqual(said);
}

async function readFrom({ address }: Served, line: RemoteWorkstation, watched: string) {
  const branch = line.caller.branches[0]?.id ?? "";
  const asked = { protocol: 1, ...line.address, replica: line.replica };
  const pulled = await ask(address, line.token, "/v1/pull", pullAnswerSchema, { ...asked, cursors: [{ branch, n: 0 }], limit: FIRST });
  const page = await ask(address, line.token, "/v1/snapshot", snapshotAnswerSchema, { ...asked, branch, limit: FIRST });
  if (!pulled.ok || !page.ok) throw new Error("not answered");
  const feed = pulled.value.feeds.flatMap(({ entries }) => entries).filter(({ file }) => file !== watched);
  return { feed, files: page.value.files.filter(({ file }) => file !== watched).map(({ file, state }) => ({ file, state })).slice(0, feed.length - 1) };
}

/** The first places of the feed, and the first files by id: those that are there already, whatever comes. */
const FIRST = 25;
