import type { BranchKeyRow } from "../../store/queries/branch-keys.ts";
import { KEYS_NEWS } from "../../store/queries/centre.ts";
import type { Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** As many as the real stores tell. */
const KEYS_TOLD = 5;

/** Keys of the centre and of its branches, for work that leaves without the network. */
export function memorySealing(tables: () => MemoryTables, announce: (payloads: readonly string[]) => void): Pick<Store, "sealingKeys" | "ensureSealingKey" | "addSealingKey" | "branchKeys"> {
  return {
    sealingKeys: async () => tables().sealingKeys,
    ensureSealingKey: async (key) => {
      const { sealingKeys } = tables();
      if (sealingKeys.length === 0) sealingKeys.push(key);
    },
    addSealingKey: async (key) => {
      tables().sealingKeys.unshift(key);
      announce([KEYS_NEWS]);
    },
    branchKeys: async ({ bank }, branch, decide) => {
      const { branchKeys, persons, places, replicas } = tables();
      const members = [...persons.values()].filter((one) => one.bank === bank && one.active && (places.get(keyOf(bank, one.id)) ?? []).includes(branch)).map(({ id }) => id).toSorted();
      const theirs = [...replicas.values()].filter((row) => row.bank === bank && members.includes(row.person)).toSorted((a, b) => (a.replica < b.replica ? -1 : 1))
        .map(({ replica, person, publicKey, have, revokedAt }) => ({ branch, replica, person, publicKey, have, revokedAt }));
      const key = keyOf(bank, branch);
      const read = (): readonly BranchKeyRow[] => (branchKeys.get(key) ?? []).toSorted((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1)).slice(0, KEYS_TOLD);
      const standing = { keys: read(), members, replicas: theirs };
      const change = decide(standing);
      if (change === undefined) return standing;
      const known = branchKeys.get(key) ?? [];
      branchKeys.set(key, change.kind === "new" ? [...known, change.key] : known.map((one) => (one.id === change.id ? { ...one, members: change.members } : one)));
      return { ...standing, keys: read() };
    },
  };
}
