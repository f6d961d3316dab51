import type { ChangeKind } from "../../shared/sync/change.ts";
import { FAULT_EVENTS } from "./fault-events.ts";
import type { Fault } from "./faults.ts";
import { quarrel } from "./provoke.ts";
import { deliver, exchange, poll, serve } from "./traffic.ts";
import { sealAt, WORK, type Picks } from "./work.ts";
import type { World } from "./world.ts";

/** One thing that happens. The picks choose whom and what it happens to, whatever is there to be chosen from. */
export type ModelEvent = readonly [name: EventName, a: number, b: number, c: number];
export type EventName = ChangeKind | "seal" | "serve" | "deliver" | "exchange" | "quarrel" | "signal" | "time" | Fault;

type Row = { readonly weight: number; readonly happen: (world: World, picks: Picks) => Promise<void> | void };

const deskOf = (world: World, { a }: Picks) => world.desks[a % world.desks.length];
const byPerson = (weight: number, work: (typeof WORK)[ChangeKind]): Row => ({
  weight,
  happen: async (world, picks) => {
    const desk = deskOf(world, picks);
    if (desk === undefined) return;
    await work(world, desk, picks);
    await world.settle(desk);
  },
});

const WEIGHTS: { readonly [K in ChangeKind]: number } = { created: 7, edited: 22, settled: 12, submitted: 8, withdrawn: 3, attached: 4, detached: 8, recorded: 8 };

/** Every event, with how often it comes. */
export const EVENTS: { readonly [N in EventName]: Row } = {
  created: byPerson(WEIGHTS.created, WORK.created),
  edited: byPerson(WEIGHTS.edited, WORK.edited),
  settled: byPerson(WEIGHTS.settled, WORK.settled),
  submitted: byPerson(WEIGHTS.submitted, WORK.submitted),
  withdrawn: byPerson(WEIGHTS.withdrawn, WORK.withdrawn),
  attached: byPerson(WEIGHTS.attached, WORK.attached),
  detached: byPerson(WEIGHTS.detached, WORK.detached),
  recorded: byPerson(WEIGHTS.recorded, WORK.recorded),
  seal: byPerson(16, sealAt),
  quarrel: { weight: 12, happen: quarrel },
  serve: { weight: 16, happen: serve },
  deliver: { weight: 16, happen: deliver },
  exchange: { weight: 40, happen: exchange },
  signal: {
    weight: 6,
    happen: async (world, { a }) => {
      const [signal] = world.signals.splice(a % Math.max(1, world.signals.length), 1);
      if (signal !== undefined) await world.hear(signal);
    },
  },
  time: {
    weight: 8,
    happen: async (world, { a, b }) => {
      world.now += 1_000 + (b % 60) * 1_000;
      for (const desk of world.desks) await world.retry(desk);
      await poll(world, a);
    },
  },
  ...FAULT_EVENTS,
};

export const EVENT_NAMES = Object.keys(EVENTS).filter((name): name is EventName => name in EVENTS);

export async function happen(world: World, [name, a, b, c]: ModelEvent): Promise<void> {
  world.steps += 1;
  world.now += 100 + (a % 20) * 50;
  await EVENTS[name].happen(world, { a, b, c });
}
