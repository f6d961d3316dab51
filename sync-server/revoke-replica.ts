import { id, type BankId } from "../shared/kernel/ids.ts";
import type { EraseMode } from "../shared/sync/device-messages.ts";
import type { ServerConfig } from "./config.ts";
import { handleOf } from "./domain/devices/see-device.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf } from "./open-services.ts";
import type { DeviceChange, DeviceRow } from "./store/store.ts";
import { StartFault } from "./start-fault.ts";

/** The `replicas` command: the workstations of a bank, as JSON on standard output. Ids, names of its people and of devices; nothing of clients. */
export async function listReplicasOf(config: ServerConfig, bank: string, log: ServerLog, write: (text: string) => void): Promise<void> {
  const store = await openStoreOf(config, log);
  try {
    const { replicas, names } = await store.bankRecovery({ bank: id<BankId>(bank), branches: [], persons: [] });
    const devices = new Map((await store.listDevices(bank)).map((row) => [row.replica, row]));
    const lines = replicas.map(({ replica, person, device, have, lastAt, revoked }) => {
      const { approval, heard, erase } = devices.get(replica) ?? {};
      return {
        replica, handle: handleOf(replica), name: names.get(person) ?? "", device, changes: have, lastAt: new Date(Math.max(lastAt, heard?.at ?? 0)).toISOString(), revoked,
        ...(approval === undefined ? {} : { approval: approval.is }), ...(heard?.version === undefined ? {} : { version: heard.version }), ...(heard?.waiting === undefined ? {} : { waiting: heard.waiting }), ...(heard?.clockOffMs === undefined ? {} : { clockOffMs: heard.clockOffMs }), ...(heard?.diskFreeMib === undefined ? {} : { diskFreeMib: heard.diskFreeMib }),
        ...(erase === undefined ? {} : { erase: erase.doneAt !== undefined ? "done" : erase.toldAt !== undefined ? "told" : "ordered" }),
      };
    });
    write(`${JSON.stringify(lines, null, 2)}\n`);
  } finally {
    await store.close();
  }
}

/**
 * The `revoke` command: a workstation's replica may push nothing more, from now on; what it had made and not sent waits in quarantine when somebody brings
 * it ([QU1]). With an order to erase, the workstation hears it when it comes back. Nothing gives the right back: its owner enrols a new replica. One word
 * is enough here: whoever has the server has the store. Throws StartFault.
 */
export async function revokeReplicaOf(config: ServerConfig, { bank, replica, erase }: { readonly bank: string; readonly replica: string; readonly erase: EraseMode | undefined }, log: ServerLog): Promise<void> {
  const at = Date.now();
  const revoked = await change(config, bank, replica, log, (now) => ({
    change: { ...(now.revoked === undefined ? { revoke: { at, by: undefined } } : {}), ...(erase === undefined || now.erase?.mode === "now" ? {} : { erase: { mode: erase, at, by: undefined } }) },
    answer: now.revoked === undefined,
  }));
  log.info({ replica, revoked, erase }, revoked ? "workstation revoked" : "workstation was revoked already");
}

/** The `approve` command: a new workstation may work, where nobody of its bank may say so. Throws StartFault. */
export async function approveReplicaOf(config: ServerConfig, bank: string, replica: string, log: ServerLog): Promise<void> {
  const approved = await change(config, bank, replica, log, (now) => {
    const waits = now.approval !== undefined && now.approval.is !== "approved";
    return { change: waits ? { approval: { is: "approved" as const, at: Date.now(), by: undefined } } : {}, answer: waits };
  });
  log.info({ replica, approved }, approved ? "workstation approved" : "workstation did not wait for approval");
}

async function change<T>(config: ServerConfig, bank: string, replica: string, log: ServerLog, decide: (now: DeviceRow) => { readonly change: DeviceChange; readonly answer: T }): Promise<T> {
  const store = await openStoreOf(config, log);
  try {
    const [found] = await store.listDevices(bank, { replica });
    const answer = found === undefined ? undefined : await store.changeDevice({ bank: id<BankId>(bank), branches: [], persons: [found.person] }, replica, decide);
    if (answer === undefined) throw new StartFault({
      fr: "Cette banque n’a aucun poste de cet identifiant : « replicas », suivi de l’identifiant de la banque, les donne tous.",
      en: "That bank has no workstation of this id: “replicas”, followed by the bank's id, tells them all.",
    });
    return answer;
  } finally {
    await store.close();
  }
}
