import { expect, test } from "vitest";
import { instant } from "../shared/kernel/instant.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { createPseudonyms, KEPT_MS, TURNED_MS } from "./domain/log/create-pseudonyms.ts";
import { nameSubject } from "./name-subject-command.ts";
import { openPgliteStore } from "./store/open-store.ts";
import { openPreparedStore } from "./store/testing/open-prepared-store.ts";
import { demonstrationFolder } from "./testing/demonstration-server.ts";
import { linkedAudit } from "./testing/linked-audit.ts";

const failing = (error: unknown): never => { throw error; };

test("one key makes one pseudonym on every server; it turns each month, and is ended once nobody may ask any more", async () => {
  const { store, close } = await openPreparedStore();
  let at = Date.parse("2026-01-01T00:00:00Z");
  const of = async (text: string): Promise<string> => {
    const server = await createPseudonyms({ store, now: () => instant(at), onError: failing });
    server.stop();
    return server.of(text);
  };
  const first = await of("person a");
  expect([await of("person a"), await of("person b") === first]).toEqual([first, false]);
  expect(first).not.toContain("person");
  at += TURNED_MS + 1;
  expect(await of("person a")).not.toBe(first);
  at += KEPT_MS + 1;
  await of("person a");
  const kinds = (await linkedAudit(store)).map(({ kind }) => kind).filter((kind) => kind.startsWith("log-key"));
  expect(kinds).toEqual(["log-key.made", "log-key.made", "log-key.made", "log-key.ended", "log-key.ended"]);
  await close();
});

test("an operator asks whose a line is: by id, bank and role; that she asked is in the audit, and nobody else is answered", async () => {
  const folder = await demonstrationFolder();
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder }), "configuration");
  const log = createLog("silent");
  const [maelle, camille] = ["de300000-0000-4000-8000-000000000101", "de300000-0000-4000-8000-000000000120"];
  const store = await openPgliteStore({ folder: `${folder}/store` });
  const pseudonyms = await createPseudonyms({ store, now: () => instant(Date.now()), onError: failing });
  pseudonyms.stop();
  const [pseudonym, address] = [pseudonyms.of(`person ${maelle}`), pseudonyms.of("address 10.0.0.1")];
  await store.close();
  let told = "";
  const ask = (whose: string, by: string): Promise<void> => nameSubject(config, whose, by, log, (text) => { told += text; });
  await expect(ask(pseudonym, maelle)).rejects.toThrow("no operator's");
  await expect(ask(address, camille)).rejects.toThrow("nobody's of the directory");
  await expect(ask("12345678.0123456789abcdef", camille)).rejects.toThrow("gone");
  expect(told).toBe("");
  await ask(pseudonym, camille);
  expect(JSON.parse(told)).toEqual({ person: maelle, bank: "de300000-0000-4000-8000-00000000000a", role: "advisor" });
  const again = await openPgliteStore({ folder: `${folder}/store` });
  expect((await linkedAudit(again)).filter(({ kind }) => kind === "log.named").map(({ body }) => JSON.parse(body ?? ""))).toMatchObject([{ after: { pseudonym, person_id: maelle, asked_by: camille } }]);
  await again.close();
});
