import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrap } from "../shared/kernel/result.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { authorizationUrl, createBrowser, refresh, signIn, type Tokens } from "./identity/testing/sign-in.ts";
import { openServices } from "./open-services.ts";
import { startServer, type RunningServer } from "./start-server.ts";
import { remoteWorkstation, type RemoteWorkstation } from "./testing/remote-services.ts";
import { putDemonstration } from "./testing/prepared-demonstration.ts";
import { newId } from "./testing/workstation.ts";

/** A server at every level of its log at once, and everything that makes it write: answers, refusals, faults that quote, strangers' noise, slowness. */
const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
const written: Record<(typeof LEVELS)[number], string> = { debug: "", info: "", warn: "", error: "", silent: "" };
const QUOTED = "Key (siren)=(002000057) of Zéphyrine Kervalonec exists";
const WRONG_PASSWORD = "lampe rivage ticket zephir";
const fields = someFields(5, { legalName: "Zéphyrine Kervalonec", email: "barnabe@kervalonec.example" });
let folder = "";
let server: RunningServer;
let maelle: RemoteWorkstation;
let tokens: Tokens;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-logs-"));
  await putDemonstration(folder);
  const logs = LEVELS.map((level) => createLog(level, { write: (line) => { written[level] += line; } }));
  const all = (how: keyof ServerLog) => (facts: Parameters<ServerLog["info"]>[0], event: string): void => logs.forEach((log) => log[how](facts, event));
  server = await startServer(unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder }), "configuration"), {
    log: { info: all("info"), warn: all("warn"), error: all("error") },
    openServices: async (config, log) => {
      const services = await openServices(config, log);
      return {
        ...services,
        snapshot: async () => { throw Object.assign(new TypeError(QUOTED, { cause: new RangeError(QUOTED) }), { detail: QUOTED }); },
        history: async (...asked) => { await wait(300); return await services.history(...asked); },
      };
    },
  });
  await story();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  fetch(`${server.address}${path}`, { method: "POST", body, headers: { authorization: `Bearer ${maelle.token}`, "content-type": "application/json", ...headers } }).then(({ status }) => status);

async function story(): Promise<void> {
  const { address } = server;
  maelle = await remoteWorkstation(address, "maelle.exemple");
  const file = newId();
  expect((await maelle.send({ kind: "created", file, body: { fields } }, { kind: "submitted", file, base: 1 })).map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
  const stranger = await remoteWorkstation(address, "ines.exemple");
  expect(await stranger.send({ kind: "edited", file, base: 1, body: { edits: { legalName: { from: null, to: String(fields.legalName) } } } })).toMatchObject([{ kind: "refused" }]);
  tokens = await signIn(address, "yann.modele", "demonstration");
  tokens = await refresh(address, tokens.refresh);
  await expect(refresh(address, `${tokens.refresh}x`)).rejects.toThrow("token endpoint");
  const form = await createBrowser(address).open(authorizationUrl(address));
  await createBrowser(address).post(form.url, { login: "maelle.exemple", password: WRONG_PASSWORD });
  await expect(signIn(address, "maelle.exemple", WRONG_PASSWORD)).rejects.toThrow("stayed");
  await noise(file);
}

/** What is asked wrongly, with what must not be kept in every place that may hold it. */
async function noise(file: string): Promise<void> {
  const { address } = server;
  const told = JSON.stringify(fields);
  const message = { protocol: 1, ...maelle.address, replica: maelle.replica };
  expect(await maelle.snapshot(maelle.caller.branches[0]?.id ?? "")).toMatchObject({ ok: false, error: { code: "G5001" } });
  expect(await post("/v1/history", JSON.stringify({ ...message, file }))).toBe(200);
  expect([
    await post("/v1/push", told), await post("/v1/push", `{"siren":"${fields.siren}"`), await post("/v1/push", told, { "content-type": "text/plain" }), await post("/v1/push", told, { "content-encoding": "gzip" }),
    await post("/v1/push", "x".repeat(20_000_000)), await post(`/v1/${encodeURIComponent(String(fields.legalName))}?siren=${fields.siren}`, told), await post(`/v1/push?amount=${fields.amount}&token=${maelle.token}`, told),
    await post("/v1/pull", JSON.stringify(message), { authorization: `Bearer ${maelle.token}x` }), await post("/v1/pull", told, { authorization: `Basic ${btoa(`maelle.exemple:${WRONG_PASSWORD}`)}` }),
    await post("/v1/push", told, { "x-request-id": String(fields.siren), "user-agent": String(fields.email), referer: `https://x.example/${fields.siren}`, traceparent: String(fields.iban) }),
    await post("/v1/verify", JSON.stringify({ number: "1-ABCD-EFGH-K", siren: fields.siren, amount: fields.amount }), { authorization: "" }),
    await post("/v1/operator/registrations", told), await post(`/v1/documents/${fields.iban}/x`, told),
  ].filter((status) => status < 400)).toEqual([]);
  await new Promise((resolve) => {
    connect(Number(new URL(address).port), "127.0.0.1").on("error", resolve).on("close", resolve).on("data", () => undefined).end(`PUSH /${fields.siren} HTTP/1.1\r\nHost: ${fields.email}\r\nX y: ${maelle.token}\r\n\r\n`);
  });
}

test("the log told of each kind: answers, refusals by code, a fault with its frames, and how long a slow one took", () => {
  const lines = written.debug.trim().split("\n").map((line): { readonly level: string; readonly msg: string; readonly status?: number; readonly code?: string; readonly ms?: number; readonly frames?: readonly string[] } => JSON.parse(line));
  const statuses = new Set(lines.map(({ status }) => status));
  expect([200, 400, 401, 403, 404, 413, 415, 500].filter((status) => !statuses.has(status))).toEqual([]);
  expect(lines.find(({ msg }) => msg === "request failed")?.frames?.length).toBeGreaterThan(0);
  expect(Math.max(...lines.map(({ ms }) => ms ?? 0))).toBeGreaterThan(250);
  expect(LEVELS.map((level) => written[level].length > 0)).toEqual([true, true, true, true, false]);
});

test.each(LEVELS)("at level %s it holds no token, password, name, login, company, SIREN, account, address or amount", (level) => {
  const never = [
    maelle.token, maelle.token.split(".")[2] ?? "", tokens.access, tokens.refresh, "demonstration\"", WRONG_PASSWORD, "maelle", "Maëlle", "Exemple", "yann.modele", "Zéphyrine", "Kervalonec", encodeURIComponent("Zéphyrine"),
    ...[fields.siren, fields.iban, fields.email, fields.amount, fields.signatoryName].map(String), "002 000 057", "Key (siren)", "1-ABCD-EFGH-K", "10.0.0", "49152",
  ];
  expect(never.filter((text) => written[level].includes(text))).toEqual([]);
});
