import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFakeCore } from "../../core/port/test-support/fake-core.ts";
import { runCli } from "./test-support/run-cli.ts";

let root: string;
beforeAll(() => { root = mkdtempSync(join(tmpdir(), "guichet-cli-")); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const json = (out: string): unknown => JSON.parse(out);
const write = (name: string, text: string | Buffer): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

describe("[CL2] check needs no folder and answers with its exit code", () => {
  test.each([
    ["siren", "732 829 320", true], ["siren", "732829321", false], ["siret", "73282932000074", true], ["tva", "FR44732829320", true], ["tva", "FR45732829320", false],
    ["iban", "FR76 3000 6000 0112 3456 7890 189", true], ["iban", "FR7630006000011234567890188", false], ["bic", "AGRIFRPP", true], ["bic", "AGRI", false], ["naf", "47.11F", true], ["naf", "ZZ", false],
  ])("%s %s: %s", async (kind, value, valid) => {
    const ran = await runCli(["check", kind, ...value.split(" "), "--json"]);
    expect(ran).toMatchObject({ code: valid ? 0 : 1, err: "" });
    expect(json(ran.out)).toEqual(valid ? { valid: true } : { valid: false, reason: expect.any(String) });
  });

  test("a person reads why, in her language; a program reads the code", async () => {
    expect(await runCli(["check", "siren", "732829321"])).toMatchObject({ code: 1, out: expect.stringContaining("la clé de contrôle ne correspond pas") });
    expect(await runCli(["check", "siren", "12", "--lang", "en"])).toMatchObject({ code: 1, out: "Not valid: 9 digits are needed.\n" });
    expect(json((await runCli(["check", "siren", "12", "--json"])).out)).toEqual({ valid: false, reason: "NotNineDigits" });
  });

  test("the kind is read in either case", async () => {
    expect(await runCli(["check", "SIREN", "732829320", "--json"])).toMatchObject({ code: 0 });
  });

  test("another kind is a fault of the command", async () => {
    expect(await runCli(["check", "passport", "1", "--json"])).toMatchObject({ code: 2, err: "" });
  });
});

describe("[CL3] assess", () => {
  const entry = () => {
    const cases: { readonly regles: readonly { readonly entree: unknown }[] } = JSON.parse(readFileSync(new URL("../../../shared/pge/cases/cases.json", import.meta.url), "utf8"));
    return cases.regles[0]?.entree;
  };

  test("answers one entry with one answer, a list with a list, JSON in either mode", async () => {
    const file = write("one.json", JSON.stringify(entry()));
    const [plain, machine] = [await runCli(["assess", file]), await runCli(["assess", file, "--json"])];
    expect([plain.code, machine.code, json(plain.out)]).toEqual([0, 0, json(machine.out)]);
    const many = await runCli(["assess", write("many.json", `\uFEFF${JSON.stringify([entry(), { entree: entry() }])}`), "--json"]);
    expect(json(many.out)).toEqual([json(machine.out), json(machine.out)]);
  });

  test("the example of the README answers", async () => {
    const ran = await runCli(["assess", fileURLToPath(new URL("../../../shared/pge/cases/example.json", import.meta.url)), "--json"]);
    expect(ran.code).toBe(0);
    expect(json(ran.out)).toMatchObject({ plafond: 475_000, dejaConsomme: 50_000, disponible: 425_000, montantGaranti: 360_000, decision: "ACCEPTABLE" });
  });

  test("a malformed document is refused with the path of its first fault", async () => {
    for (const [name, text] of [["broken.json", "{"], ["wrong.json", '[{"entree":{"siren":42}}]'], ["null.json", "null"], ["deep.json", "[".repeat(5_000) + "]".repeat(5_000)]] as const) {
      const ran = await runCli(["assess", write(name, text), "--json"]);
      expect([name, ran.code, ran.err]).toEqual([name, 2, ""]);
      expect(json(ran.out)).toEqual({ error: { path: expect.any(String), message: expect.any(String) } });
    }
    expect(json((await runCli(["assess", join(root, "wrong.json"), "--json"])).out)).toMatchObject({ error: { path: expect.stringMatching(/^\[0\]\.entree/) } });
  });

  test("the fault is told in the language asked for, the values accepted with it", async () => {
    const faulty = (demande: unknown, more = {}) => write("faulty.json", JSON.stringify([{ entree: { ...(entry() as object), demande, ...more } }]));
    const said = async (file: string, lang: string) => (await runCli(["assess", file, "--lang", lang])).err;
    expect(await said(faulty({ montant: 1_000.005 }), "fr")).toBe("Document mal formé à l’endroit « [0].entree.demande.montant » : un montant s’arrête aux centimes, deux décimales au plus\n");
    expect(await said(faulty({ montant: 1_000.005 }), "en")).toBe('Malformed document at "[0].entree.demande.montant": an amount stops at cents, two decimals at most\n');
    expect(await said(faulty({ montant: 1 }, { dispositif: "AUTRE" }), "en")).toContain("CLASSIQUE, SAISON, AERO, RESILIENCE");
    expect(await said(write("broken.json", "{\n  a: 1 }"), "fr")).toContain("ce n’est pas du JSON (ligne 2, colonne 3)");
    expect(await said(write("cut.json", '{ "a":'), "en")).toContain("this is not JSON");
    expect(await said(write("utf16.json", Buffer.from("\uFEFF{}", "utf16le")), "fr")).toContain("n’est pas un texte en UTF-8");
  });

  test("the whole file of published cases gives their answers, in order", async () => {
    const file = fileURLToPath(new URL("../../../shared/pge/cases/cases.json", import.meta.url));
    const cases: { readonly regles: readonly { readonly attendu: unknown }[] } = JSON.parse(readFileSync(file, "utf8"));
    const ran = await runCli(["assess", file, "--json"]);
    expect([ran.code, json(ran.out)]).toEqual([0, cases.regles.map(({ attendu }) => attendu)]);
  });

  test.each(["assess", "import"])("%s of a file that cannot be read says which, why and what to do, in both languages, exit 2", async (command) => {
    const told = async (file: string, lang: string) => {
      const plain = await runCli([command, file, "--lang", lang]);
      const machine = await runCli([command, file, "--lang", lang, "--json"]);
      expect([plain.code, machine.code, machine.err]).toEqual([2, 2, ""]);
      expect(json(machine.out)).toMatchObject({ error: { message: plain.err.trimEnd() } });
      expect(plain.err).not.toMatch(/ENOENT|EISDIR|EACCES|no such file/);
      return plain.err;
    };
    expect(await told(join(root, "absent.csv"), "fr")).toContain(`${join(root, "absent.csv")} n’existe pas. Vérifiez le chemin`);
    expect(await told(join(root, "absent.csv"), "en")).toContain("does not exist. Check the path");
    expect(await told(root, "fr")).toContain("est un dossier. Donnez le chemin d’un fichier.");
    const large = write("large.csv", "");
    truncateSync(large, 50_000_001);
    expect(await told(large, "en")).toContain("larger than 50 MB. Cut it");
    // What a table holds is read by the core; e2e/cli.wide.db.test.ts.
    if (command === "assess") expect(await told(write("binary.csv", Buffer.from([0xff, 0xfe, 0x41, 0x00])), "fr")).toContain("n’est pas un texte en UTF-8");
    const forbidden = write(`forbidden-${command}.csv`, "siren\n");
    chmodSync(forbidden, 0o000);
    // The system's administrator may read everything.
    if (process.getuid?.() !== 0) expect(await told(forbidden, "fr")).toContain("pas le droit de lire");
  });
});

describe("[CL4] the command line itself", () => {
  test("what is not a command exits 2; help and version exit 0", async () => {
    for (const argv of [[], ["fly"], ["show"], ["submit"], ["submit", "x", "--all-ready"], ["carry"], ["carry", "out"], ["carry", "up", "x"], ["list", "--limit", "many"], ["export"], ["export", "no-ending"], ["export", "x.csv", "--filter", "none"], ["init", "--user", "x"], ["status", "--lang", "de"], ["status", "--server", "ftp://x"]]) {
      expect([argv, (await runCli(argv)).code]).toEqual([argv, 2]);
    }
    expect(await runCli(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("Codes de sortie") });
    expect(await runCli(["--help", "--lang", "en"])).toMatchObject({ code: 0, out: expect.stringContaining("Exit codes") });
    expect(await runCli(["--version"])).toMatchObject({ code: 0, out: "0.0.0-test\n" });
  });

  test("the help is of one language, every command says its arguments and the options common to all", async () => {
    for (const command of ["init", "import", "export", "list", "show", "submit", "sync", "status", "verify", "assess", "check", "token", "carry", "inbox", "sign-out"]) {
      const [french, english] = [(await runCli([command, "--help"])).out, (await runCli([command, "--help", "--lang=en"])).out];
      expect(french, command).toMatch(/Options communes :[^]*--data <dossier>/);
      expect(english, command).toMatch(/Global options:[^]*--data <folder>/);
      expect(french, command).not.toMatch(/default:|choices:|<folder>|<file|<kind|Arguments:/);
      expect(english, command).not.toMatch(/<dossier>|<fichier|<valeur| au choix/);
    }
    expect((await runCli(["check", "iban"])).err).toContain("Il manque « valeur ».");
  });

  test("[CL13] inbox takes an action with a file, or none", async () => {
    for (const words of [["inbox", "left"], ["inbox", "erase", "x"]]) {
      const ran = await runCli([...words, "--json"]);
      expect(ran.code).toBe(2);
      expect(json(ran.out)).toMatchObject({ error: { message: expect.stringContaining("give-up") } });
    }
  });

  test("with --json even a usage fault is one document", async () => {
    expect(json((await runCli(["list", "--limit", "0", "--json"])).out)).toEqual({ error: { message: expect.any(String) } });
  });

  test("no option takes a passphrase, a password or a token", async () => {
    const help = await Promise.all([[], ["init"], ["token"], ["list"]].map(async (argv) => (await runCli([...argv, "--help"])).out));
    for (const line of help.join("\n").split("\n")) expect(line).not.toMatch(/--(pass\w*|secret\w*|token\w*)[ =]</);
  });
});

describe("[CL5] with a core", () => {
  const run = (argv: readonly string[], input = "") => runCli([...argv, "--data", join(root, "data"), "--server", "http://127.0.0.1:9"], { createCore: createFakeCore, input });

  test("status of a folder nobody used", async () => {
    const ran = await run(["status", "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(json(ran.out)).toMatchObject({ running: false, app: { host: "cli" }, session: { kind: "closed", profiles: [] }, sync: { kind: "idle" } });
    expect((await run(["status"])).out).toContain("commencez par « init »");
  });

  test("status tells no date while only this computer's clock would give one", async () => {
    expect(json((await run(["status", "--json"])).out)).toMatchObject({ app: { businessDate: null } });
    expect((await run(["status"])).out).toContain("Date d’application des règles : inconnue tant que ce poste est verrouillé");
  });

  test("every command that reads files says to sign in first, exit 4", async () => {
    for (const argv of [["list"], ["show", "732829320"], ["submit", "--all-ready"], ["sync"], ["verify"], ["carry", "out", "x.guichet"]]) {
      const ran = await run([...argv, "--json"]);
      expect([argv, ran.code, json(ran.out)]).toEqual([argv, 4, { error: { code: "G3001", params: { profiles: [] }, message: expect.stringContaining("G3001") } }]);
    }
  });

  test("a passphrase file that cannot be read says why in words", async () => {
    const ran = await runCli(["list", "--data", join(root, "data")], { createCore: createFakeCore, env: { LANG: "en_GB", GUICHET_PASSPHRASE_FILE: join(root, "absent") } });
    expect(ran.code).toBe(4);
    expect(ran.err).not.toContain("ENOENT");
  });

  test("init without its two lines is a usage fault, and a provider that does not answer is exit 3", async () => {
    expect(await run(["init", "--user", "x", "--secrets-stdin", "--json"], "only one\n")).toMatchObject({ code: 2 });
    expect(await run(["init", "--user", "x", "--secrets-stdin", "--json"], "one\ntwo\n")).toMatchObject({ code: 3 });
  });

  test("an import that cannot be read is a usage fault; a folder that cannot be used is exit 5", async () => {
    expect((await run(["import", join(root, "absent.csv"), "--json"])).code).toBe(2);
    const file = write("a-file", "");
    expect(await runCli(["status", "--data", join(file, "data"), "--json"], { createCore: createFakeCore })).toMatchObject({ code: 5, out: expect.stringContaining("G1007") });
  });
});
