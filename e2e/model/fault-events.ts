import { keyOf } from "../../sync-server/testing/memory/memory-tables.ts";
import type { DataScope } from "../../sync-server/store/store.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { CHANGE_KINDS } from "../../shared/sync/change.ts";
import type { Fault } from "./faults.ts";
import { copyProfile, spoilWal, type Damage } from "./folder.ts";
import type { Flight } from "./network.ts";
import type { Moment } from "./mortal-db.ts";
import { BRANCHES, directoryOf } from "./people.ts";
import { kindsBetween } from "./read-tables.ts";
import { bringPush, bringRivals, deskAtWork, deskWith, takePush, wantedKind } from "./provoke.ts";
import { deliver, takeFlight } from "./traffic.ts";
import { sealUnknownKind } from "./unknown-kind.ts";
import { WORK, type Picks } from "./work.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

type Row = { readonly weight: number; readonly happen: (world: World, picks: Picks) => Promise<void> | void };

/**
 * The process dies at its next commit, which is brought about at once: by an answer that arrives, waiting or just asked for, or by its
 * owner's work.
 */
function dyingAt(moment: Moment): Row["happen"] {
  return async (world, picks) => {
    const desk = deskWith(world, picks);
    const { flights, answers } = world.network;
    const isIts = (flight: Flight): boolean => flight.from === desk.parts.index && flight.isOpen();
    const asked = flights.findIndex(isIts);
    if (picks.b % 3 > 0 && asked >= 0) for (const flight of flights.splice(asked, 1)) answers.push({ flight, wire: await world.server(picks.b).serve(flight) });
    desk.mortal.dieAt(moment);
    const answer = answers.findIndex(({ flight, wire }) => isIts(flight) && wire !== "cut");
    if (answer >= 0) return await deliver(world, { ...picks, a: answer });
    await WORK[wantedKind(picks)](world, desk, picks);
    await world.settle(desk);
  };
}

/** Of two workstations, with a change of the preferred kind if that can be had. */
async function anyTwo(world: World, picks: Picks): Promise<readonly Flight[]> {
  const one = await takePush(world, picks);
  await bringPush(world, { ...picks, a: picks.a + 1 });
  const two = one === undefined ? undefined : takeFlight(world, picks, ({ from }) => from !== one.from);
  return [one, two].filter((flight) => flight !== undefined);
}

/** At most one end of the ordinary world in a run. True when this may be it. */
function mayEnd(world: World, how: Fault): boolean {
  if (world.hasEnded || world.possibleEnding !== how) return false;
  world.hasEnded = true;
  return true;
}

/** Choices between two values wait but seldom: half the time an end waits for a workstation where one does. */
async function deskToEnd(world: World, picks: Picks): Promise<Workstation | undefined> {
  if (picks.b % 2 === 1) return await deskAtWork(world, picks);
  const desk = await deskAtWork(world, { ...picks, c: SETTLED });
  return desk.pendingKinds().includes("settled") ? desk : undefined;
}
const SETTLED = CHANGE_KINDS.indexOf("settled");

const begin = (world: World, desk: Workstation, condition: Fault): void => {
  desk.conditions.add(condition);
  world.met(condition, desk.pendingKinds());
};

export const FAULT_EVENTS: { readonly [F in Fault]: Row } = {
  "lose-request": {
    weight: 3,
    happen: async (world, picks) => {
      const flight = await takePush(world, picks);
      if (flight === undefined) return;
      world.met("lose-request", flight.kinds);
      await world.arrive(flight, "cut");
    },
  },
  "lose-answer": {
    weight: 3,
    happen: async (world, picks) => {
      const flight = await takePush(world, picks);
      if (flight === undefined) return;
      world.met("lose-answer", flight.kinds);
      await world.server(picks.b).serve(flight);
      await world.arrive(flight, "cut");
    },
  },
  "repeat-request": {
    weight: 3,
    happen: async (world, picks) => {
      const flight = await bringPush(world, picks);
      if (flight === undefined) return;
      world.met("repeat-request", flight.kinds);
      world.network.answers.push({ flight, wire: await world.server(picks.b).serve(flight) });
    },
  },
  // Given up by its workstation, which goes on; served later, when nobody waits for it.
  "late-request": {
    weight: 6,
    happen: async (world, picks) => {
      const { stale } = world.network;
      const late = picks.b % 2 === 0 ? stale.splice(picks.a % Math.max(1, stale.length), 1)[0] : undefined;
      if (late !== undefined) {
        world.met("late-request", late.kinds);
        await world.server(picks.b).serve(late);
        return;
      }
      const flight = await bringPush(world, picks);
      if (flight !== undefined) await world.arrive(flight, "cut");
    },
  },
  "token-expired": {
    weight: 2,
    happen: async (world, picks) => {
      const flight = await takePush(world, picks);
      if (flight === undefined) return;
      world.met("token-expired", flight.kinds);
      await world.arrive(flight, { status: 401, text: JSON.stringify({ code: "G3001", params: {}, fields: [], request: "model" }) });
    },
  },
  "two-at-once": {
    weight: 6,
    happen: async (world, picks) => {
      const both = picks.c % 4 === 0 ? await bringRivals(world, picks) : await anyTwo(world, picks);
      if (both.length === 2) world.met("two-at-once", both.flatMap(({ kinds }) => kinds));
      const wires = await Promise.all(both.map(async (flight, n) => await world.server(picks.b + n).serve(flight)));
      both.forEach((flight, n) => world.network.answers.push({ flight, wire: wires[n] ?? "cut" }));
    },
  },
  "crash": {
    weight: 1,
    happen: async (world, picks) => {
      const desk = await deskAtWork(world, picks);
      world.met("crash", desk.pendingKinds());
      desk.kill();
      await world.comeBack(desk);
    },
  },
  "crash-before-commit": { weight: 1.5, happen: dyingAt("before-commit") },
  "crash-after-commit": { weight: 2.2, happen: dyingAt("after-commit") },
  "torn-witness": { weight: 1.5, happen: dyingAt("torn-witness") },
  "disk-full": { weight: 2, happen: (world, picks) => deskWith(world, picks).mortal.fillDisk(1 + (picks.b % 3)) },
  "wal-damage": {
    weight: 0.8,
    happen: async (world, picks) => {
      const desk = await deskAtWork(world, picks);
      if (desk.lostLives.size > 0) return;
      const kinds = desk.pendingKinds();
      const how = (["flip", "cut", "gone"] as const satisfies readonly Damage[])[picks.b % 3] ?? "flip";
      desk.kill();
      await world.comeBack(desk, (dataDir) => {
        const isSpoilt = spoilWal(dataDir, desk.profile, how, picks.a * 7 + picks.c);
        if (isSpoilt) world.met("wal-damage", kinds);
        return isSpoilt ? how : undefined;
      });
    },
  },
  "server-crash-before-commit": {
    weight: 2,
    happen: async (world, picks) => {
      const flight = await takePush(world, picks);
      if (flight === undefined) return;
      world.met("server-crash-before-commit", flight.kinds);
      await world.server(picks.b).dieServing(flight);
      world.cutNews(picks.b);
      await world.arrive(flight, "cut");
    },
  },
  "server-crash-after-commit": {
    weight: 2,
    happen: async (world, picks) => {
      const flight = await takePush(world, picks);
      if (flight === undefined) return;
      world.met("server-crash-after-commit", flight.kinds);
      await world.server(picks.b).serve(flight);
      await world.server(picks.b).restart();
      world.cutNews(picks.b);
      await world.arrive(flight, "cut");
    },
  },
  "clock-jump": {
    weight: 1,
    happen: async (world, picks) => {
      const desk = await deskAtWork(world, picks);
      desk.offset = ([-3_600_000, 86_400_000, 0, -40 * 86_400_000, 600_000][picks.b % 5]) ?? 0;
      if (desk.offset === 0) desk.conditions.delete("clock-jump");
      else begin(world, desk, "clock-jump");
    },
  },
  "old-rules": {
    weight: 1,
    happen: async (world, picks) => {
      const desk = await deskAtWork(world, picks);
      desk.rules = ["pge-france@0.9.0", "pge-france@99.0.0", undefined][picks.b % 3];
      if (desk.rules === undefined) desk.conditions.delete("old-rules");
      else begin(world, desk, "old-rules");
    },
  },
  "unknown-kind": {
    weight: 1.5,
    happen: async (world, picks) => {
      const desk = deskWith(world, picks);
      const own = world.files.filter(({ bank }) => bank === desk.parts.person.bank).slice(-3);
      const file = own[picks.b % Math.max(1, own.length)]?.file;
      if (file === undefined || !sealUnknownKind(desk, file)) return await world.settle(desk);
      begin(world, desk, "unknown-kind");
      await world.settle(desk);
    },
  },
  // Handed over to another branch of the bank by somebody of both.
  "file-moved": {
    weight: 1.4,
    happen: async (world, picks) => {
      const mover = world.desks.find(({ parts }) => parts.person.login === "chloe" && !parts.person.branches.some((branch) => !world.people.find(({ login }) => login === "chloe")?.branches.includes(branch)));
      if (mover === undefined) return;
      const { person } = mover.parts;
      const tables = await world.centre.tables();
      if (tables.replicas.get(keyOf(person.bank, mover.replica.replica))?.revoked !== false || !world.people.some(({ id: known }) => known === person.id)) return;
      const files = [...tables.files.values()].filter(({ branch }) => person.branches.includes(branch)).toSorted((x, y) => (x.file < y.file ? -1 : 1)).slice(-5);
      const file = files[picks.b % Math.max(1, files.length)];
      const to = person.branches.find((branch) => branch !== file?.branch);
      if (file === undefined || to === undefined) return;
      const scope: DataScope = { bank: id<BankId>(person.bank), branches: person.branches, persons: [person.id] };
      if (!(await world.centre.connect().moveFile(scope, { file: file.file, to, replica: mover.replica.replica, epoch: 1 }))) return;
      const kinds = world.desks.filter((desk) => desk.parts.person.bank === person.bank).flatMap((desk) => desk.pendingKinds());
      world.met("file-moved", kinds);
    },
  },
  "left-branch": {
    weight: 1,
    happen: async (world, picks) => {
      const desk = world.desks[1 + (picks.a % 2)];
      const [first, second] = BRANCHES.map((branch) => branch.id);
      if (desk === undefined || desk.conditions.has("left-branch") || first === undefined || second === undefined) return;
      world.people = world.people.map((person) => (person.id === desk.parts.person.id ? { ...person, branches: [second] } : person));
      await world.centre.connect().importDirectory(directoryOf(world.people));
      begin(world, desk, "left-branch");
    },
  },
  "person-removed": {
    weight: 5,
    happen: async (world, picks) => {
      const desk = await deskToEnd(world, picks);
      if (desk === undefined || !mayEnd(world, "person-removed")) return;
      world.people = world.people.filter(({ id: person }) => person !== desk.parts.person.id);
      await world.centre.connect().importDirectory(directoryOf(world.people));
      begin(world, desk, "person-removed");
    },
  },
  "replica-revoked": {
    weight: 5,
    happen: async (world, picks) => {
      const desk = await deskToEnd(world, picks);
      if (desk === undefined || !desk.life.state().enrolled || !mayEnd(world, "replica-revoked")) return;
      const { person } = desk.parts;
      await world.centre.connect().revokeReplica({ bank: id<BankId>(person.bank), branches: [], persons: [person.id] }, desk.replica.replica, world.now);
      begin(world, desk, "replica-revoked");
    },
  },
  // The folder of a workstation, copied to another computer while nobody looked: both go on.
  "clone": {
    weight: 1.2,
    happen: async (world, picks) => {
      const desk = await deskAtWork(world, picks);
      if (desk.lostLives.size > 0 || !mayEnd(world, "clone")) return;
      const { profile, key, parts: { person } } = desk;
      begin(world, desk, "clone");
      const copy = await world.addDesk({ person, profile, key, dataDir: copyProfile(desk.dataDir, profile) });
      begin(world, copy, "clone");
    },
  },
  // The first time a backup is made; the second time the centre is put back to it.
  "restore": {
    weight: 2.5,
    happen: async (world) => {
      const { backup, restore, tables } = world.centre;
      if (backup === undefined || restore === undefined) return;
      if (world.backup === undefined) {
        world.backup = backup();
        return;
      }
      if (!mayEnd(world, "restore")) return;
      world.met("restore", kindsBetween(world.backup, await tables()));
      restore(world.backup);
      world.isRestored = true;
    },
  },
};
