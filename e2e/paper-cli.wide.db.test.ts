import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPaper } from "../paper/test-support/read-paper.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** Paper from the command line, on the real core, before and after the centre has registered the file. */
let world: CliWorld;
beforeAll(async () => { world = await openCliWorld("paper"); });
afterAll(() => world.close());

const samples = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n");
const siren = samples[1]?.split(";")[0] ?? "";
const at = (name: string): string => join(world.root, name);
const run = (...argv: readonly string[]) => world.run("maelle", ["paper", siren, ...argv]);
const shown = async (name: string): Promise<string> => (await readPaper(readFileSync(at(name)))).pages.map((page) => page.shown).join("\n").replaceAll(/\s+/g, " ");

test("[CL14] paper writes a PDF once, says what it waits for, and never overwrites", async () => {
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  writeFileSync(at("one.csv"), [samples[0], samples[1], ""].join("\n"));
  expect((await world.run("maelle", ["import", at("one.csv")])).code).toBe(0);

  expect(await run("--kind", "summary", "--out", at("draft.pdf"), "--json")).toMatchObject({ code: 0, err: "" });
  const draft = await shown("draft.pdf");
  for (const part of ["Fiche de synthèse", "PROJET – sans valeur", "DÉMONSTRATION", "Maëlle Exemple"]) expect(draft).toContain(part);
  expect(statSync(at("draft.pdf")).mode & 0o077).toBe(0);
  expect(await run("--kind", "summary", "--out", at("draft.pdf"))).toMatchObject({ code: 2, err: expect.stringContaining("existe déjà") });
  expect(await run("--kind", "registration", "--out", at("early.pdf"))).toMatchObject({ code: 1, err: expect.stringContaining("G9702") });
  expect(await run("--kind", "poster", "--out", at("x.pdf"))).toMatchObject({ code: 2 });
  expect(await run("--kind", "attestation", "--out", at("x.pdf"))).toMatchObject({ code: 1, err: expect.stringContaining("G9702") });
  expect(await run("--kind", "summary", "--out", join(at("no-such-folder"), "x.pdf"))).toMatchObject({ code: 2 });
  expect(await world.run("maelle", ["paper", "999999999", "--kind", "summary", "--out", at("y.pdf")])).toMatchObject({ code: 1, err: expect.stringContaining("G2008") });
});

test("[CL14] a letter of refusal wants its reason from a file, its date and its signatory; what is wrong is named before a passphrase is asked", async () => {
  writeFileSync(at("short.txt"), "Trop court");
  writeFileSync(at("reason.txt"), "La trésorerie présentée ne permet pas de rembourser le prêt à son terme.\n");
  const letter = (...more: readonly string[]) => run("--kind", "refusal", "--out", at("letter.pdf"), ...more);
  const whole = ["--reason", at("reason.txt"), "--on", "15/04/2020", "--signatory", "Mme Directrice"];
  expect(await letter()).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
  expect(await letter("--reason", at("short.txt"), ...whole.slice(2))).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
  expect(await letter("--reason", at("reason.txt"), "--signatory", "Mme Directrice")).toMatchObject({ code: 2, err: expect.stringContaining("--on") });
  expect(await letter(...whole.slice(0, 4))).toMatchObject({ code: 2, err: expect.stringContaining("--signatory") });
  expect(await letter(...whole, "--department", "99")).toMatchObject({ code: 2, err: expect.stringContaining("--department") });
  expect(await letter(...whole, "--refused", "examination", "--role", "Directrice", "--department", "2a")).toMatchObject({ code: 0 });
  const text = await shown("letter.pdf");
  for (const part of ["ne pas examiner votre demande", "ne permet pas de rembourser", "mediation.credit.2A@banque-france.fr", "Mme Directrice"]) expect(text).toContain(part);
});

test("[CL14] once registered, the copy has its number, in English where that is asked for, and the summary is no project any more", async () => {
  expect((await world.run("maelle", ["submit", siren])).code).toBe(0);
  expect(await run("--kind", "registration", "--out", at("copy.pdf"), "--lang", "en")).toMatchObject({ code: 0, out: expect.stringContaining("Document written") });
  expect(await shown("copy.pdf")).toMatch(/Copy of a registration.*1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z].*\/verification/);
  expect(await run("--kind", "schedule", "--out", at("schedule.pdf"))).toMatchObject({ code: 0 });
  const schedule = await shown("schedule.pdf");
  expect(schedule).toContain("Simulation, sans valeur contractuelle");
  expect(schedule).not.toContain("PROJET");
});

test("[CL14] once registered, the attestation comes sealed from the centre; with the centre away it says so and writes nothing", async () => {
  expect(await run("--kind", "attestation", "--out", at("sealed.pdf"))).toMatchObject({ code: 0 });
  expect(readFileSync(at("sealed.pdf")).includes("/ByteRange")).toBe(true);
  expect(await shown("sealed.pdf")).toMatch(/1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/);
  world.network.setWeather({ kind: "cut" });
  expect(await run("--kind", "attestation", "--out", at("away.pdf"))).toMatchObject({ code: 3 });
  world.network.setWeather({ kind: "fair" });
  expect(existsSync(at("away.pdf"))).toBe(false);
});
