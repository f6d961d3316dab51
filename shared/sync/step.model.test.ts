import fc from "fast-check";
import { expect, test } from "vitest";
import { step } from "./step.ts";
import { ASLEEP, type Failure, type SyncEffect, type SyncEvent, type SyncRequest, type SyncState } from "./sync-state.ts";

/**
 * Replicas and a centre as small as the promises allow: a change is a number, the feed is the list of accepted ones. The network loses,
 * repeats, delays and reorders; a workstation dies at any moment and comes back with its disk. `step` is the real one.
 */
type Disk = { sealed: number; answered: number; enrolled: boolean; cursor: number | undefined; copying: number; epoch: number; reoffering: boolean; holds: Set<string> };
type Flight = { readonly replica: number; readonly life: number; readonly request: SyncRequest; readonly ticket: number; readonly from: number; readonly epoch: number };
type Answer = { readonly replica: number; readonly life: number; readonly event: SyncEvent; readonly write: (disk: Disk) => void };

class World {
  feed: string[] = [];
  lines: number[];
  epoch = 1;
  recovering = false;
  backup: { readonly feed: readonly string[]; readonly lines: readonly number[] } = { feed: [], lines: [] };
  readonly disks: Disk[];
  readonly states: SyncState[];
  readonly lives: number[];
  readonly flights: Flight[] = [];
  readonly answers: Answer[] = [];
  readonly waits: (number | undefined)[];
  readonly effectsOf = new Map<string, number>();

  constructor(replicas: number) {
    const each = <T>(make: () => T): T[] => Array.from({ length: replicas }, make);
    this.lines = each(() => 0);
    this.disks = each(() => ({ sealed: 0, answered: 0, enrolled: false, cursor: undefined, copying: 0, epoch: 1, reoffering: false, holds: new Set<string>() }));
    this.states = each(() => ASLEEP);
    this.lives = each(() => 0);
    this.waits = each(() => undefined);
    this.disks.forEach((_, replica) => this.start(replica));
  }

  hear(replica: number, event: SyncEvent): void {
    const { state, effects } = step(this.states[replica] ?? ASLEEP, event);
    this.states[replica] = state;
    for (const effect of effects) this.perform(replica, effect);
  }

  perform(replica: number, effect: SyncEffect): void {
    const life = this.lives[replica] ?? 0;
    if (effect.type === "send") this.flights.push({ replica, life, request: effect.request, ticket: effect.ticket, from: this.disk(replica).cursor ?? 0, epoch: this.disk(replica).epoch });
    else if (effect.type === "wait") this.waits[replica] = effect.ticket;
    else if (effect.type === "stop-waiting") this.waits[replica] = undefined;
    else if (effect.type === "refresh-token") this.answers.push({ replica, life, event: { type: "token-refreshed", ticket: effect.ticket }, write: () => undefined });
  }

  disk(replica: number): Disk {
    const disk = this.disks[replica];
    if (disk === undefined) throw new Error("no such replica");
    return disk;
  }

  start(replica: number): void {
    const { sealed, answered, enrolled, cursor, reoffering } = this.disk(replica);
    this.hear(replica, { type: "started", line: { sealed, answered }, enrolled, signedIn: true, reoffering, recovering: this.recovering, snapshots: cursor === undefined ? ["b"] : [] });
  }

  crash(replica: number): void {
    this.lives[replica] = (this.lives[replica] ?? 0) + 1;
    this.states[replica] = ASLEEP;
    this.waits[replica] = undefined;
    this.start(replica);
  }

  seal(replica: number): void {
    const disk = this.disk(replica);
    disk.sealed += 1;
    this.hear(replica, { type: "sealed", seq: disk.sealed });
  }

  /** The centre meets a request: what it writes, it writes once; the answer starts its way back. */
  serve({ replica, life, request, ticket, from, epoch }: Flight): void {
    const have = this.lines[replica] ?? 0;
    const back = (event: SyncEvent, write: (disk: Disk) => void = () => undefined): void => void this.answers.push({ replica, life, event, write });
    const { recovering } = this;
    const now = this.epoch;
    if (epoch !== now && request.kind !== "hello" && request.kind !== "enrol") return back({ type: "failed", ticket, failure: { kind: "stranger", error: { code: "G4011" } }, random: 0.5 });
    switch (request.kind) {
      case "hello":
        if (this.disk(replica).epoch !== now) {
          return back({ type: "restored", ticket, recovering, snapshots: ["b"] }, (disk) => {
            if (disk.epoch < now) Object.assign(disk, { epoch: now, cursor: undefined, copying: 0, enrolled: false, reoffering: true });
          });
        }
        return back({ type: "greeted", ticket, recovering, snapshots: this.disk(replica).cursor === undefined ? ["b"] : [] });
      case "enrol":
        return back({ type: "enrolled", ticket, have, snapshots: this.disk(replica).cursor === undefined ? ["b"] : [] }, (disk) => {
          if (disk.epoch !== now) return;
          disk.enrolled = true;
          if (have >= disk.answered) disk.reoffering = false;
        });
      case "reoffer": {
        if (request.first > have + 1) return back({ type: "failed", ticket, failure: { kind: "gap", have }, random: 0.5 });
        const reached = this.accept(replica, request.first + request.count - 1);
        return back({ type: "reoffered", ticket, have: reached, tookMs: 100 }, (disk) => {
          if (disk.epoch === now && reached >= disk.answered) disk.reoffering = false;
        });
      }
      case "push": {
        if (request.first > have + 1) return back({ type: "failed", ticket, failure: { kind: "gap", have }, random: 0.5 });
        if (recovering) return back({ type: "failed", ticket, failure: { kind: "asked-to-wait", error: { code: "G5003" }, afterMs: 5 }, random: 0.5 });
        const last = request.first + request.count - 1;
        this.accept(replica, last);
        return back({ type: "pushed", ticket, last, tookMs: 100 }, (disk) => void (disk.answered = Math.max(disk.answered, last)));
      }
      case "snapshot": {
        const { copying } = this.disk(replica);
        const page = this.feed.slice(0, copying + 3);
        const done = page.length === this.feed.length;
        return back({ type: "snapshot-page", ticket, branch: "b", done }, (disk) => {
          page.forEach((name) => disk.holds.add(name));
          disk.copying = Math.max(disk.copying, page.length);
          if (done) disk.cursor = Math.max(disk.cursor ?? 0, page.length);
        });
      }
      case "compare":
        return back({ type: "compared", ticket, branch: request.branch, done: from === this.feed.length, pull: from < this.feed.length, have });
      case "pull": {
        const page = this.feed.slice(from, from + 4);
        const to = from + page.length;
        return back({ type: "pulled", ticket, more: to < this.feed.length, have, snapshots: [] }, (disk) => {
          page.forEach((name) => disk.holds.add(name));
          disk.cursor = Math.max(disk.cursor ?? 0, to);
        });
      }
    }
  }

  accept(replica: number, last: number): number {
    const have = this.lines[replica] ?? 0;
    for (let seq = have + 1; seq <= last; seq += 1) {
      const name = `${replica}.${seq}`;
      this.effectsOf.set(name, (this.effectsOf.get(name) ?? 0) + 1);
      this.feed.push(name);
    }
    this.lines[replica] = Math.max(have, last);
    return this.lines[replica] ?? 0;
  }

  /** The centre comes back as it was at its last backup, and says so. */
  restore(): void {
    const kept = new Set(this.backup.feed);
    for (const name of this.effectsOf.keys()) if (!kept.has(name)) this.effectsOf.delete(name);
    this.feed = [...this.backup.feed];
    this.lines = this.lines.map((_, replica) => this.backup.lines[replica] ?? 0);
    this.epoch += 1;
    this.recovering = true;
  }

  /** The answer arrives, unless the workstation died since. The shell writes what it holds before the step hears of it, late or not. */
  deliver({ replica, life, event, write }: Answer): void {
    if (life !== this.lives[replica]) return;
    // An epoch is entered by the one exchange that asked: a second answer to its hello reaches nobody, and writes nothing.
    if (event.type === "restored" && event.ticket !== this.states[replica]?.ticket) return;
    write(this.disk(replica));
    this.hear(replica, event);
  }

  fail(flight: Flight, failure: Failure): void {
    this.answers.push({ replica: flight.replica, life: flight.life, event: { type: "failed", ticket: flight.ticket, failure, random: 0.5 }, write: () => undefined });
  }

  check(): void {
    for (const [name, times] of this.effectsOf) expect(times, `${name} had effect ${times} times`).toBe(1);
    this.disks.forEach((disk, replica) => {
      if (disk.epoch === this.epoch && !disk.reoffering) expect(disk.answered).toBeLessThanOrEqual(this.lines[replica] ?? 0);
      expect(this.states[replica]?.phase.kind, "never stops without cause").not.toBe("stopped");
      if (disk.epoch === this.epoch) expect(this.feed.slice(0, disk.cursor ?? 0).every((name) => disk.holds.has(name)), "nothing before the cursor is missing").toBe(true);
    });
  }

  /** The weather clears: everything must arrive, in a number of turns that the work explains. */
  calm(): void {
    this.recovering = false;
    for (let turn = 0; turn < 2_000; turn += 1) {
      const flight = this.flights.shift();
      if (flight !== undefined) this.serve(flight);
      const answer = this.answers.shift();
      if (answer !== undefined) this.deliver(answer);
      if (flight !== undefined || answer !== undefined) continue;
      const waiting = this.waits.findIndex((ticket) => ticket !== undefined);
      if (waiting >= 0) {
        const ticket = this.waits[waiting] ?? 0;
        this.waits[waiting] = undefined;
        this.hear(waiting, { type: "retry-due", ticket });
        continue;
      }
      // Whoever was signed out by two expired tokens in a row signs in again, once nothing else moves.
      const signedOut = this.states.findIndex(({ phase }) => phase.kind === "signed-out");
      if (signedOut >= 0) {
        this.hear(signedOut, { type: "signed-in" });
        continue;
      }
      if (this.disks.every((disk, replica) => disk.answered === disk.sealed && disk.epoch === this.epoch && !disk.reoffering && disk.holds.size === this.feed.length && this.states[replica]?.phase.kind === "resting" && this.states[replica]?.comparing.length === 0)) return;
      this.disks.forEach((_, replica) => this.hear(replica, { type: "poll-due" }));
    }
    throw new Error(`stuck: ${JSON.stringify({ states: this.states, disks: this.disks.map((disk) => ({ ...disk, holds: disk.holds.size })), feed: this.feed.length })}`);
  }
}

const REPLICAS = 3;
const replica = fc.nat(REPLICAS - 1);
const pick = fc.nat(20);
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("seal" as const), replica }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("serve" as const), pick }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("deliver" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("repeat-request" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("repeat-answer" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("lose-request" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("lose-answer" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const), replica }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("expire" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("busy" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("backup" as const, "restore" as const, "recovered" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("news" as const), replica }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wanted" as const), replica }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("retry" as const), replica }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("compare" as const), replica }) },
);

function take<T>(list: T[], at: number): T | undefined {
  return list.length === 0 ? undefined : list.splice(at % list.length, 1)[0];
}
const peek = <T>(list: readonly T[], at: number): T | undefined => (list.length === 0 ? undefined : list[at % list.length]);

function act(world: World, done: typeof action extends fc.Arbitrary<infer A> ? A : never): void {
  switch (done.do) {
    case "seal": return world.seal(done.replica);
    case "backup": world.backup = { feed: [...world.feed], lines: [...world.lines] }; return;
    case "restore": return world.restore();
    case "recovered": world.recovering = false; return;
    case "crash": return world.crash(done.replica);
    case "news": return world.hear(done.replica, { type: "news" });
    case "wanted": return world.hear(done.replica, { type: "wanted" });
    case "compare": return world.hear(done.replica, { type: "compare-wanted", branches: ["b"] });
    case "retry": {
      const ticket = world.waits[done.replica];
      if (ticket === undefined) return;
      world.waits[done.replica] = undefined;
      return world.hear(done.replica, { type: "retry-due", ticket });
    }
    case "serve": case "lose-answer": case "repeat-request": {
      const flight = done.do === "repeat-request" ? peek(world.flights, done.pick) : take(world.flights, done.pick);
      if (flight === undefined) return;
      world.serve(flight);
      if (done.do === "lose-answer") {
        world.answers.pop();
        world.fail(flight, { kind: "unreachable", error: { code: "G5004" } });
      }
      return;
    }
    case "lose-request": case "expire": case "busy": {
      const flight = take(world.flights, done.pick);
      if (flight === undefined) return;
      return world.fail(flight, done.do === "expire" ? { kind: "unauthorised" } : done.do === "busy" ? { kind: "asked-to-wait", error: { code: "G5002" }, afterMs: 5 } : { kind: "unreachable", error: { code: "G5004" } });
    }
    case "deliver": case "repeat-answer": {
      const answer = done.do === "repeat-answer" ? peek(world.answers, done.pick) : take(world.answers, done.pick);
      if (answer !== undefined) world.deliver(answer);
    }
  }
}

/**
 * Runs that once failed, kept for ever. 2026-11: an expired answer still on its way when the weather cleared left its replica signed out; the disk
 * entered an epoch by an answer that no exchange waited for any more.
 */
const KNOWN = [{ seed: -642_508_331, path: "485" }, { seed: 1_906_535_201, path: "78" }, { seed: -42_894_054, path: "370" }];

const nothingIsLost = fc.property(fc.array(action, { minLength: 1, maxLength: 200 }), (actions) => {
  const world = new World(REPLICAS);
  for (const done of actions) {
    act(world, done);
    world.check();
  }
  world.calm();
  world.check();
  const sent = world.disks.reduce((sum, disk) => sum + disk.sealed, 0);
  expect(world.feed.length).toBe(sent);
  for (const disk of world.disks) expect([...disk.holds].toSorted()).toEqual([...world.feed].toSorted());
});

test("[WS6] [WS7] [WS15] nothing is lost, nothing happens twice, and nothing stays stuck, whatever is repeated, delayed, cut, killed or restored", () => {
  for (const known of KNOWN) fc.assert(nothingIsLost, known);
  fc.assert(nothingIsLost, { numRuns: 1_000, endOnFailure: true });
});
