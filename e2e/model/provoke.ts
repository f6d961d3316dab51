import { CHANGE_KINDS, type ChangeKind } from "../../shared/sync/change.ts";
import { countToSettle } from "../../main/core/db/file-rows.ts";
import { sealFile } from "../../main/core/files/file-work.ts";
import type { Flight } from "./network.ts";
import { pickFlight, takeFlight } from "./traffic.ts";
import { companyOf, createFor, RECENT, recentFile, sealAt, submitAt, typeIn, TYPED, WORK, type Picks } from "./work.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

const MOST_TRIPS = 8;
/** Picks the file made last, of the recent ones. */
const LATEST = RECENT - 1;

/** The kind of change that a fault would rather meet. */
export const wantedKind = ({ c }: Pick<Picks, "c">): ChangeKind => CHANGE_KINDS[c % CHANGE_KINDS.length] ?? "edited";

/** A workstation where a change of the preferred kind waits, if there is one. */
export function deskWith(world: World, picks: Picks): Workstation {
  const kind = wantedKind(picks);
  const waiting = world.desks.filter((desk) => desk.pendingKinds().includes(kind));
  const able = kind === "settled" ? world.desks.filter((desk) => countToSettle(desk.db.read) > 0) : [];
  const from = [waiting, able, world.desks].find((desks) => desks.length > 0) ?? world.desks;
  const desk = from[picks.a % from.length];
  if (desk === undefined) throw new Error("no workstation");
  return desk;
}

/** The same, its owner having just made such a change where none waited. */
export async function deskAtWork(world: World, picks: Picks): Promise<Workstation> {
  const desk = deskWith(world, picks);
  const kind = wantedKind(picks);
  if (desk.pendingKinds().includes(kind)) return desk;
  await WORK[kind](world, desk, picks);
  // Where there was nothing to take out, something has just been put in.
  if (kind === "detached" && !desk.mortal.isDead()) await WORK[kind](world, desk, picks);
  if (kind === "created") sealAt(world, desk, { ...picks, b: LATEST });
  await world.settle(desk);
  return desk;
}

/** A push that is about to reach the centre, with a change of the preferred kind if that can be had in a few steps; it stays under way. */
export async function bringPush(world: World, picks: Picks): Promise<Flight | undefined> {
  const desk = await deskAtWork(world, picks);
  return (await pushOf(world, desk, picks)) ?? pickFlight(world, picks);
}

/** The push of this workstation that is about to reach the centre, if it comes to one in a few steps. */
async function pushOf(world: World, desk: Workstation, picks: Picks): Promise<Flight | undefined> {
  const { flights, answers } = world.network;
  for (let trip = 0; trip < MOST_TRIPS; trip += 1) {
    const at = flights.findIndex(({ from }) => from === desk.parts.index);
    const flight = flights[at];
    if (flight !== undefined && flight.kinds.length > 0) return flight;
    const answer = answers.findIndex((one) => one.flight.from === desk.parts.index && one.flight.isOpen());
    if (flight !== undefined) {
      flights.splice(at, 1);
      await world.arrive(flight, await world.server(picks.b).serve(flight));
    } else if (answer >= 0) for (const one of answers.splice(answer, 1)) await world.arrive(one.flight, one.wire);
    else {
      desk.life.hear({ type: "wanted" });
      await world.settle(desk);
    }
  }
  return undefined;
}

export async function takePush(world: World, picks: Picks): Promise<Flight | undefined> {
  const flight = await bringPush(world, picks);
  return flight === undefined ? undefined : takeFlight(world, picks, (one) => one === flight);
}

/** Two pushes about to reach the centre that want the same locks: of one company, by two banks, or of the same files. Taken out. */
export async function bringRivals(world: World, picks: Picks): Promise<readonly Flight[]> {
  const { a, b } = picks;
  const isOfOneCompany = a % 2 === 0;
  const pair = isOfOneCompany ? [world.desks[b % 3], world.desks[3]] : [world.desks[b % 3], world.desks[(b + 1) % 3]];
  const siren = companyOf(world.files.length, a);
  const taken: Flight[] = [];
  for (const desk of pair) {
    if (desk === undefined) continue;
    if (isOfOneCompany) submitAt(world, desk, createFor(world, desk, siren));
    else for (const pick of [a, a + 1, a + 2]) await editAndSeal(world, desk, { ...picks, b: pick });
    await world.settle(desk);
    const push = await pushOf(world, desk, picks);
    const flight = push === undefined ? undefined : takeFlight(world, picks, (one) => one === push);
    if (flight !== undefined) taken.push(flight);
  }
  return taken;
}

async function editAndSeal(world: World, desk: Workstation, picks: Picks): Promise<void> {
  await WORK.edited(world, desk, { ...picks, c: 1 });
}

/** Two people of a branch fill in the same field of the same file, neither having seen the other's value. */
export async function quarrel(world: World, { a, b, c }: Picks): Promise<void> {
  const [one, two] = [world.desks[a % 3], world.desks[(a + 1) % 3]];
  const field = TYPED[c % TYPED.length];
  const file = one === undefined ? undefined : recentFile(world, one, b);
  if (field === undefined || file === undefined) return;
  for (const desk of [one, two]) {
    if (desk === undefined) continue;
    const value = `v${world.writes.length + 1}`;
    typeIn(world, desk, file, field, value);
    sealFile(desk.life.desk, file);
    await world.settle(desk);
  }
}
