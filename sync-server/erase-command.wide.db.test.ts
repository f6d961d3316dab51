import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "./store/open-store.ts";
import { createPgliteDriver } from "./store/pglite.ts";
import { createSmallWorld, twoBanks } from "./testing/small-world.ts";
import { created, freshSiren } from "./testing/contract-world.ts";
import { soundFields } from "./testing/sound-fields.ts";
import { newId } from "./testing/workstation.ts";

/** The commands of retention and erasure, as an operator gives them; and a restore from before. */
let folder = "";
let bank = "";
const [draft, other] = [newId(), newId()];
const administrators = [newId(), newId()] as const;
let advisor = "";
let operators: readonly string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-erase-"));
  const directory = twoBanks();
  const [first, ...rest] = directory.banks;
  if (first === undefined) throw new Error("no bank");
  bank = first.id;
  operators = directory.operators.map(({ id }) => id);
  const persons = administrators.map((id, i) => ({ id, subject: `adam${i}@${bank}`, name: `adam ${i}`, role: "administrator" as const, branches: first.branches.map((one) => one.id) }));
  const { services, workstation } = await createSmallWorld(await openStore(await createPgliteDriver({ folder: join(folder, "store") })), { directory: { ...directory, banks: [{ ...first, persons: [...first.persons, ...persons] }, ...rest] } });
  const marie = await workstation("marie");
  advisor = marie.caller.user;
  await marie.send(created(draft, soundFields({ siren: freshSiren() })), created(other, soundFields({ siren: freshSiren() })));
  await services.close();
  cpSync(join(folder, "store"), join(folder, "backup"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, LC_ALL: "fr_FR.UTF-8" };
  return await promisify(execFile)(process.execPath, ["sync-server/main.ts", ...args], { env }).then((done) => ({ code: 0, ...done }), (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error);
}
const verified = async () => JSON.parse((await run("verify", "--json")).stdout);

test("[ER16] what is looked at changes nothing, and says the texts, which of them is cited from memory, and that no time was set", async () => {
  const { code, stdout } = await run("retention", bank);
  expect(code).toBe(0);
  for (const said of ["Dossiers conservés dans cette banque au 15/04/2020\u00a0: 2.", "la banque n’a fixé aucune durée, rien ne part", "CMF L. 561-12", "Cité de mémoire, à vérifier", "Rien n’est à effacer maintenant.", "Conservés, aucune durée fixée par la banque\u00a0: 2"]) expect(stdout).toContain(said);
  expect(JSON.parse((await run("retention", bank, "--json")).stdout)).toMatchObject({ files: 2, due: {}, kept: { unset: { files: 2 } }, held: 0 });
  expect([(await run("retention", newId())).code, (await run("retention", "x")).code]).toEqual([1, 2]);
});

test("[ER10] nothing goes before its time, and the refusal says why", async () => {
  expect(JSON.parse((await run("erase", bank, "--due", "--json")).stdout)).toMatchObject({ erased: 0, kept: 0, stopped: false });
  const refused = await run("erase", bank, "--file", draft);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/G9572[^]*Fondement\u00a0: aucune durée fixée par la banque/)]);
  expect(JSON.parse((await run("erase", bank, "--file", newId(), "--json")).stdout)).toEqual({ error: { code: "G2008" } });
});

test("[ER5] at its client's request a draft goes at the word of two administrators, and its statement lies beside the anchors", async () => {
  const ask = (who: string) => run("erase", bank, "--file", draft, "--request", who, "--json");
  expect(JSON.parse((await ask(advisor)).stdout)).toEqual({ error: { code: "G3002" } });
  expect(JSON.parse((await ask(administrators[0])).stdout)).toMatchObject({ erased: 0, waiting: true });
  expect(JSON.parse((await ask(administrators[0])).stdout)).toEqual({ error: { code: "G9504" } });
  const { code, stdout } = await run("erase", bank, "--file", draft, "--request", administrators[1]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("Dossiers effacés\u00a0: 1.")]);
  expect(stdout).toContain("Les sauvegardes faites avant aujourd’hui les contiennent encore");
  expect(readdirSync(join(folder, "anchors")).filter((name) => name.startsWith("purge-"))).toEqual([`purge-${bank}-${draft}.json`]);
  expect(await verified()).toMatchObject({ faults: [], files: 1, purges: 1 });
});

test("[ER15] brought back from a backup of before, the file is erased again by beginning the epoch", async () => {
  rmSync(join(folder, "store"), { recursive: true });
  cpSync(join(folder, "backup"), join(folder, "store"), { recursive: true });
  expect(await verified()).toMatchObject({ files: 2, purges: 0 });
  const [first = "", second = ""] = operators;
  expect((await run("begin-epoch", "--as", first)).stdout).toContain("a second operator is needed");
  const begun = await run("begin-epoch", "--as", second);
  expect([begun.code, begun.stdout]).toEqual([0, expect.stringMatching(/"applied":1,"known":0/)]);
  const { files, purges, faults } = await verified();
  expect([files, purges, faults.filter(({ part }: { readonly part: string }) => part !== "anchor")]).toEqual([1, 1, []]);
  expect((await run("reapply-purges")).stdout).toMatch(/"applied":0,"known":1/);
});
