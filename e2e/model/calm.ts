import { getLine } from "../../main/core/db/replica.ts";
import { listCursors } from "../../main/core/db/cursors.ts";
import { listWorkingFiles } from "../../main/core/db/working-copy.ts";
import { sealFile } from "../../main/core/files/file-work.ts";
import { keyOf, type MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

/** What the work left over explains, generously: beyond it, something is stuck. */
const MOST_STEPS = 800;
const MOST_ROUNDS = 40;
/** A lifetime of the centre's memory of who somebody is. */
const KNOWN_MS = 6_000;

/** May have stopped for good, or have been signed out: only a person can help. */
export const mayStop = (world: World, desk: Workstation): boolean =>
  world.isRestored || (["person-removed", "replica-revoked", "clone"] as const).some((condition) => desk.conditions.has(condition));

export const isAtEnd = (desk: Workstation): boolean => ["stopped", "signed-out"].includes(desk.life.state().phase.kind);

/**
 * Nothing goes wrong any more: everybody seals, sends and receives. Answers how many steps of the network it took; troubles when there was no
 * end to it.
 */
export async function calm(world: World): Promise<number> {
  let steps = 0;
  world.now += KNOWN_MS;
  for (const desk of world.desks) {
    desk.mortal.fillDisk(0);
    desk.rules = undefined;
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    steps += await drain(world, MOST_STEPS - steps);
    if (steps >= MOST_STEPS) break;
    const tables = await world.centre.tables();
    // Everybody has asked once since: until then, whoever has nothing to send may not know what became of the centre.
    if (round > 0 && world.desks.every((desk) => isAtEnd(desk) || isDone(desk, tables))) return steps;
    for (const desk of world.desks) await nudge(world, desk);
  }
  world.trouble(`stuck after ${steps} steps: ${JSON.stringify(world.desks.map((desk) => ({ who: desk.parts.person.login, ...desk.life.state(), line: getLine(desk.db.read) })))}`);
  return steps;
}

/** Everything that is on its way arrives, first in first out. */
async function drain(world: World, most: number): Promise<number> {
  const { flights, stale, answers } = world.network;
  for (let steps = 0; ; steps += 1) {
    if (steps >= most) return steps;
    const flight = stale.shift() ?? flights.shift();
    const answer = answers.shift();
    const signal = world.signals.shift();
    if (flight === undefined && answer === undefined && signal === undefined) return steps;
    if (flight !== undefined) answers.push({ flight, wire: await world.server(flight.from).serve(flight) });
    if (answer !== undefined) await world.arrive(answer.flight, answer.wire);
    if (signal !== undefined) await world.hear(signal);
  }
}

async function nudge(world: World, desk: Workstation): Promise<void> {
  for (const { file } of listWorkingFiles(desk.db.read)) sealFile(desk.life.desk, file);
  const wait = desk.life.wait();
  if (wait !== undefined) {
    world.now = Math.max(world.now, wait.dueAt - desk.offset);
    await world.retry(desk);
  }
  // Whoever was signed out by two expired tokens in a row signs in again, unless nobody knows her any more.
  if (desk.life.state().phase.kind === "signed-out" && !desk.conditions.has("person-removed")) desk.life.hear({ type: "signed-in" });
  desk.life.hear({ type: "wanted" });
  await world.settle(desk);
}

function isDone(desk: Workstation, tables: MemoryTables): boolean {
  const { phase, line, snapshots, comparing } = desk.life.state();
  if (phase.kind !== "resting" || line.sealed !== line.answered || snapshots.length > 0 || comparing.length > 0) return false;
  if (listWorkingFiles(desk.db.read).length > 0) return false;
  return listCursors(desk.db.read).every(({ branch, n }) => n === (tables.counters.get(keyOf(desk.parts.person.bank, branch, 1)) ?? 0));
}
