import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { bridgeOf, type CoreLink } from "../core/port/core-link.ts";
import type { HostPowers } from "../core/port/connect-core.ts";
import { startCoreThread } from "../core/port/core-thread.ts";
import { id, type FileId } from "../../shared/kernel/ids.ts";
import { codeOfRaw } from "../core/port/test-support/code-of-raw.ts";
import { keptLog, silentLog } from "../core/port/test-support/fake-deps.ts";
import { bridgeContract } from "./bridge-contract.ts";

const fakeWorker = new URL("../core/port/test-support/fake-core-worker.ts", import.meta.url);
const settings = { version: "0.0.0-test", host: "test", dataDir: "/nowhere", serverUrl: "http://127.0.0.1:1" } as const;
const powers = (over: Partial<HostPowers> = {}): HostPowers => ({
  log: silentLog, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback", ...over,
});

bridgeContract("thread", async () => {
  const link = await startCoreThread(settings, powers(), fakeWorker);
  return { bridge: bridgeOf(link), callRaw: codeOfRaw(link), close: link.close };
});

describe("powers over the line", () => {
  const open: CoreLink[] = [];
  const start = async (over: Partial<HostPowers>): Promise<CoreLink> => {
    const link = await startCoreThread(settings, powers(over), fakeWorker);
    open.push(link);
    return link;
  };
  afterEach(async () => {
    for (const link of open.splice(0)) await link.close();
  });

  test("the core asks its host for the browser, the redirect address, the vault, and logs through it", async () => {
    const opened: string[] = [];
    const log = keptLog();
    const link = await start({
      log,
      openBrowser: async (url) => void opened.push(url),
      keyVault: { kind: "os", wrap: async (secret) => secret.toReversed(), unwrap: async (wrapped) => wrapped.toReversed() },
    });
    const bridge = bridgeOf(link);
    await bridge.call("session.beginSignIn", undefined);
    expect(opened).toEqual(["http://127.0.0.1:9/auth/callback"]);
    expect(await bridge.call("session.choosePassphrase", { passphrase: "quatre mots sans lien" })).toMatchObject({ value: { error: { params: { text: "quatre mots sans lien" } } } });
    await bridge.call("settings.set", { language: "en" });
    await bridge.call("app.info", undefined);
    expect(log.lines).toEqual([{ level: "info", event: "settings-changed", facts: { language: "en" } }]);
    expect(await link.completeSignIn("http://127.0.0.1:9/auth/callback?state=bad")).toEqual({ ok: false, error: { code: "G3004" } });
    expect(await link.completeSignIn("http://127.0.0.1:9/auth/callback?state=good")).toMatchObject({ ok: true });
  });

  test("a vault that refuses is a failure of the call, not of the core", async () => {
    const link = await start({ keyVault: { kind: "os", wrap: () => Promise.reject(new Error("locked")), unwrap: async (wrapped) => wrapped } });
    await expect(bridgeOf(link).call("session.choosePassphrase", { passphrase: "x" })).rejects.toMatchObject({ code: "G5001" });
    expect((await bridgeOf(link).call("app.info", undefined)).host).toBe("test");
  });

  test("fetch is the host's where it gives one, and Node's own where it does not", async () => {
    const server = createServer((_, response) => void response.end("from the network")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
    const seen: string[] = [];
    const hosted = await start({ fetch: (input, init) => { seen.push(String(input)); return fetch(input, init); } });
    const expected = { value: { error: { params: { text: "from the network" } } } };
    expect(await bridgeOf(hosted).call("session.demonstrationSignIn", { login: url })).toMatchObject(expected);
    expect(seen).toEqual([url]);
    expect(await bridgeOf(await start({})).call("session.demonstrationSignIn", { login: url })).toMatchObject(expected);
    server.close();
    server.closeAllConnections();
  });

  test("a core that falls is told once, and what waited for it fails with a code", async () => {
    const link = await startCoreThread(settings, powers(), fakeWorker);
    await expect(bridgeOf(link).call("files.saveField", { file: id<FileId>("0190c0de-0000-7000-8000-000000000001"), field: "legalName", value: "fall" })).rejects.toMatchObject({ code: "G5001" });
    expect(await link.ended).toEqual({ kind: "fell", why: "the core's thread fell: the core fell" });
    await link.close();
  });

  test("closing answers once the thread has ended", async () => {
    const link = await startCoreThread(settings, powers(), fakeWorker);
    await link.close();
    await link.close();
    expect(await link.ended).toEqual({ kind: "closed" });
  });

  test("a core that cannot open leaves no thread behind, and says why", async () => {
    const broken = new URL("data:text/javascript,throw new Error('no such cipher')");
    await expect(startCoreThread(settings, powers(), broken)).rejects.toThrow("no such cipher");
  });
});
