import { id, type BankId } from "../shared/kernel/ids.ts";
import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";

/** The `replicas` command: the workstations of a bank, as JSON on standard output. Ids, names of its people and of devices; nothing of clients. */
export async function listReplicasOf(config: ServerConfig, bank: string, log: ServerLog, write: (text: string) => void): Promise<void> {
  const store = await openStoreOf(config, log);
  try {
    const { replicas, names } = await store.bankRecovery({ bank: id<BankId>(bank), branches: [], persons: [] });
    const lines = replicas.map(({ replica, person, device, have, lastAt, revoked }) => ({ replica, name: names.get(person) ?? "", device, changes: have, lastAt: new Date(lastAt).toISOString(), revoked }));
    write(`${JSON.stringify(lines, null, 2)}\n`);
  } finally {
    await store.close();
  }
}

/**
 * The `revoke` command: a workstation's replica may push nothing more, from now on; what it had made and not sent waits in quarantine when somebody brings
 * it ([QU1]). Nothing gives the right back: its owner enrols a new replica. Throws StartFault.
 */
export async function revokeReplicaOf(config: ServerConfig, bank: string, replica: string, log: ServerLog): Promise<void> {
  const store = await openStoreOf(config, log);
  try {
    const holder = await store.findReplicaHolder(bank, replica);
    if (holder === undefined) throw new StartFault({
      fr: "Cette banque n’a aucun poste de cet identifiant : « replicas », suivi de l’identifiant de la banque, les donne tous.",
      en: "That bank has no workstation of this id: “replicas”, followed by the bank's id, tells them all.",
    });
    const revoked = await store.revokeReplica({ bank: id<BankId>(bank), branches: [], persons: [holder.person.user] }, replica, Date.now());
    log.info({ replica, revoked }, revoked ? "workstation revoked" : "workstation was revoked already");
  } finally {
    await store.close();
  }
}
