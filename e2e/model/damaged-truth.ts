import type { WritableDb } from "../../main/core/db/connection.ts";
import { sql } from "../../main/core/db/sql.ts";
import { uuidToBlob } from "../../main/core/db/uuid-blob.ts";
import { computeOwnBuckets } from "../../main/core/sync/own-buckets.ts";
import { coded } from "../../main/core/files/coded.ts";
import { id, uuidV7, type BranchId } from "../../shared/kernel/ids.ts";
import { hashBuckets, listDiffering } from "../../shared/sync/buckets.ts";
import { sha256 } from "../../sync-server/domain/sha256.ts";
import { keyOf } from "../../sync-server/testing/memory/memory-tables.ts";
import { calm, isAtEnd, mayStop } from "./calm.ts";
import { createRandom, type Random } from "./random.ts";
import { sealAt, WORK } from "./work.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

type Row = { readonly id: number; readonly version: number };
/** What may become of a row of what the centre told, on a disk or through a bug, without anybody being told. */
const DAMAGES: readonly ((db: WritableDb, row: Row, random: Random) => void)[] = [
  (db, { id: row }) => db.run(sql`UPDATE file_truth SET state = state || ' ' WHERE id = ${row}`),
  (db, { id: row, version }, random) => db.run(sql`UPDATE file_truth SET version = ${Math.max(1, version - 2 + random.below(5) + (version === 1 ? 2 : 0))} WHERE id = ${row}`),
  (db, { id: row }) => db.run(sql`UPDATE file_truth SET hash = 'x' WHERE id = ${row}`),
  (db, { id: row }) => db.run(sql`DELETE FROM file_truth WHERE id = ${row}`),
  (db, { id: row }) => db.run(sql`UPDATE file_truth SET left_at = 1 WHERE id = ${row}`),
  (db, { id: row }, random) => db.run(sql`INSERT INTO file_truth (file, branch, version, hash, state) SELECT ${uuidToBlob(uuidV7(0, random.bytes(16)))}, branch, version, hash, state FROM file_truth WHERE id = ${row}`),
];
const STORM = 24;

/**
 * The last act of a run, with a random of its own so that nothing before it changes: what workstations hold is damaged in silence, then they
 * compare, while one of them goes on working, requests and answers are lost, and processes die. Then calm again. Whoever is to stop is not damaged,
 * and nobody of a restored centre: she compares all the same.
 */
export async function damageTruth(world: World, seed: number): Promise<void> {
  const random = createRandom(seed ^ 0xb0c4);
  const writer = world.desks[random.below(world.desks.length)];
  for (const desk of world.desks) if (desk !== writer && !isAtEnd(desk) && !mayStop(world, desk)) spoil(desk, random);
  await wantAll(world);
  for (let turn = 0; turn < STORM; turn += 1) await blow(world, random, writer);
  await calm(world);
  await wantAll(world);
  await calm(world);
}

function spoil(desk: Workstation, random: Random): void {
  coded(() => desk.db.transaction((db) => {
    for (let times = 2 + random.below(4); times > 0; times -= 1) {
      const rows = db.all<Row>(sql`SELECT id, version FROM file_truth WHERE left_at IS NULL ORDER BY id`);
      const row = rows[random.below(Math.max(1, rows.length))];
      if (row !== undefined) DAMAGES[random.below(DAMAGES.length)]?.(db, row, random);
    }
  }));
}

async function wantAll(world: World): Promise<void> {
  for (const desk of world.desks) {
    desk.life.hear({ type: "compare-wanted", branches: desk.life.desk.me().branches.map((branch) => branch.id) });
    await world.settle(desk);
  }
}

/** One thing that happens while they compare. */
async function blow(world: World, random: Random, writer: Workstation | undefined): Promise<void> {
  const { flights } = world.network;
  const weather = random.below(10);
  if (weather === 0 && writer !== undefined) {
    const picks = { a: random.below(1_000), b: random.below(1_000), c: random.below(1_000) };
    await WORK[random.below(2) === 0 ? "created" : "edited"](world, writer, picks);
    sealAt(world, writer, picks);
    return await world.settle(writer);
  }
  const [flight] = flights.splice(random.below(Math.max(1, flights.length)), 1);
  if (flight === undefined) return;
  const desk = world.desks[flight.from];
  if (weather === 1) return await world.arrive(flight, "cut");
  const wire = await world.server(random.below(2)).serve(flight);
  if (weather === 2) return await world.arrive(flight, "cut");
  if (weather === 3 && desk !== undefined && !mayStop(world, desk)) {
    desk.kill();
    await world.comeBack(desk);
    desk.life.hear({ type: "compare-wanted", branches: desk.life.desk.me().branches.map((branch) => branch.id) });
    return await world.settle(desk);
  }
  await world.arrive(flight, wire);
}

/** [SY60] What each workstation holds of a branch has the hashes that the centre's files of it have, and none of them waits to be compared. */
export async function bucketTroubles(world: World): Promise<readonly string[]> {
  const tables = await world.centre.tables();
  const troubles: string[] = [];
  for (const desk of world.desks) {
    if (isAtEnd(desk) || world.isRestored) continue;
    const { person } = desk.parts;
    if (desk.life.state().comparing.length > 0) troubles.push(`[SY61] ${person.login} still compares`);
    for (const branch of world.people.find((one) => one.id === person.id)?.branches ?? []) {
      const own = await computeOwnBuckets(desk.life.desk, id<BranchId>(branch), () => false);
      const files = [...tables.files].filter(([key, row]) => key.startsWith(keyOf(person.bank, "")) && row.branch === branch).map(([, row]) => row);
      const differing = listDiffering(own?.hashes ?? [], hashBuckets(files, sha256));
      if (own === undefined || differing.length > 0) troubles.push(`[SY60] ${person.login} holds other files of ${branch} than the centre: ${differing.length} buckets differ`);
    }
  }
  return troubles;
}
