import { instant, type Instant } from "../../shared/kernel/instant.ts";
import type { Sealer } from "../attestation/create-sealer.ts";
import { createServices } from "../domain/create-services.ts";
import { importDirectory, type DirectoryInput } from "../domain/directory.ts";
import type { ExpirySetting } from "../domain/operator/create-expirer.ts";
import type { Caller, Services } from "../domain/services.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Store } from "../store/store.ts";
import { createWorkstation, newId, type Workstation } from "./workstation.ts";

const ISSUER = "https://sign-in.test";

export type SmallWorldOptions = { readonly now?: () => Instant; readonly demonstration?: boolean; readonly directory?: DirectoryInput; readonly objects?: ObjectStore; readonly documentDayBytes?: number; readonly expiry?: ExpirySetting; readonly sealer?: Sealer; readonly heardMs?: number };

/** Two banks of two branches, for one test: ids are fresh, so tests may share a database. */
export async function createSmallWorld(store: Store, options: SmallWorldOptions = {}) {
  const { directory = twoBanks(), ...settings } = options;
  const services = await createServices({ demonstration: true, now: () => instant(Date.now()), onError: () => {}, ...settings, store });
  const { centre, epoch } = await services.centre();
  await importDirectory(store, directory);
  const caller = async (subject: string): Promise<Caller> => {
    const found = await services.findCaller(ISSUER, `${subject}@${directory.banks[0]?.id}`);
    if (found === undefined) throw new Error(`nobody is called ${subject}`);
    return found;
  };
  const workstation = async (subject: string): Promise<Workstation> => {
    const made = createWorkstation(services, await caller(subject), { centre, epoch: epoch.id });
    const enrolled = await made.enrol();
    if (!enrolled.ok) throw new Error(`not enrolled: ${JSON.stringify(enrolled.error)}`);
    return made;
  };
  return { store, services, directory, caller, workstation, address: { centre, epoch: epoch.id } };
}
export type SmallWorld = Awaited<ReturnType<typeof createSmallWorld>>;

/** Subjects: marie and paul (bank A, branch 1), lea (A, branch 2), anna (A, both, manager), zoe (bank B, branch 1), boss and chief (operators). */
export function twoBanks(): DirectoryInput {
  const [bankA, bankB] = [newId(), newId()];
  const branches = (names: readonly string[]) => names.map((name) => ({ id: newId(), name }));
  const [a, b] = [branches(["A1", "A2"]), branches(["B1", "B2"])];
  const person = (subject: string, role: "advisor" | "manager", at: readonly { readonly id: string }[]) => ({ id: newId(), subject: `${subject}@${bankA}`, name: subject, role, branches: at.map((one) => one.id) });
  return {
    banks: [
      { id: bankA, name: "Bank A", issuer: ISSUER, branches: a, persons: [person("marie", "advisor", a.slice(0, 1)), person("paul", "advisor", a.slice(0, 1)), person("lea", "advisor", a.slice(1)), person("anna", "manager", a)] },
      { id: bankB, name: "Bank B", issuer: ISSUER, branches: b, persons: [person("zoe", "advisor", b.slice(0, 1))] },
    ],
    operators: [{ id: newId(), issuer: ISSUER, subject: `boss@${bankA}`, name: "boss" }, { id: newId(), issuer: ISSUER, subject: `chief@${bankA}`, name: "chief" }],
  };
}

export const closeWorld = (services: Services): Promise<void> => services.close();
