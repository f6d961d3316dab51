import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { prepareClose } from "./http/close-app.ts";
import { roomyLimits } from "./http/testing/roomy-limits.ts";
import { fakeServices } from "./http/testing/fake-services.ts";
import { asAdvisor, testServer } from "./http/testing/test-server.ts";
import { startServer } from "./start-server.ts";
import { makeOwnCertificate } from "./tls/own-certificate.ts";
import { openTls, type TlsConfig } from "./tls/open-tls.ts";

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));
const NAME = "centre.test";

function folderOf(identity: { readonly cert: string; readonly key: string }): Extract<TlsConfig, { readonly kind: "files" }> & { readonly put: (of: { readonly cert?: string; readonly key?: string }) => void } {
  const folder = mkdtempSync(join(tmpdir(), "guichet-tls-"));
  opened.push(() => rmSync(folder, { recursive: true, force: true }));
  const [certificate, key] = [join(folder, "tls.crt"), join(folder, "tls.key")];
  const put = (of: { readonly cert?: string; readonly key?: string }): void => {
    if (of.cert !== undefined) writeFileSync(certificate, of.cert);
    if (of.key !== undefined) writeFileSync(key, of.key);
  };
  put(identity);
  return { kind: "files", certificate, key, put };
}

async function listening(config: TlsConfig, over: Parameters<typeof testServer>[0] = {}, services = fakeServices()) {
  const lines: string[] = [];
  const write = (facts: { readonly why?: unknown }, event: string): void => void lines.push(facts.why === undefined ? event : `${event} ${String(facts.why)}`);
  const tls = await openTls(config, { info: write, warn: write, error: write }, Date.now, 20);
  opened.push(tls.close);
  const server = await testServer({ tls, isHttps: true, ...over }, services);
  const port = Number(new URL(await server.listen()).port);
  return { ...server, port, lines };
}

const handshake = (port: number, options: ConnectionOptions): Promise<{ readonly socket: TLSSocket; readonly protocol: string | null; readonly shown: string }> => new Promise((resolve, reject) => {
  const socket = connect({ host: "127.0.0.1", port, servername: NAME, ...options }, () => resolve({ socket, protocol: socket.getProtocol(), shown: socket.getPeerX509Certificate()?.serialNumber ?? "" }));
  socket.once("error", reject);
  opened.push(() => socket.destroy());
});
const ask = (port: number, path: string, ca: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly hsts: unknown }> => new Promise((resolve, reject) => {
  request({ host: "127.0.0.1", port, path, ca, servername: NAME, headers, agent: false }, (answer) => {
    answer.resume().once("end", () => resolve({ status: answer.statusCode ?? 0, hsts: answer.headers["strict-transport-security"] }));
  }).once("error", reject).end();
});
const serial = (cert: string): string => new X509Certificate(cert).serialNumber;

test("a server with a certificate is reached by whoever trusts it, by TLS 1.3 or 1.2, and by nothing older", async () => {
  const identity = await makeOwnCertificate(Date.now(), NAME);
  const { port } = await listening(folderOf(identity));
  expect(await ask(port, "/healthz", identity.cert)).toEqual({ status: 200, hsts: expect.stringContaining("max-age=31536000") });
  expect((await handshake(port, { ca: identity.cert })).protocol).toBe("TLSv1.3");
  expect((await handshake(port, { ca: identity.cert, maxVersion: "TLSv1.2" })).protocol).toBe("TLSv1.2");
  const old = { ca: identity.cert, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
  await expect(handshake(port, old)).rejects.toThrow(/protocol version|unsupported protocol|EPROTO|ECONNRESET/);
  await expect(handshake(port, { ca: identity.cert, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA:AES128-SHA" })).rejects.toThrow();
  await expect(ask(port, "/healthz", (await makeOwnCertificate(Date.now(), NAME)).cert)).rejects.toThrow(/self-signed|unable to verify/);
});

test("files that change are shown to whoever connects from then on; half of a change is not, and is told once", async () => {
  const [first, second] = [await makeOwnCertificate(Date.now(), NAME), await makeOwnCertificate(Date.now(), NAME)];
  const files = folderOf(first);
  const { port, lines } = await listening(files);
  const before = await handshake(port, { ca: first.cert });
  files.put({ cert: second.cert });
  await expect.poll(() => lines).toEqual(["tls certificate not renewed other"]);
  expect((await handshake(port, { ca: first.cert })).shown).toBe(serial(first.cert));
  files.put({ key: second.key });
  await expect.poll(() => lines).toEqual(["tls certificate not renewed other", "tls certificate renewed"]);
  expect((await handshake(port, { ca: second.cert })).shown).toBe(serial(second.cert));
  expect(before.socket.destroyed).toBe(false);
  files.put({ cert: "" });
  await expect.poll(() => lines.at(-1)).toBe("tls certificate not renewed certificate");
  expect(await ask(port, "/healthz", second.cert)).toMatchObject({ status: 200 });
});

test("a certificate made by the server itself is another at each start", async () => {
  const shown = [];
  for (let start = 0; start < 2; start += 1) {
    const tls = await openTls({ kind: "own" }, { info: () => undefined, warn: () => undefined, error: () => undefined }, Date.now);
    const { cert } = tls.options();
    const { port } = await listening({ kind: "own" }, { tls });
    shown.push((await handshake(port, { ca: String(cert), checkServerIdentity: () => undefined })).shown);
  }
  expect(new Set(shown).size).toBe(2);
});

test.each([
  ["no file", {}, /GUICHET_TLS_CERT_FILE \(.+\) cannot be read/],
  ["a certificate that is none", { cert: "x" }, /GUICHET_TLS_CERT_FILE/],
  ["a key of another", { key: "other" }, /GUICHET_TLS_KEY_FILE \(.+\) is not the key/],
  ["one that is over", { at: Date.UTC(2000, 0, 1) }, /GUICHET_TLS_CERT_FILE \(.+\) is no certificate that is valid today/],
])("with %s a server does not start, and says which variable to mend", async (what, given, words) => {
  const { cert, key, at } = { cert: undefined, key: undefined, at: Date.now(), ...given };
  const [own, other] = [await makeOwnCertificate(at, NAME), await makeOwnCertificate(at, NAME)];
  const files = folderOf({ cert: cert ?? own.cert, key: key === undefined ? own.key : other.key });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await expect(openTls(what === "no file" ? { ...files, certificate: `${files.certificate}.gone` } : files, log, Date.now)).rejects.toThrow(words);
});

test("whoever speaks plain HTTP to it, or nothing, is ended first where the house is full; a request at work is not", async () => {
  const identity = await makeOwnCertificate(Date.now(), NAME);
  const [held, entered] = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  const services = fakeServices({ findCaller: async () => { entered.resolve(true); await held.promise; return undefined; } });
  const { port } = await listening(folderOf(identity), { limits: { ...roomyLimits, connections: 20 } }, services);
  const working = ask(port, "/v1/me", identity.cert, asAdvisor);
  await entered.promise;
  const heard = await new Promise<string>((resolve) => {
    let text = "";
    connectPlain(port, "127.0.0.1", function ready(this: { write: (line: string) => void }) { this.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"); }).on("data", (piece) => (text += String(piece))).on("error", () => undefined).once("close", () => resolve(text));
  });
  expect(heard).not.toMatch(/200|"code"/);
  const silent = Array.from({ length: 60 }, () => connectPlain(port, "127.0.0.1").on("error", () => undefined));
  opened.push(() => silent.forEach((socket) => socket.destroy()));
  await expect.poll(() => silent.filter(({ closed }) => closed).length).toBe(41);
  expect(await ask(port, "/healthz", identity.cert)).toMatchObject({ status: 200 });
  held.resolve(true);
  expect(await working).toMatchObject({ status: 401 });
});

test("a server under TLS that ends waits for nobody who said nothing, before or after the handshake, and for no connection between two requests", async () => {
  const identity = await makeOwnCertificate(Date.now(), NAME);
  const { app, port } = await listening(folderOf(identity));
  // Heard from before the first connection on, as the server itself does.
  const closeApp = prepareClose(app);
  const { socket } = await handshake(port, { ca: identity.cert });
  socket.on("error", () => undefined);
  connectPlain(port, "127.0.0.1").on("error", () => undefined);
  const kept = new Agent({ keepAlive: true });
  opened.push(() => kept.destroy());
  await new Promise((resolve) => { request({ host: "127.0.0.1", port, path: "/healthz", ca: identity.cert, servername: NAME, agent: kept }, (answer) => answer.resume().once("end", resolve)).end(); });
  const startedAt = performance.now();
  await closeApp(30_000);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("the whole server says an https address, and tells browsers to keep to it where nothing else stands in front", async () => {
  const identity = await makeOwnCertificate(Date.now(), NAME);
  const { certificate, key } = folderOf(identity);
  const folder = mkdtempSync(join(tmpdir(), "guichet-tls-data-"));
  opened.push(() => rmSync(folder, { recursive: true, force: true }));
  const config = parseConfig({ GUICHET_PORT: "0", GUICHET_DATA: folder, GUICHET_OIDC_ISSUER: "https://login.example", GUICHET_OIDC_AUDIENCE: "a", GUICHET_OIDC_CLIENT_ID: "b", GUICHET_TLS_CERT_FILE: certificate, GUICHET_TLS_KEY_FILE: key });
  if (!config.ok) throw config.error;
  const server = await startServer(config.value, { log: { info: () => undefined, warn: () => undefined, error: () => undefined }, openServices: async () => fakeServices() });
  try {
    expect(server.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(Number(new URL(server.address).port), "/v1/hello", identity.cert)).toEqual({ status: 200, hsts: expect.stringContaining("max-age") });
  } finally {
    await server.close();
  }
});
