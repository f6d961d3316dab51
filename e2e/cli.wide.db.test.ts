import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ARGON2_COST } from "../main/core/keys/derive-key.ts";
import { bridgeOf } from "../main/core/port/core-link.ts";
import { startCoreThread } from "../main/core/port/core-thread.ts";
import { runCli, type Ran } from "../main/hosts/cli/test-support/run-cli.ts";
import { createDemoApp } from "./support/demo-app.ts";
import { createDemoServer, type DemoServer } from "./support/demo-server.ts";
import { openTcpProxy, type TcpProxy } from "../build/weather/tcp-proxy.ts";

/** The command line on the real core, against a real server, in the order a person would. */
const PASSPHRASE = "quatre mots sans lien aucun";
let root: string;
let network: TcpProxy;
let server: DemoServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "guichet-cli-"));
  network = await openTcpProxy();
  server = createDemoServer(join(root, "server"), network);
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await network.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const dataDir = (): string => join(root, "data");
const run = (argv: readonly string[], over: { readonly input?: string; readonly passphrase?: string; readonly data?: string } = {}): Promise<Ran> => {
  const file = join(root, "passphrase");
  writeFileSync(file, `${over.passphrase ?? PASSPHRASE}\n`, { mode: 0o600 });
  const env = { LANG: "fr_FR.UTF-8", ...(over.passphrase === "" ? {} : { GUICHET_PASSPHRASE_FILE: file }) };
  return runCli([...argv, "--data", over.data ?? dataDir(), "--server", server.url], { env, input: over.input ?? "" });
};
const json = async (argv: readonly string[], over: Parameters<typeof run>[1] = {}): Promise<readonly [number, unknown]> => {
  const { code, out, err } = await run([...argv, "--json"], over);
  expect(err).toBe("");
  return [code, JSON.parse(out)];
};
const samples = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n");
const csv = (name: string, ...lines: readonly (string | undefined)[]): string => {
  writeFileSync(join(root, name), [samples[0], ...lines, ""].join("\n"));
  return join(root, name);
};
const sirenOf = (line: number): string => samples[line]?.split(";")[0] ?? "";

test("[CL6] init refuses a wrong password without leaving a profile, then makes one, then opens it again", async () => {
  expect(await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], { input: `wrong\n${PASSPHRASE}\n` })).toMatchObject([4, { error: { code: "G3004" } }]);
  expect(await json(["status"], { passphrase: "" })).toMatchObject([0, { session: { kind: "closed", profiles: [] } }]);
  expect(await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], { input: `demonstration\ncourte\n` })).toMatchObject([4, { error: { code: "G1009" } }]);
  expect(await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], { input: `demonstration\n${PASSPHRASE}\n` })).toMatchObject([0, { profile: { name: "Maëlle Exemple", bank: "Banque Armor" } }]);
  expect(await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], { input: `demonstration\n${PASSPHRASE}\n` })).toMatchObject([0, { profile: { name: "Maëlle Exemple" } }]);
  const [profile = ""] = readdirSync(join(dataDir(), "profiles"));
  const { slots } = JSON.parse(readFileSync(join(dataDir(), "profiles", profile, "key.json"), "utf8"));
  expect(slots[0].cost).toEqual(ARGON2_COST);
});

test("[CL6] a missing or wrong passphrase is exit 4, from a file or from the input", async () => {
  expect(await json(["list"], { passphrase: "" })).toMatchObject([4, { error: { code: "G1008" } }]);
  expect(await json(["list"], { passphrase: "une autre phrase secrete" })).toMatchObject([4, { error: { code: "G1001" } }]);
  expect(await json(["list", "--passphrase-stdin"], { passphrase: "", input: `${PASSPHRASE}\n` })).toEqual([0, { total: 0, rows: [] }]);
});

test("[CL6] [KF7] commands count wrong passphrases together; the sixth is not tried, is exit 4, and says how long to wait", async () => {
  const data = join(root, "slowed");
  cpSync(dataDir(), data, { recursive: true });
  for (let i = 0; i < 5; i += 1) expect(await json(["list"], { passphrase: `une autre phrase ${i}`, data })).toMatchObject([4, { error: { code: "G1001" } }]);
  const { code, err } = await run(["list"], { data });
  expect([code, err]).toEqual([4, expect.stringMatching(/Attente avant le prochain essai\s:\s[1-5]\ss\..*\(G1012\)/u)]);
  rmSync(data, { recursive: true, force: true });
});

test("[CL7] import takes what is good, names what is not, and never submits", async () => {
  const broken = (samples[3] ?? "").replace(/^\d{9}/, "000000001");
  const [code, report] = await json(["import", csv("some.csv", samples[1], samples[2], broken)]);
  expect([code, report]).toMatchObject([1, { created: 2, faults: [{ line: 4, column: "siren", value: "000000001" }] }]);
  expect(await json(["list"])).toMatchObject([0, { total: 2, rows: [{ status: "ready" }, { status: "ready" }] }]);
  expect(await json(["list", "--search", sirenOf(1)])).toMatchObject([0, { total: 1 }]);
  expect(await json(["import", csv("empty.csv")])).toMatchObject([0, { created: 0 }]);
  // The same rows again, in another order: nothing is made twice.
  expect(await json(["import", csv("again.csv", samples[2], samples[1])])).toMatchObject([0, { created: 0, known: 2, faults: [] }]);
});

test("[CL7] --report writes the rows not taken with why, which mended are imported; what is no table says what it is, exit 2", async () => {
  const broken = (samples[4] ?? "").replace(/^\d{9}/, "000000001");
  const report = join(root, "to-mend.xlsx");
  expect(await json(["import", csv("mend.csv", broken), "--report", report])).toMatchObject([1, { created: 0, faults: [{ line: 2, column: "siren" }], report }]);
  expect(await json(["import", report])).toMatchObject([1, { created: 0, ignored: ["Ligne d’origine", "À corriger"], faults: [{ line: 2, column: "siren", value: "000000001" }] }]);
  expect(await json(["import", csv("mend.csv", broken), "--report", report])).toMatchObject([2, { error: { message: expect.stringContaining("existe déjà") } }]);
  writeFileSync(join(root, "binary.csv"), Buffer.from([0x41, 0x00, 0x42]));
  expect(await json(["import", join(root, "binary.csv")])).toMatchObject([2, { error: { code: "G9802", fields: [{ reason: "IMPORT_ENCODING" }] } }]);
});

test("[CL15] export writes the whole list as a table that can be read again, overwrites nothing, and takes its format from the name", async () => {
  const [table, sheet] = [join(root, "list.csv"), join(root, "list.xlsx")];
  expect(await json(["export", table, "--sort", "name"])).toEqual([0, { file: table, rows: 2, format: "csv" }]);
  const lines = readFileSync(table, "utf8").split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFFNuméro SIREN;Raison sociale;Montant demandé;Dispositif;État;À faire;Numéro d’enregistrement;Conseiller;Où;Modifié le;Identifiant du dossier$/);
  expect(lines.slice(1).map((line) => line.split(";").slice(0, 1)).filter(([siren]) => siren !== "").toSorted()).toEqual([[sirenOf(1)], [sirenOf(2)]].toSorted());
  expect(await json(["export", sheet, "--filter", "registered"])).toEqual([0, { file: sheet, rows: 0, format: "xlsx" }]);
  expect(readFileSync(sheet).subarray(0, 2).toString()).toBe("PK");
  expect(await json(["export", table])).toMatchObject([2, { error: { message: expect.stringContaining("existe déjà") } }]);
});

test("[CL8] show finds a file by its id and by its SIREN as people write it", async () => {
  const spaced = sirenOf(1).replace(/(\d{3})(?=\d)/g, "$1 ");
  const [code, view] = await json(["show", spaced]);
  expect([code, view]).toMatchObject([0, { fields: { siren: sirenOf(1) }, status: "ready" }]);
  const { file } = view as { readonly file: string };
  expect(await json(["show", file])).toEqual([0, view]);
  expect(await json(["show", "732829320"])).toMatchObject([1, { error: { code: "G2008" } }]);
});

test("[CL8] show without --json speaks as the form does: labels, money, dates, choices and states, in either language", async () => {
  const said = async (lang: string) => (await run(["show", sirenOf(1), "--lang", lang])).out.replaceAll(/[\u00a0\u202f]/g, " ");
  const [french, english] = [await said("fr"), await said("en")];
  expect(french).toMatch(/^État : prêt à envoyer\. Modifié le \d\d\/\d\d\/\d{4} à .* par Maëlle Exemple\.$/m);
  for (const line of ["Entreprise", "Demande de prêt"]) expect(french.split("\n")).toContain(line);
  expect(french).toMatch(/^ {2}Numéro SIREN : \d{3} \d{3} \d{3}$/m);
  expect(french).toMatch(/^ {2}Montant demandé : [\d ]+(,\d\d)? €$/m);
  expect(french).toMatch(/^ {2}Date de création : \d\d\/\d\d\/\d{4}$/m);
  expect(french).toMatch(/^ {2}Dispositif : PGE classique$/m);
  expect(french).toMatch(/^Réponse attendue le 20\/04\/2020, dans 3 jours ouvrés \(hypothèse\)\.$/m);
  expect(english).toMatch(/^Answer due on 20\/04\/2020, in 3 working days \(hypothesis\)\.\n {2}.*secondary source.*\n {2}.*general law/m);
  expect(english).toMatch(/^ {2}Amount requested: €[\d,]+(\.\d\d)?$/m);
  for (const out of [french, english]) expect(out).not.toMatch(/[a-z][A-Z][a-zA-Z]*:|CLASSIQUE|true|false|\d{4}-\d\d-\d\d/);
});

test("[CL5] status of a locked demonstration tells its date, not the computer's", async () => {
  expect(await json(["status"], { passphrase: "" })).toMatchObject([0, { session: { kind: "closed" }, app: { demonstration: true, businessDate: "2020-04-15" } }]);
  expect((await run(["status"], { passphrase: "" })).out).toContain("Date d’application des règles : 15/04/2020");
});

test("[CL9] with the network cut a submission waits and says so (3); with it, sync sends it (0)", async () => {
  network.setWeather({ kind: "cut" });
  expect(await json(["submit", sirenOf(1), "--timeout", "20"])).toMatchObject([3, { submitted: [{ status: "waiting" }] }]);
  expect(await json(["sync", "--timeout", "20"])).toMatchObject([3, { kind: "offline", waiting: expect.any(Number) }]);
  network.setWeather({ kind: "fair" });
  expect(await json(["sync"])).toMatchObject([0, { kind: "idle", waiting: 0 }]);
  expect(await json(["show", sirenOf(1)])).toMatchObject([0, { status: "registered", registration: { number: expect.stringMatching(/^1-/) } }]);
});

test("[CL9] submit --all-ready registers the rest, and has nothing more to do afterwards", async () => {
  expect(await json(["submit", "--all-ready"])).toMatchObject([0, { submitted: [{ siren: sirenOf(2), status: "registered", number: expect.any(String) }] }]);
  expect(await json(["submit", "--all-ready"])).toEqual([0, { submitted: [] }]);
});

test("[CL9] a file that the centre refuses is exit 1 with its code, and stays to be mended", async () => {
  // A second request of the same company: another content, which has to be asked for.
  const second = (samples[1] ?? "").replace(/;[^;]*$/, ";Autre Fictif");
  expect(await json(["import", csv("second.csv", second)])).toMatchObject([1, { created: 0, changed: 1, faults: [{ line: 2, reason: "IMPORT_CHANGED" }] }]);
  expect(await json(["import", csv("second.csv", second), "--changed"])).toMatchObject([0, { created: 1, changed: 0 }]);
  const [code, answer] = await json(["submit", "--all-ready"]);
  expect([code, answer]).toMatchObject([1, { submitted: [{ siren: sirenOf(1), error: { code: expect.stringMatching(/^G20/) } }] }]);
  expect(await json(["show", sirenOf(1)])).toMatchObject([1, { files: [expect.anything(), expect.anything()] }]);
});

test("[CL13] inbox tells the refusal and the possible duplicate, as a document and in words; what is not held cannot be given up", async () => {
  const [code, told] = await json(["inbox"]);
  expect([code, told]).toMatchObject([0, { total: 2, isMore: false, entries: [
    { kind: "refused", siren: sirenOf(1), error: { code: expect.stringMatching(/^G20/) }, words: { what: "Refusé", todo: "Corriger" } },
    { kind: "duplicate", siren: sirenOf(1), other: { advisor: "Maëlle Exemple" }, words: { todo: "Ouvrir l’autre dossier" } },
  ] }]);
  const { entries } = told as { readonly entries: readonly { readonly file: string }[] };
  const english = (await run(["inbox", "--lang", "en", "--limit", "1"])).out;
  expect(english).toMatch(/^Refused · .*just now|^Refused · .* for /m);
  expect(english).toContain(`To do: Mend.  ${entries[0]?.file}`);
  expect(english).toContain("1 of 2");
  for (const action of ["left", "give-up"]) expect(await json(["inbox", action, entries[0]?.file ?? ""])).toMatchObject([1, { error: { code: "G9101" } }]);
});

test("[CL9] a SIREN of several files still to be sent submits none of them", async () => {
  await run(["import", csv("twice.csv", samples[3], (samples[3] ?? "").replace(/;[^;]*$/, ";Autre Fictif"))]);
  expect(await json(["submit", sirenOf(3)])).toMatchObject([1, { error: { message: expect.stringContaining("2 dossiers") }, files: [{ status: "ready" }, { status: "ready" }] }]);
});

test("[CL7] in words: a value that reads in two ways, a column of no field, cells of no column", async () => {
  const file = join(root, "odd.csv");
  writeFileSync(file, "siren;amount;odd\n732829320;1,250;\n732829320;2 500;;more\n");
  const { code, out } = await run(["import", file, "--lang", "en"]);
  expect(code).toBe(1);
  expect(out).toContain('line 2, column amount, "1,250": This amount can be read in two ways.');
  expect(out).toContain("Columns left aside: odd.");
  expect(out).toContain('"more": The row has more cells than columns.');
});

test("[CL10] verify finds everything in its place", async () => {
  expect(await json(["verify"])).toMatchObject([0, { files: 5, faults: [] }]);
});

test("[CL10] [SY61] verify --centre compares every branch with the centre, in words too; without the network it is exit 3", async () => {
  expect(await json(["verify", "--centre"])).toMatchObject([0, { faults: [], centre: [{ name: "Agence de Rennes", outcome: "same", mended: 0 }] }]);
  expect((await run(["verify", "--centre"])).out).toMatch(/^Agence de Rennes : identique au centre, \d+ dossiers\.$/m);
  network.setWeather({ kind: "cut" });
  const away = await json(["verify", "--centre"]);
  network.setWeather({ kind: "fair" });
  expect(away).toMatchObject([3, { faults: [], centre: [{ outcome: "failed", error: { code: expect.stringMatching(/^G[35]00[45]$/) } }] }]);
});

test("[CL10] a folder that another core has open is exit 5; a running application is gone through instead", async () => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const other = await startCoreThread({ version: "1", host: "test", dataDir: dataDir(), serverUrl: server.url }, { log: silent, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback" });
  const bridge = bridgeOf(other);
  const state = await bridge.call("session.state", undefined);
  const [profile] = state.kind === "closed" ? state.profiles : [];
  await bridge.call("session.unlock", { profile: profile?.id ?? "", passphrase: PASSPHRASE });
  expect(await json(["list"])).toMatchObject([5, { error: { code: "G1004" } }]);
  await other.close();
  const app = createDemoApp(dataDir(), server.url);
  await app.start();
  expect(await json(["status"], { passphrase: "" })).toMatchObject([0, { running: true, app: { host: "loopback" } }]);
  expect(await json(["list"])).toMatchObject([0, { total: 5 }]);
  expect(await json(["init", "--user", "yann.modele", "--secrets-stdin"], { input: `demonstration\n${PASSPHRASE}\n` })).toMatchObject([5, { error: { code: "G1004" } }]);
  expect(await app.stop()).toBe(0);
});

test("[CL1] a damaged database is exit 5: what is missing is said, and where the copy is, whole", async () => {
  const data = join(root, "damaged");
  cpSync(dataDir(), data, { recursive: true });
  const profile = join(data, "profiles", readdirSync(join(data, "profiles"))[0] ?? "");
  const bytes = readFileSync(join(profile, "guichet.db"));
  writeFileSync(join(profile, "guichet.db"), bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 4_000));
  const { code, err } = await run(["list"], { data });
  const [, aside = ""] = /Copie à part : (.*?)\. Dans sa fenêtre/.exec(err) ?? [];
  expect([code, err]).toEqual([5, expect.stringMatching(/ce qui manque se saura.*\(G1003\)/)]);
  expect(existsSync(join(aside, "guichet.db"))).toBe(true);
  expect(await json(["list"], { data })).toMatchObject([5, { error: { code: "G1003", params: { aside } } }]);
});

test("[CL9] [WS17] a folder that is a copy of another stops (1), and goes on under a new identity when that is asked for", async () => {
  const copy = join(root, "copy");
  cpSync(dataDir(), copy, { recursive: true });
  expect(await json(["sync", "--reissue"])).toMatchObject([1, { error: { code: "G4017" } }]);
  expect(await json(["import", csv("original.csv", samples[20])])).toMatchObject([0, { created: 1 }]);
  expect(await json(["sync"])).toMatchObject([0, { kind: "idle" }]);
  expect(await json(["import", csv("copied.csv", samples[21])], { data: copy })).toMatchObject([0, { created: 1 }]);
  expect(await json(["sync"], { data: copy })).toMatchObject([1, { kind: "stopped", error: { code: "G4009" } }]);
  expect(await json(["sync", "--reissue"], { data: copy })).toMatchObject([0, { kind: "idle", waiting: 0 }]);
  expect(await json(["sync"])).toMatchObject([0, { kind: "idle" }]);
  for (const data of [dataDir(), copy]) expect(await json(["list"], { data })).toMatchObject([0, { total: 7 }]);
});

test("sign-out ends the sign-in and keeps the files; sending then asks to sign in, and goes on after", async () => {
  const before = await json(["list"]);
  expect(await json(["sign-out"])).toMatchObject([0, { session: { kind: "closed" } }]);
  expect(await json(["sync"])).toMatchObject([4, { kind: "signed-out" }]);
  expect(await json(["list"])).toEqual(before);
  expect(await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], { input: `demonstration\n${PASSPHRASE}\n` })).toMatchObject([0, { profile: { name: "Maëlle Exemple" } }]);
  expect(await json(["sync"])).toMatchObject([0, { kind: "idle" }]);
});

test("[CL11] token opens the demonstration's API, for whom it was asked", async () => {
  const { code, out } = await run(["token", "--user", "yann.modele"]);
  const me: unknown = await fetch(`${server.url}/v1/me`, { headers: { authorization: `Bearer ${out.trim()}` } }).then((answer) => answer.json());
  expect([code, me]).toMatchObject([0, { name: "Yann Modèle" }]);
  expect(await json(["token", "--user", "nobody"])).toMatchObject([4, { error: { code: "G3004" } }]);
  expect(await json(["token", "--secrets-stdin"], { input: "wrong\n" })).toMatchObject([4, { error: { code: "G3004" } }]);
});

test("[CL11] a server that is not there is exit 3", async () => {
  await server.stop();
  expect(await json(["token"])).toMatchObject([3, { error: { code: "G5004" } }]);
  expect(await json(["sync", "--timeout", "20"])).toMatchObject([3, { kind: "offline" }]);
  expect(await json(["init", "--user", "paul.modele", "--secrets-stdin"], { input: `demonstration\n${PASSPHRASE}\n`, data: join(root, "other") })).toMatchObject([3, { error: {} }]);
});
