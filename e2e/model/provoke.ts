import { CHANGE_KINDS, type ChangeKind } from "../../shared/sync/change.ts";
import { sealFile } from "../../main/core/files/file-work.ts";
import type { Flight } from "./network.ts";
import { pickFlight, takeFlight } from "./traffic.ts";
import { recentFile, sealAt, typeIn, TYPED, WORK, type Picks } from "./work.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

const MOST_TRIPS = 8;

/** The kind of change that a fault would rather meet. */
export const wantedKind = ({ c }: Pick<Picks, "c">): ChangeKind => CHANGE_KINDS[c % CHANGE_KINDS.length] ?? "edited";

/** A workstation where a change of the preferred kind waits, if there is one. */
export function deskWith(world: World, picks: Picks): Workstation {
  const waiting = world.desks.filter((desk) => desk.pendingKinds().includes(wantedKind(picks)));
  const from = waiting.length > 0 ? waiting : world.desks;
  const desk = from[picks.a % from.length];
  if (desk === undefined) throw new Error("no workstation");
  return desk;
}

/** A push that is about to reach the centre, with a change of the preferred kind if that can be had in a few steps; it stays under way. */
export async function bringPush(world: World, picks: Picks): Promise<Flight | undefined> {
  const desk = deskWith(world, picks);
  const kind = wantedKind(picks);
  if (!desk.pendingKinds().includes(kind)) {
    WORK[kind](world, desk, picks);
    sealAt(world, desk, picks);
    await world.settle(desk);
  }
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
  return pickFlight(world, picks);
}

export async function takePush(world: World, picks: Picks): Promise<Flight | undefined> {
  const flight = await bringPush(world, picks);
  return flight === undefined ? undefined : takeFlight(world, picks, (one) => one === flight);
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
