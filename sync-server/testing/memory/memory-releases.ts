import type { Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** What workstations told of releases, and the branches of a bank. */
export function memoryReleases(tables: () => MemoryTables): Pick<Store, "listReleases" | "listBranches"> {
  return {
    listReleases: async (bank) => {
      const { replicas, persons, devices, places } = tables();
      return [...replicas.values()].filter((one) => one.bank === bank && !one.revoked && persons.get(keyOf(bank, one.person))?.active === true).toSorted((a, b) => (a.replica < b.replica ? -1 : 1)).map(({ replica, person, device: label }) => {
        const heard = devices.get(keyOf(bank, replica))?.heard;
        return { replica, name: persons.get(keyOf(bank, person))?.name ?? "", branches: places.get(keyOf(bank, person)) ?? [], label, heardAt: heard?.at, version: heard?.version, versionAt: heard?.versionAt, release: heard?.release };
      });
    },
    listBranches: async (bank) => [...tables().branches.values()].filter((one) => one.bank === bank).map(({ id, name, region }) => ({ id, name, region })).toSorted((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1)),
  };
}
