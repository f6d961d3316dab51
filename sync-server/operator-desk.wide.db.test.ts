import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { unwrap, type Result } from "../shared/kernel/result.ts";
import { actAnswerSchema, findRegistrationsAnswerSchema, listActsAnswerSchema } from "../shared/sync/operator-messages.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { runExpireCommand } from "./expire-command.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { runOperatorCommand } from "./operator-command.ts";
import { demonstrationFolder, startDemonstration } from "./testing/demonstration-server.ts";
import { ask, remoteWorkstation } from "./testing/remote-services.ts";
import { sirenFrom, soundFields } from "./testing/sound-fields.ts";
import { newId } from "./testing/workstation.ts";

const [CAMILLE, DOMINIQUE] = ["120", "121"].map((last) => `de300000-0000-4000-8000-000000000${last}`) as [string, string];
const SIREN = sirenFrom(7_654_321);
const said = (answer: Result<unknown, CodedError>): string => (answer.ok ? "allowed" : answer.error.code);

/** A demonstration with one registered file of Maëlle's. */
async function registered(folder: string, lines: string[] = []) {
  const server = await startDemonstration({ GUICHET_DATA: folder }, lines);
  const maelle = await remoteWorkstation(server.address, "maelle.exemple");
  const file = newId();
  const [, verdict] = await maelle.send({ kind: "created", file, body: { fields: soundFields({ siren: SIREN, legalName: "Fictive Personne SARL" }) } }, { kind: "submitted", file, base: 1 });
  if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(JSON.stringify(verdict));
  return { server, maelle, file, number: verdict.number };
}
const grounds = { reason: "Montant mal saisi.", asked: "Ticket 4512" };

test("[LI13] the doors: operators only, whatever role a bank gives; what is done is in the branch's feed and in the record; the log names nobody", async () => {
  const lines: string[] = [];
  const { server, maelle, number } = await registered(await demonstrationFolder(), lines);
  const { address } = server;
  const of = { protocol: 1, ...maelle.address };
  const doors = (token: string) => ({
    find: () => ask(address, token, "/v1/operator/registrations", findRegistrationsAnswerSchema, { ...of, search: { number } }),
    dry: () => ask(address, token, "/v1/operator/act", actAnswerSchema, { ...of, act: newId(), number, kind: "cancelled", ...grounds, dry: true }),
    decide: () => ask(address, token, "/v1/operator/decide", actAnswerSchema, { ...of, act: newId(), decision: "confirm" }),
    acts: () => ask(address, token, "/v1/operator/acts", listActsAnswerSchema, { ...of, limit: 10 }),
  });
  const told: Record<string, readonly string[]> = {};
  for (const login of ["maelle.exemple", "gwenola.maquette", "loic.fictif", "hugo.fictif", "camille.centre"]) {
    const { find, dry, decide, acts } = doors((await signIn(address, login, "demonstration")).access);
    told[login] = [said(await find()), said(await dry()), said(await decide()), said(await acts())];
  }
  const denied = Array.from({ length: 4 }, () => "G3002");
  expect(told).toEqual({ "maelle.exemple": denied, "gwenola.maquette": denied, "loic.fictif": denied, "hugo.fictif": denied, "camille.centre": ["allowed", "allowed", "G9724", "allowed"] });
  expect((await fetch(`${address}/v1/operator/acts`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...of, limit: 10 }) })).status).toBe(401);
  expect((await fetch(`${address}/v1/operator/acts`, { method: "POST", headers: { authorization: `Bearer ${(await signIn(address, "loic.fictif", "demonstration")).access}`, "content-type": "application/json" }, body: JSON.stringify({ ...of, limit: 10 }) })).status).toBe(403);

  const camille = (await signIn(address, "camille.centre", "demonstration")).access;
  const send = (body: object) => ask(address, camille, "/v1/operator/act", actAnswerSchema, { ...of, act: newId(), number, ...grounds, ...body });
  expect(await send({ kind: "corrected", amount: 12_000_000 })).toMatchObject({ ok: true, value: { outcome: "done", after: { amount: 12_000_000, held: 12_000_000 } } });
  expect(said(await send({ kind: "corrected", amount: 900_000_000_000 }))).toBe("G2004");
  for (const wrong of [{ reason: " " }, { asked: "" }, { reason: "x".repeat(501) }, { asked: "x".repeat(121) }, { kind: "deleted" }]) expect([wrong, said(await send({ kind: "cancelled", ...wrong }))]).toEqual([wrong, "G4001"]);
  const pulled = await maelle.pull([{ branch: maelle.caller.branches[0]?.id ?? "", n: 0 }]);
  expect(JSON.stringify(pulled)).toContain("Ticket 4512");
  const found = await ask(address, camille, "/v1/operator/registrations", z.unknown(), { ...of, search: { siren: SIREN, bank: "banque armor" } });
  expect(JSON.stringify(found)).toContain(number);
  expect(JSON.stringify(found)).not.toContain("Fictive Personne");
  const log = lines.join("\n");
  for (const secret of [SIREN, "Fictive Personne", "12000000", "Ticket 4512", "mal saisi", number]) expect(log).not.toContain(secret);
});

test("[LI13] [LI14] the commands: shown first, done with --yes, two operators for a release, the list of acts; French, English and JSON", async () => {
  const folder = await demonstrationFolder();
  const { server, number } = await registered(folder);
  await server.close();
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder }), "configuration");
  const log = createLog("error", { write: () => undefined });
  async function run(language: "fr" | "en", ...args: readonly string[]): Promise<{ readonly exit: number; readonly out: string; readonly fault: string }> {
    let [out, fault] = ["", ""];
    const exit = await runOperatorCommand(config, args, language, log, { out: (text) => void (out += text), fault: (text) => void (fault += text) });
    return { exit, out: out.replaceAll(/[\u00a0\u202f]/g, " "), fault: fault.replaceAll(/[\u00a0\u202f]/g, " ") };
  }
  const as = ["--as", CAMILLE];
  const why = ["--reason", grounds.reason, "--asked", grounds.asked];

  expect(await run("fr", "find", SIREN, "--bank", "Banque Armor", ...as)).toMatchObject({ exit: 0, out: expect.stringContaining(`${number} · SIREN ${SIREN} · Banque Armor, Agence de Rennes · PGE classique · octroi au 20/04/2020\n  Enregistré · montant 100 000 €`) });
  const shown = await run("fr", "correct", number, "120 000 €", ...why, ...as);
  expect(shown).toMatchObject({ exit: 0, out: expect.stringMatching(/Avant : Enregistré · montant 100 000 €[^]*Deviendrait : Enregistré · montant 120 000 €[^]*Rien n’a été fait/) });
  expect(JSON.parse((await run("en", "find", number, "--json", ...as)).out)).toMatchObject([{ number, standing: { amount: 10_000_000 } }]);
  const id = /--act ([0-9a-f-]{36})/.exec(shown.out)?.[1] ?? "";
  for (let again = 0; again < 2; again += 1) expect(await run("fr", "correct", number, "120000", ...why, ...as, "--act", id, "--yes")).toMatchObject({ exit: 0, out: expect.stringMatching(/Après : Enregistré · montant 120 000 €[^]*Fait\./) });
  expect(await run("en", "correct", number, "900000000", ...why, ...as, "--yes")).toMatchObject({ exit: 1, fault: expect.stringContaining("(G2004)") });
  expect(await run("fr", "correct", number, "beaucoup", ...why, ...as)).toMatchObject({ exit: 2, fault: expect.stringContaining("ne se lit pas : beaucoup") });
  expect(await run("en", "cancel", number, ...as, "--yes")).toMatchObject({ exit: 2, fault: expect.stringContaining("500 characters") });
  expect(await run("en", "cancel", number, ...why)).toMatchObject({ exit: 2, fault: expect.stringContaining("--as") });
  expect(JSON.parse((await run("en", "cancel", number, "--json")).out)).toMatchObject({ error: { message: expect.stringContaining("--reason") } });
  expect(await run("en", "cancel", number, ...why, "--as", newId(), "--yes")).toMatchObject({ exit: 1, fault: expect.stringContaining("(G9720)") });

  const release = await run("en", "release", number, ...why, ...as, "--yes", "--json");
  const { act, outcome } = JSON.parse(release.out);
  expect([release.exit, outcome]).toEqual([0, "waiting"]);
  expect(await run("en", "confirm", act, ...as, "--yes")).toMatchObject({ exit: 1, fault: expect.stringContaining("(G9723)") });
  expect(await run("en", "confirm", act, "--as", DOMINIQUE)).toMatchObject({ exit: 0, out: expect.stringMatching(/asked for · Number released[^]*Nothing was done/) });
  expect(await run("en", "confirm", act, "--as", DOMINIQUE, "--yes")).toMatchObject({ exit: 0, out: expect.stringMatching(/After: Registration cancelled · amount €120,000 · held under the ceiling €0[^]*Done\./) });
  expect(await run("fr", "acts", number, ...as)).toMatchObject({ exit: 0, out: expect.stringMatching(/fait · Libération du numéro[^]*Dominique Centre[^]*demandé · Libération du numéro[^]*Camille Centre[^]*fait · Correction du montant/) });
  expect(JSON.parse((await run("fr", "acts", "--json", ...as)).out)).toHaveLength(3);
  expect(await run("fr", "unknown", ...as)).toMatchObject({ exit: 2, fault: expect.stringContaining("operator find") });
});

test("[LI15] the setting is told in hello and kept; the command lists what is due and gives it back; without it nothing expires", async () => {
  const folder = await demonstrationFolder();
  const { server, number } = await registered(folder);
  expect(helloSchema.parse(await (await fetch(`${server.address}/v1/hello`)).json()).expiry).toBeUndefined();
  await server.close();
  const log = createLog("error", { write: () => undefined });
  const run = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    let out = "";
    const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, ...env }), "configuration");
    const exit = await runExpireCommand(config, args, "fr", log, (text) => { out += text; });
    return { exit, out };
  };
  const after = { GUICHET_RESERVATION_DAYS: "1", GUICHET_RESERVATION_WARNING_DAYS: "1" };
  expect(await run({}, "--yes")).toMatchObject({ exit: 1, out: expect.stringContaining("Aucun texte ne fixe de délai.") });
  expect(JSON.parse((await run(after, "--yes", "--json")).out)).toEqual({ expired: 0, used: 0 });
  vi.setSystemTime(Date.now() + 86_400_000 + 60_000);
  onTestFinished(() => void vi.useRealTimers());
  expect(await run(after)).toMatchObject({ exit: 0, out: expect.stringMatching(new RegExp(`à rendre maintenant.: 1\\n  ${number} · enregistré le`)) });
  expect(await run(after, "--yes")).toMatchObject({ exit: 0, out: expect.stringMatching(/Numéros rendus.: 1/) });
  expect(JSON.parse((await run(after, "--json")).out)).toEqual([]);
  vi.useRealTimers();
  const again = await startDemonstration({ GUICHET_DATA: folder, ...after });
  expect(helloSchema.parse(await (await fetch(`${again.address}/v1/hello`)).json()).expiry).toMatchObject({ days: 1, warningDays: 1 });
});
