import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { id, type BankId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { demonstrationDirectory } from "./demonstration/directory.ts";
import { importDirectoryFile } from "./import-directory-file.ts";
import { openServices, openStoreOf } from "./open-services.ts";
import { listReleasesOf } from "./releases-command.ts";
import { StartFault } from "./start-fault.ts";
import { openPgliteStore } from "./store/open-store.ts";
import { demonstrationFolder } from "./testing/demonstration-server.ts";
import { newId } from "./testing/workstation.ts";

const log = createLog("silent");

test("[RE13] the directory's command refuses to undo what an administrator decided, by ids and with what to do; a restart keeps it; said so, it is undone", async () => {
  const folder = await demonstrationFolder();
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder }), "configuration");
  const [own] = demonstrationDirectory.banks;
  const advisor = own?.persons.find(({ role }) => role === "advisor");
  const administrator = own?.persons.find(({ role }) => role === "administrator");
  if (own === undefined || advisor === undefined || administrator === undefined) throw new Error("a bank with both");
  const inStore = async <T>(work: (store: Awaited<ReturnType<typeof openPgliteStore>>) => Promise<T>): Promise<T> => {
    const store = await openPgliteStore({ folder: join(folder, "store") });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const isActive = () => inStore(async (store) => (await store.listPeople(own.id, advisor.id))[0]?.active);
  await inStore((store) => store.changePerson({ bank: id<BankId>(own.id), branches: [], persons: [administrator.id] }, advisor.id, ({ person: { role, branches } }) => {
    const to = { role, branches, active: false };
    return { answer: undefined, change: { decision: { id: newId(), said: JSON.stringify({ to }), ...to, at: 5, askedBy: administrator.id, confirmedBy: undefined } } };
  }));
  const file = join(folder, "directory.json");
  writeFileSync(file, JSON.stringify(demonstrationDirectory));
  const refused = await importDirectoryFile(config, file, log).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartFault);
  expect(String(refused)).toContain(advisor.id);
  expect(String(refused)).not.toContain(advisor.name);
  expect(await isActive()).toBe(false);
  await (await openServices(config, log)).close();
  expect(await isActive()).toBe(false);
  await importDirectoryFile(config, file, log, "keep");
  expect(await isActive()).toBe(false);
  await importDirectoryFile(config, file, log, "undo");
  expect(await isActive()).toBe(true);

  let told = "";
  await listReleasesOf(config, own.id, log, (text) => { told += text; }, openStoreOf);
  expect(JSON.parse(told)).toMatchObject({ workstations: 0, channels: [], rules: { halted: false } });
  await expect(listReleasesOf(config, newId(), log, () => {}, openStoreOf)).rejects.toBeInstanceOf(StartFault);
});
