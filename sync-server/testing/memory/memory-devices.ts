import { handleOf } from "../../domain/devices/see-device.ts";
import { OutOfScope, type DeviceRow, type DevicesAsked, type Store } from "../../store/store.ts";
import { personRow } from "./memory-directory.ts";
import { keyOf, type MemoryReplica, type MemoryTables } from "./memory-tables.ts";

/** Workstations and what was decided on them, with the checks that the real tables make. */
export function memoryDevices(tables: () => MemoryTables): Pick<Store, "listDevices" | "hasWorkingDevice" | "changeDevice" | "noteHeard"> {
  const openWord = (bank: string, replica: string) => [...tables().words.values()].find((word) => word.bank === bank && word.kind === "device" && word.subject === replica && word.settled === undefined);
  function rowOf(one: MemoryReplica): DeviceRow {
    const { bank, replica, person } = one;
    const owner = tables().persons.get(keyOf(bank, person));
    const device = tables().devices.get(keyOf(bank, replica));
    const word = openWord(bank, replica);
    return {
      replica, person, name: owner?.name ?? "", active: owner?.active === true, branches: owner === undefined ? [] : personRow(tables(), owner).branches.map(({ id, name }) => ({ id, name })),
      publicKey: one.publicKey, label: one.device, enrolledAt: one.enrolledAt, lastAt: one.have === 0 ? undefined : one.lastAt,
      heard: device?.heard, approval: device?.approval, erase: device?.erase, revoked: one.revokedAt === undefined ? undefined : { at: one.revokedAt, by: one.revokedBy },
      word: word === undefined ? undefined : { id: word.id, detail: word.detail, by: word.by, at: word.at, until: word.until },
      names: new Map([one.revokedBy, device?.approval?.by, device?.erase?.by, word?.by].flatMap((by) => (by === undefined ? [] : [[by, tables().persons.get(keyOf(bank, by))?.name ?? ""] as const]))),
    };
  }
  const isSeen = ({ person, branches }: DeviceRow, by: DevicesAsked["seenBy"]): boolean => by === undefined || person === by.person || (branches.length > 0 && branches.every(({ id }) => by.branches.includes(id)));
  const listDevices: Store["listDevices"] = async (bank, { replica, handle, seenBy, after, limit } = {}) =>
    [...tables().replicas.values()].filter((one) => one.bank === bank && (replica === undefined || one.replica === replica)).map((one) => ({ row: rowOf(one), name: handleOf(one.replica) }))
      .filter(({ row, name }) => (handle === undefined || name === handle) && (after === undefined || name > after) && isSeen(row, seenBy))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, limit).map(({ row }) => row);
  return {
    listDevices,
    hasWorkingDevice: async (bank, person) => (await listDevices(bank)).some((row) => row.person === person && row.revoked === undefined && (row.approval?.is ?? "approved") === "approved"),
    changeDevice: async ({ bank, persons }, replica, decide) => {
      const key = keyOf(bank, replica);
      const one = tables().replicas.get(key);
      if (one === undefined || !persons.includes(one.person)) return undefined;
      const row = rowOf(one);
      const { change: { approval, revoke, erase, told, done, word }, answer } = decide(row);
      const mayAct = [revoke?.by, word?.settle?.by, word?.ask?.by].every((by) => by === undefined || persons.includes(by));
      const isSame = word?.settle?.as === "confirmed" && (word.settle.by === row.word?.by || word.settle.at > (row.word?.until ?? 0));
      if (!mayAct || isSame || (approval?.by !== undefined && approval.by === row.person)) throw new OutOfScope("a check of the tables");
      if (word?.settle !== undefined && row.word?.id === word.settle.id) tables().words.set(word.settle.id, { ...row.word, bank, kind: "device", subject: replica, settled: word.settle.as });
      if (word?.ask !== undefined) tables().words.set(word.ask.id, { ...word.ask, bank, kind: "device", subject: replica, settled: undefined });
      const before = tables().devices.get(key) ?? { heard: undefined, approval: undefined, erase: undefined };
      const ordered = erase === undefined ? before.erase : { ...erase, toldAt: before.erase?.toldAt, doneAt: before.erase?.doneAt };
      const answered = ordered === undefined ? undefined : { ...ordered, toldAt: ordered.toldAt ?? told?.at, doneAt: done?.at ?? ordered.doneAt };
      tables().devices.set(key, { ...before, approval: approval ?? before.approval, erase: answered });
      if (revoke !== undefined && !one.revoked) tables().replicas.set(key, { ...one, revoked: true, revokedAt: revoke.at, revokedBy: revoke.by });
      return answer;
    },
    noteHeard: async ({ bank, persons }, heard) => {
      for (const { replica, person, ...told } of heard) {
        const key = keyOf(bank, replica);
        if (!persons.includes(person) || tables().replicas.get(key)?.person !== person) continue;
        const before = tables().devices.get(key) ?? { heard: undefined, approval: undefined, erase: undefined };
        tables().devices.set(key, { ...before, heard: { at: told.at, version: told.version ?? before.heard?.version, waiting: told.waiting ?? before.heard?.waiting, oldestAt: told.waiting === undefined ? before.heard?.oldestAt : told.oldestAt, clockOffMs: told.clockOffMs ?? before.heard?.clockOffMs, diskFreeMib: told.diskFreeMib ?? before.heard?.diskFreeMib, versionAt: told.version === undefined || told.version === before.heard?.version ? before.heard?.versionAt : told.at, release: told.release ?? before.heard?.release } });
      }
    },
  };
}
