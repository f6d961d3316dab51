import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { someFields } from "../shared/testing/some-fields.ts";
import { bodyHashOf } from "../shared/sync/change.ts";
import { helloSchema, meSchema } from "../shared/sync/protocol.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { demonstrationBanks, demonstrationPeople } from "./demonstration/people.ts";
import { sha256 } from "./domain/sha256.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { startServer, type RunningServer } from "./start-server.ts";
import { ask, remoteWorkstation, type RemoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";

/** One server for all tests: each has replicas and files of its own. */
const lines: string[] = [];
let server: RunningServer;
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-demonstration-"));
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder }), "configuration");
  server = await startServer(config, { log: createLog("debug", { write: (line) => void lines.push(line) }) });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const [armor, littoral] = demonstrationBanks;
const [rennes, brest] = armor?.branches ?? [];
const [laRochelle] = littoral?.branches ?? [];
const dates = z.object({ businessDate: z.string() });

test("every published account signs in and is the person it says, in two banks of two branches", async () => {
  const { address } = server;
  const hello = helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json());
  expect(hello).toMatchObject({ businessDate: "2020-04-15", issuer: `${address}/oidc` });
  const accounts = hello.demonstration?.accounts ?? [];
  expect(accounts.map(({ login }) => login)).toEqual(demonstrationPeople.map(({ login }) => login));
  for (const { login, name, role, bank } of accounts) {
    const me = await ask(address, (await signIn(address, login, "demonstration")).access, "/v1/me", meSchema);
    expect(me).toMatchObject({ ok: true, value: { name, role } });
    expect(me.ok && (me.value.bank?.name ?? "")).toBe(bank);
  }
});

test("a file goes from one workstation to its branch, and no further: not to another branch, another bank, or the operator", async () => {
  const { address } = server;
  const maelle = await remoteWorkstation(address, "maelle.exemple");
  const fields = someFields(3);
  const file = newId();
  const verdicts = await maelle.send({ kind: "created", file, body: { fields } }, { kind: "submitted", file, base: 1 });
  expect(verdicts.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);

  const yann = await remoteWorkstation(address, "yann.modele");
  const seen = await yann.pull([{ branch: rennes?.id ?? "", n: 0 }]);
  expect(seen.ok && seen.value.feeds[0]?.entries.map((entry) => entry.file)).toContain(file);

  for (const login of ["soizic.essai", "ines.exemple"]) {
    const stranger = await remoteWorkstation(address, login);
    const pulled = await stranger.pull([{ branch: rennes?.id ?? "", n: 0 }]);
    expect(pulled.ok ? pulled.value.feeds.flatMap(({ entries }) => entries) : pulled.error.code).toSatisfy((found: unknown) => found === "G3002" || (Array.isArray(found) && found.length === 0));
    expect(await stranger.snapshot(rennes?.id ?? "")).not.toMatchObject({ ok: true, value: { files: [{ file }] } });
    const edited = await stranger.send({ kind: "edited", file, base: 1, body: { edits: { legalName: { from: null, to: "x" } } } });
    expect(edited).toMatchObject([{ kind: "refused", code: "G2008" }]);
  }
  const { access: operator } = await signIn(address, "camille.centre", "demonstration");
  expect(await ask(address, operator, "/v1/pull", z.unknown(), { protocol: 1, ...maelle.address, replica: maelle.replica, cursors: [{ branch: brest?.id, n: 0 }], limit: 1 })).toMatchObject({ ok: false, error: { code: "G3002" } });
  expect(await ask(address, operator, "/v1/pull", z.unknown(), {})).toMatchObject({ ok: false, error: { code: "G3002" } });

  const log = lines.join("");
  expect(log).toContain('"route":"/v1/push"');
  const personal = [maelle.token, "Maëlle", "maelle", "demonstration\"", ...[fields.siren, fields.legalName, fields.amount].map((value) => JSON.stringify(value).replaceAll('"', "")), "127.0.0.1:49152", file];
  for (const secret of personal) expect(log).not.toContain(secret);
});

test("another person's replica, and a push signed with another key, are refused", async () => {
  const { address } = server;
  const maelle = await remoteWorkstation(address, "maelle.exemple");
  maelle.seal({ kind: "created", file: newId(), body: { fields: {} } });
  const request = maelle.requestFrom(1);
  const { access: other } = await signIn(address, "yann.modele", "demonstration");
  expect(await ask(address, other, "/v1/push", z.unknown(), request)).toMatchObject({ ok: false, error: { code: "G3003" } });
  expect(await ask(address, maelle.token, "/v1/push", z.unknown(), { ...request, signature: createHash("sha512").update("x").digest("base64url") })).toMatchObject({ ok: false, error: { code: "G4012" } });
  expect(await ask(address, maelle.token, "/v1/push", z.unknown(), { ...request, centre: newId() })).toMatchObject({ ok: false, error: { code: "G4011" } });
  expect(await ask(address, maelle.token, "/v1/push", z.unknown(), { ...request, first: 7 })).toMatchObject({ ok: false });
});

test("U+0000, lone surrogates and nonsense inside changes get a verdict each, and never stop their neighbours", async () => {
  const { address } = server;
  const maelle = await remoteWorkstation(address, "maelle.exemple");
  const [good, bad] = [newId(), newId()];
  const salt = "0".repeat(32);
  maelle.keepRaw({ head: "{\u0000}", body: "{}", salt });
  maelle.keepRaw({ head: "{}", body: "\ud800", salt });
  maelle.keepRaw({ head: "[".repeat(30_000), body: "{}", salt });
  maelle.keepRaw({ head: "x".repeat(70_000), body: "{}", salt });
  maelle.seal({ kind: "created", file: bad, body: { fields: { legalName: "a\u0000b" } } });
  maelle.seal({ kind: "created", file: newId(), body: { fields: { legalName: "\ud800" } } });
  maelle.seal({ kind: "created", file: newId(), body: [[]] });
  maelle.seal({ kind: "created", file: newId(), body: { fields: { __proto__x: 1, constructor: { prototype: 1 } } } });
  maelle.seal({ kind: "created", file: good, body: { fields: { legalName: "SARL Exemple" } } });
  const answer = await maelle.push(1);
  expect(answer.ok ? answer.value.verdicts.map((verdict) => (verdict.kind === "refused" ? verdict.code : verdict.kind)) : answer.error).toEqual([
    "G2011", "G2011", "G2014", "G2013", "G2011", "G2011", "G2014", "G2002", "accepted",
  ]);
});

test("a change whose body is nested as deep as its size allows is a verdict, and the line goes on", async () => {
  const { address } = server;
  const depth = 31_000;
  const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const bodies = [
    ["created", `{"fields":{"legalName":${deep}}}`], ["created", `{"fields":${deep}}`], ["created", deep], ["edited", `{"edits":{"legalName":{"from":${deep},"to":"x"}}}`],
    ["settled", `{"settlements":{"legalName":{"expected":${deep},"value":"x"}}}`], ["withdrawn", `{"why":${deep}}`],
  ] as const;
  const maelle = await remoteWorkstation(address, "maelle.exemple");
  for (const [kind, body] of bodies) {
    const file = newId();
    if (kind !== "created") await maelle.send({ kind: "created", file, body: { fields: { legalName: "SARL Exemple" } } });
    const salt = "0".repeat(32);
    const head = { ...headOf(maelle), file, change: newId(), kind, base: 1, seq: maelle.nextSeq(), prev: maelle.lastHash(), bodyHash: bodyHashOf(sha256, salt, body) };
    const first = maelle.nextSeq();
    maelle.keepRaw({ head: JSON.stringify(head), body, salt });
    const answer = await maelle.push(first);
    expect(answer).toMatchObject({ ok: true, value: { verdicts: [{ kind: "refused" }] } });
  }
  expect(await maelle.send({ kind: "created", file: newId(), body: { fields: {} } })).toMatchObject([{ kind: "accepted" }]);
});

test("news of a commit reach the branch's other workstation at once, and a moved date reaches everybody", async () => {
  const { address } = server;
  const [maelle, yann, ines] = await Promise.all(["maelle.exemple", "yann.modele", "ines.exemple"].map((login) => remoteWorkstation(address, login)));
  if (maelle === undefined || yann === undefined || ines === undefined) throw new Error("three workstations");
  const [heard, elsewhere] = [await listen(address, yann), await listen(address, ines)];
  const [verdict] = await maelle.send({ kind: "created", file: newId(), body: { fields: { legalName: "SARL Exemple" } } });
  await expect.poll(heard).toContain(`{"branch":"${rennes?.id}","n":${verdict?.kind === "accepted" ? verdict.n : "?"}}`);
  expect(await ask(address, ines.token, "/v1/demonstration/business-date", dates, { businessDate: "2021-03-01" })).toEqual({ ok: true, value: { businessDate: "2021-03-01" } });
  for (const stream of [heard, elsewhere]) await expect.poll(stream).toContain('{"businessDate":"2021-03-01"}');
  expect(elsewhere()).not.toContain(`"${rennes?.id}"`);
  expect(helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json()).businessDate).toBe("2021-03-01");
  expect(laRochelle).toBeDefined();
});

const headOf = ({ caller, replica }: RemoteWorkstation) => ({
  v: 1, bank: caller.bank?.id, branch: caller.branches[0]?.id, replica, kindVersion: 1, author: caller.user, madeAt: 0, rules: "pge@1", reference: "1",
});

async function listen(address: string, { token }: RemoteWorkstation): Promise<() => string> {
  const response = await fetch(`${address}/v1/news`, { headers: { authorization: `Bearer ${token}` } });
  let text = "";
  const decoder = new TextDecoder();
  void (async () => { for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true }); })().catch(() => undefined);
  return () => text;
}
