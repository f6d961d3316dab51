import { CHANGE_KINDS } from "../../shared/sync/change.ts";
import type { Flight } from "./network.ts";
import type { Picks } from "./work.ts";
import type { World } from "./world.ts";

/** Takes one out: a push with a change of the preferred kind before any other push, and that before anything else. */
export function takeFlight(world: World, { a, c }: Picks, isWanted: (flight: Flight) => boolean = () => true): Flight | undefined {
  const flight = pickFlight(world, { a, c }, isWanted);
  if (flight !== undefined) world.network.flights.splice(world.network.flights.indexOf(flight), 1);
  return flight;
}

export function pickFlight(world: World, { a, c }: Pick<Picks, "a" | "c">, isWanted: (flight: Flight) => boolean = () => true): Flight | undefined {
  const kind = CHANGE_KINDS[c % CHANGE_KINDS.length];
  const all = world.network.flights.filter(isWanted);
  const pushes = all.filter(({ kinds }) => kinds.length > 0);
  const preferred = pushes.filter(({ kinds }) => kind !== undefined && kinds.includes(kind));
  const from = preferred.length > 0 ? preferred : pushes.length > 0 ? pushes : all;
  return from[a % Math.max(1, from.length)];
}

/** A request reaches some process of the centre, whose answer starts its way back. With none under way, everybody asks again. */
export async function serve(world: World, { a, b }: Picks): Promise<void> {
  const { flights, answers } = world.network;
  const [flight] = flights.splice(a % Math.max(1, flights.length), 1);
  if (flight === undefined) return await poll(world, a);
  answers.push({ flight, wire: await world.server(b).serve(flight) });
}

export async function deliver(world: World, { a }: Picks): Promise<void> {
  const { answers } = world.network;
  const [answer] = answers.splice(a % Math.max(1, answers.length), 1);
  if (answer !== undefined) await world.arrive(answer.flight, answer.wire);
}

/** Half a minute has passed for this one, or its owner asks. */
export async function poll(world: World, a: number): Promise<void> {
  const desk = world.desks[a % world.desks.length];
  if (desk === undefined) return;
  desk.life.hear({ type: a % 2 === 0 ? "poll-due" : "wanted" });
  await world.settle(desk);
}

/** A good line for a moment: what this one asks is answered, a few times over. */
export async function exchange(world: World, picks: Picks): Promise<void> {
  const { flights, answers } = world.network;
  const from = picks.a % world.desks.length;
  for (let trips = 2 + (picks.c % 7); trips > 0; trips -= 1) {
    const answer = answers.findIndex(({ flight }) => flight.from === from && flight.isOpen());
    if (answer >= 0) {
      await deliver(world, { ...picks, a: answer });
      continue;
    }
    const at = flights.findIndex((flight) => flight.from === from);
    const [flight] = at < 0 ? [] : flights.splice(at, 1);
    if (flight === undefined) await poll(world, picks.a);
    else await world.arrive(flight, await world.server(picks.b).serve(flight));
  }
}
