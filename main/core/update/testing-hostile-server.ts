import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filePath, manifestPath, signaturePath } from "../../../shared/release/layout.ts";
import { manifestText, type Manifest } from "../../../shared/release/manifest.ts";
import { signatureText } from "../../../shared/release/signature.ts";
import { aVersion, someManifest, someReleaseFile } from "../../../shared/release/testing-release.ts";
import type { TrustedKey } from "../../../shared/release/trusted-keys.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { LogFacts } from "../deps.ts";
import { createUpdater, type Updater, type UpdaterParts } from "./updater.ts";
import type { UpdateToApply } from "./update-settings.ts";

export const NOW = Date.parse("2026-11-23T12:00:00Z");
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;
export const KEY_ID = "00112233445566aa";

/** A signer whose public half the tested updater trusts. */
export function createSigner(): { readonly key: TrustedKey; readonly signed: (manifest: Uint8Array) => Uint8Array } {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { key: keyOf(privateKey), signed: (manifest) => Buffer.from(signatureText({ algorithm: "ed25519", key: KEY_ID, signature: sign(null, manifest, privateKey).toString("base64") })) };
}
const keyOf = (key: KeyObject): TrustedKey => ({ id: KEY_ID, publicKey: String(createPublicKey(key).export({ format: "jwk" }).x), authority: "production", revoked: false });

/** Large enough to be cut in the middle. */
export const installerOf = (version: string): Buffer => Buffer.alloc(900_000, `${version} installer. `);

/** A server of releases that serves honestly until a test puts its own answer at a path. */
export async function startReleaseServer() {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").slice(1);
    asked.push(request.headers.range === undefined ? path : `${path} ${request.headers.range}`);
    const answer = answers.get(path);
    if (answer === undefined) return void response.writeHead(404).end();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const signer = createSigner();
  const put = (path: string, bytes: Uint8Array): void => void answers.set(path, (request, response) => sendBytes(request, response, bytes));
  /** Puts a release there; what is odd about it is signed too, unless `text` says what to serve instead of the manifest's own. */
  const publish = (over: Partial<Manifest> = {}, text: (written: string) => string = (written) => written): Manifest => {
    const version = over.version ?? aVersion("1.4.0");
    const bytes = installerOf(version);
    const file = someReleaseFile({ size: bytes.length, sha512: createHash("sha512").update(bytes).digest("base64") });
    const manifest = someManifest({ version, files: [file], ...over });
    const written = Buffer.from(text(manifestText(manifest)));
    put(manifestPath(manifest.channel), written);
    put(signaturePath(manifest.channel), signer.signed(written));
    for (const { name } of manifest.files) put(filePath(version, name), bytes);
    return manifest;
  };
  return {
    base, answers, asked, signer, put, publish,
    close: () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
export type ReleaseServer = Awaited<ReturnType<typeof startReleaseServer>>;

/** 206 with its range where one is asked for. */
export function sendBytes(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) return void response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  if (from >= bytes.length) return void response.writeHead(416).end();
  response.writeHead(206, { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`, "content-length": bytes.length - from }).end(bytes.subarray(from));
}

/** An updater in a folder of its own, a per-user Windows install of 1.3.0, with everything it says and does written down. */
export function openTestUpdater(server: Pick<ReleaseServer, "base" | "signer">, over: Partial<Omit<UpdaterParts, "settings">> & { readonly settings?: Partial<UpdaterParts["settings"]>; readonly dataDir?: string; readonly now?: () => number; readonly hello?: Partial<Hello> } = {}) {
  const dataDir = over.dataDir ?? mkdtempSync(join(tmpdir(), "guichet-update-"));
  const refused: string[] = [];
  const applied: UpdateToApply[] = [];
  const told: string[] = [];
  const noted: string[] = [];
  const desk = { unsent: 0 as number | undefined };
  const warn = (_event: string, facts?: LogFacts): void => void refused.push(String(facts?.["reason"] ?? facts?.["kind"]));
  const hello = { protocol: 1, minProtocol: 1, ...over.hello } as Hello;
  const updater: Updater = createUpdater({
    version: aVersion("1.3.0"), trust: { keys: [server.signer.key], build: "release" }, silenceMs: 300, unsent: () => desk.unsent, tell: (state) => void told.push(state.kind),
    apply: async (update) => void applied.push(update),
    deps: { dataDir, fetch: globalThis.fetch, now: over.now ?? (() => NOW), log: { info: warn, warn, error: warn } },
    centre: { noteRelease: ({ is }) => void noted.push(is), hello: () => hello, info: () => ({ clockOffMs: undefined }) as ReturnType<UpdaterParts["centre"]["info"]> },
    ...over,
    settings: { base: server.base, channel: "stable", install: "per-user", machine: { platform: "win", arch: "x64" }, ...over.settings },
  });
  return { ...updater, dataDir, refused, applied, told, noted, desk, drop: async () => { await updater.close(); rmSync(dataDir, { recursive: true, force: true }); } };
}
