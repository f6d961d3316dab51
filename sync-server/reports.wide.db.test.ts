import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { runConsistency } from "./consistency-command.ts";
import { createLog } from "./create-log.ts";
import { runReport } from "./report-command.ts";
import { openStore } from "./store/open-store.ts";
import { createPgliteDriver } from "./store/pglite.ts";
import { PLANTED, reportingStory, type ReportingStory } from "./testing/reporting-story.ts";

let folder = "";
let it: ReportingStory;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-report-"));
  it = await reportingStory(await openStore(await createPgliteDriver({ folder: join(folder, "store") })));
  await it.services.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (language: string) => ({ ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, LC_ALL: language });
type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
const run = async (args: readonly string[], language = "fr_FR.UTF-8"): Promise<Ran> =>
  await promisify(execFile)(process.execPath, ["sync-server/main.ts", ...args], { env: environment(language) }).then((ran) => ({ code: 0, ...ran }), (error: Ran) => error);
const plant = async (sql: string): Promise<void> => {
  const driver = await createPgliteDriver({ folder: join(folder, "store") });
  await driver.administer(async (client) => await client.script(`SET search_path TO guichet; ${sql}; RESET ALL`));
  await driver.close();
};

test("a view goes out as the CSV that a French spreadsheet opens: euros, days first, of one bank, and nothing twice under one name", async () => {
  const path = join(folder, "out.csv");
  const made = await run(["report", "disbursements", "--out", path, "--bank", it.bankA]);
  expect([made.code, made.stdout]).toEqual([0, `${path} · lignes\u00a0: 1\n`]);
  const [head, line, ...rest] = readFileSync(path, "utf8").split("\r\n");
  expect([head, rest]).toEqual(["\uFEFFbank_id;branch_id;file_id;number;siren;scheme;amount_cents;disbursed_on;declared_on;batch;answer;answered_on", [""]]);
  expect(line?.split(";").slice(2)).toEqual([it.loan.file, it.loan.number, it.loan.siren, "CLASSIQUE", "90000,00", "15/06/2020", "15/06/2020", "D-1", "ACCEPTEE", "15/06/2020"]);
  expect((await run(["report", "disbursements", "--out", path])).code).toBe(1);
  const whole = join(folder, "premiums.csv");
  expect((await run(["report", "premiums", "--out", whole], "en_GB.UTF-8")).stdout).toContain("rows: 5");
  for (const planted of PLANTED) expect(readFileSync(whole, "utf8") + (line ?? "")).not.toContain(planted);
  expect(readdirSync(folder).filter((name) => name.includes(".part-"))).toEqual([]);
});

test("without a view they are listed; a view or a bank that is not there is said to be none, and nothing is written", async () => {
  expect(await run(["report"])).toMatchObject({ code: 0, stdout: expect.stringContaining("registrations") });
  expect(await run(["report", "persons", "--out", join(folder, "x.csv")], "en_GB.UTF-8")).toMatchObject({ code: 2, stderr: expect.stringContaining("No view is called persons.") });
  expect(await run(["report", "files", "--out", join(folder, "x.csv"), "--bank", it.loan.file])).toMatchObject({ code: 1, stderr: expect.stringContaining("This store knows no bank of this id.") });
  expect(readdirSync(folder)).not.toContain("x.csv");
});

test("the checks find nothing in a sound store and end at 0; a fault is named with its sentence and ends them at 1", async () => {
  expect(await run(["consistency"])).toMatchObject({ code: 0, stdout: "Rien à signaler\u00a0: 17 contrôles.\n", stderr: expect.stringContaining("Contrôle 17 sur 17") });
  await plant(`UPDATE ledger_movement SET amount = amount + 1 WHERE number = '${it.again.number}'`);
  const found = await run(["consistency", "--bank", it.bankA], "en_GB.UTF-8");
  expect([found.code, found.stdout]).toEqual([1, expect.stringMatching(new RegExp(`^ledger-of-files: 1 \\(.+\\)\n  ${it.again.file} ${it.again.number} · amount · bank ${it.bankA}\n`))]);
  expect(found.stdout).not.toContain(it.again.siren);
  const document: unknown = JSON.parse((await run(["consistency", "--json"])).stdout);
  expect(document).toMatchObject({ bank: null, isWhole: true, found: expect.arrayContaining([{ check: "ledger-of-files", found: 1, rows: [{ bank: it.bankA, subject: it.again.file, number: it.again.number, differs: "amount" }] }]) });
  expect(await run(["consistency", "--bank", it.bankB])).toMatchObject({ code: 0 });
  await plant(`UPDATE ledger_movement SET amount = amount - 1 WHERE number = '${it.again.number}'`);
});

test("stopped, a report leaves nothing, and the checks say how far they came: both end at 1", async () => {
  const config = parseConfig(environment("fr_FR.UTF-8"));
  if (!config.ok) throw config.error;
  const [said, told]: [string[], string[]] = [[], []];
  const output = { out: (text: string) => void said.push(text), fault: (text: string) => void told.push(text) };
  const log = createLog("silent");
  expect(await runReport(config.value, { view: "files", out: join(folder, "stopped.csv"), bank: undefined }, "fr", log, output, AbortSignal.abort())).toBe(1);
  expect([told, readdirSync(folder).filter((name) => name.startsWith("stopped"))]).toEqual([["Arrêté\u00a0: rien n’a été laissé.\n"], []]);
  const stopping = new AbortController();
  const stop = { ...output, fault: (text: string) => { if (text.includes("3 sur 17")) stopping.abort(); } };
  expect(await runConsistency(config.value, { bank: undefined, json: false }, "fr", log, stop, stopping.signal)).toBe(1);
  expect(said).toEqual(["Arrêté après 3 contrôles sur 17. Ceux qui restent n’ont rien dit.\n"]);
});
