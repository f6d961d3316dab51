import { existsSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { bridgeContract } from "../bridge-contract.ts";
import { findRunning } from "../../core/control/find-running.ts";
import { codeOfRaw } from "../../core/port/test-support/code-of-raw.ts";
import { startLoopback } from "./start-loopback.ts";
import { ask, asNavigation, asPage, enter, tokenOf, type Admission } from "./test-support/page-client.ts";
import { openPageBridge } from "./test-support/page-bridge.ts";
import { startTestApp, type TestApp } from "./test-support/start-test-app.ts";

const admitted = (answer: Admission | { readonly status: number }): Admission => {
  if ("status" in answer) throw new Error(`not admitted: ${answer.status}`);
  return answer;
};
const enterFresh = async (app: TestApp): Promise<Admission> => admitted(await enter(app.origin, tokenOf(app.issueAddress())));

bridgeContract("loopback HTTP", async () => {
  const app = await startTestApp();
  const page = await openPageBridge(app.origin, await enterFresh(app));
  return { bridge: page.bridge, callRaw: codeOfRaw(page), close: async () => { page.close(); await app.remove(); } };
});

describe("the loopback host", () => {
  let app: TestApp;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.remove());
  const call = (headers: Readonly<Record<string, string | undefined>>, body: unknown = { name: "session.state" }) =>
    ask(app.origin, "/bridge/call", { method: "POST", headers: { ...asPage(app.origin), ...headers }, body: JSON.stringify(body) });

  test("[LH1] serves the window with a policy that lets nothing else in, and nothing outside its folder", async () => {
    const page = await ask(app.origin, "/", { headers: asNavigation });
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(page.headers["content-security-policy"]).toContain("require-trusted-types-for 'script'");
    expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "referrer-policy": "no-referrer" });
    expect(Object.keys(page.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    const asset = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" };
    expect((await ask(app.origin, "/assets/main.js", { headers: asset })).body).toBe("export {};\n");
    for (const path of ["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/..\\secret.txt", "/assets", "/index.html"]) {
      expect([path, (await ask(app.origin, path, { headers: asset })).status]).toEqual([path, 404]);
    }
  });

  test("[LH8] the address is spent by its first use; its token is in the fragment, so no server and no referrer sees it", async () => {
    const address = app.issueAddress();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}$/);
    expect(await enter(app.origin, tokenOf(address))).toHaveProperty("secret");
    expect(await enter(app.origin, tokenOf(address))).toEqual({ status: 401 });
    expect(await enter(app.origin, undefined)).toEqual({ status: 401 });
  });

  test("[LH9] the cookie is of this instance, unreadable by script and by other sites", async () => {
    const said = await ask(app.origin, "/bridge/hello", { method: "POST", headers: asPage(app.origin), body: JSON.stringify({ token: tokenOf(app.issueAddress()) }) });
    const { instance } = JSON.parse(said.body);
    expect(said.headers["set-cookie"]).toEqual([expect.stringMatching(new RegExp(`^guichet_${instance}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))]);
  });

  test("[LH9] a call needs both the cookie and the page's secret; the cookie alone begins a page again and ends the old one", async () => {
    const { cookie, secret } = await enterFresh(app);
    expect((await call({ cookie, "x-guichet-secret": secret })).status).toBe(200);
    expect((await call({ cookie })).status).toBe(401);
    expect((await call({ "x-guichet-secret": secret })).status).toBe(401);
    expect((await call({ cookie: cookie.replace(/guichet_[^=]+/, "guichet_other"), "x-guichet-secret": secret })).status).toBe(401);
    const again = admitted(await enter(app.origin, undefined, cookie));
    expect((await call({ cookie, "x-guichet-secret": secret })).status).toBe(401);
    expect((await call({ cookie: again.cookie, "x-guichet-secret": again.secret })).status).toBe(200);
  });

  test("[LH2] [LH3] [LH4] other pages of this computer and of the web are refused even with cookie and secret", async () => {
    const { cookie, secret } = await enterFresh(app);
    const ours = { cookie, "x-guichet-secret": secret };
    const hostile = [
      { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }, { origin: "http://evil.example", "sec-fetch-site": "cross-site" },
      { host: "evil.example" }, { "sec-fetch-site": undefined }, { origin: undefined }, { origin: "null" }, { "sec-fetch-dest": "iframe" },
    ];
    for (const headers of hostile) expect([headers, (await call({ ...ours, ...headers })).status]).toEqual([headers, 403]);
    const token = tokenOf(app.issueAddress());
    const stolen = await ask(app.origin, "/bridge/hello", { method: "POST", headers: { ...asPage(app.origin), "sec-fetch-site": "cross-site" }, body: JSON.stringify({ token }) });
    expect(stolen.status).toBe(403);
    expect(await enter(app.origin, token)).toHaveProperty("secret");
    expect((await ask(app.origin, "/bridge/events", { headers: { ...asPage(app.origin), ...ours, "sec-fetch-site": "same-site" } })).status).toBe(403);
    expect((await ask(app.origin, "/", { headers: { ...asNavigation, "sec-fetch-dest": "iframe" } })).status).toBe(403);
    expect((await ask(app.origin, "/bridge/call", { method: "OPTIONS", headers: { ...asPage(app.origin), "access-control-request-method": "POST" } })).status).toBe(405);
  });

  test("malformed calls get a code, never a fall", async () => {
    const { cookie, secret } = await enterFresh(app);
    const send = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
      const said = await ask(app.origin, "/bridge/call", { method: "POST", headers: { ...asPage(app.origin), cookie, "x-guichet-secret": secret, ...headers }, body });
      return [said.status, JSON.parse(said.body).code];
    };
    expect(await send("{")).toEqual([400, "G4003"]);
    expect(await send("[]")).toEqual([400, "G4001"]);
    expect(await send('{"name":"app.info","more":1}')).toEqual([400, "G4001"]);
    expect(await send("name=app.info", { "content-type": "application/x-www-form-urlencoded" })).toEqual([415, "G4006"]);
    expect(await send("\u00ff", { "content-encoding": "gzip" })).toEqual([400, "G4003"]);
    expect(await send('{"name":"files.open","input":{"file":"x"}}')).toEqual([200, "G4001"]);
    expect(await send('{"name":"nothing"}')).toEqual([200, "G4005"]);
    expect(await send("{}", { "content-length": "900000000" }).catch(() => "cut")).toEqual([413, "G4002"]);
  });

  test("no WebSocket: an upgrade gets no answer", async () => {
    const socket = connect(Number(new URL(app.origin).port), "127.0.0.1");
    socket.write(`GET /bridge/events HTTP/1.1\r\nHost: ${new URL(app.origin).host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    const answered = await new Promise((resolve) => socket.once("data", () => resolve(true)).once("close", () => resolve(false)));
    expect(answered).toBe(false);
  });

  test("the sign-in ends on a page in words, whoever forged the address", async () => {
    const good = await ask(app.origin, "/auth/callback?code=abc&state=good", { headers: { ...asNavigation, "sec-fetch-site": "same-site" } });
    expect([good.status, good.body.includes("Vous pouvez fermer cette page")]).toEqual([200, true]);
    const forged = await ask(app.origin, "/auth/callback?state=%3Cscript%3E", { headers: { ...asNavigation, "sec-fetch-site": "cross-site" } });
    expect([forged.status, forged.body.includes("G3004"), forged.body.includes("script")]).toEqual([400, true, false]);
    expect((await ask(app.origin, "/auth/callback?state=good", { headers: { ...asNavigation, "sec-fetch-dest": "iframe" } })).status).toBe(403);
  });

  test("without a browser to open, the sign-in's address is told", async () => {
    const { cookie, secret } = await enterFresh(app);
    await call({ cookie, "x-guichet-secret": secret }, { name: "session.beginSignIn" });
    expect(app.told.at(-1)).toContain(`${app.origin}/auth/callback`);
  });

  test("other commands reach it through a file and a socket that only their owner can use; they get a fresh address", async () => {
    expect(statSync(join(app.dataDir, "control.json")).mode & 0o777).toBe(0o600);
    const running = await findRunning(app.dataDir);
    const address = await running?.address();
    expect(await enter(app.origin, tokenOf(address ?? "http://none/"))).toHaveProperty("secret");
    expect(await running?.link.call("app.info", undefined)).toMatchObject({ ok: true, answer: { host: "loopback" } });
    running?.close();
    const { path } = JSON.parse(readFileSync(join(app.dataDir, "control.json"), "utf8"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("a second start on the same folder finds the first instead of opening", async () => {
    const second = await startLoopback(app.options);
    expect(second.ok ? second : second.error.type).toBe("AlreadyOpen");
    if (!second.ok && second.error.type === "AlreadyOpen") second.error.running.close();
  });

  test("a port that is taken is said, and the folder is left free", async () => {
    const other = await startTestApp();
    const dataDir = join(other.dataDir, "..", "third");
    expect(await startLoopback({ ...other.options, dataDir, port: Number(new URL(app.origin).port) })).toEqual({ ok: false, error: { type: "PortBusy", port: Number(new URL(app.origin).port) } });
    expect(existsSync(join(dataDir, "control.json"))).toBe(false);
    await other.remove();
  });

  test("a folder that cannot be used, and a window that was not compiled, are said", async () => {
    const fault = await startLoopback({ ...app.options, dataDir: join(app.options.rendererDir, "index.html", "data") });
    expect(fault).toMatchObject({ ok: false, error: { type: "Coded", error: { code: "G1007" } } });
    expect(await startLoopback({ ...app.options, rendererDir: join(app.dataDir, "none") })).toMatchObject({ ok: false, error: { type: "NoWindow" } });
  });

  test("[LK1] the core hears after how many minutes alone it is to lock; where nobody sits at the window, it is not to", async () => {
    for (const [lockAfterMinutes, told] of [[7, { seconds: 420 }], [undefined, {}]] as const) {
      const other = await startTestApp({ lockAfterMinutes });
      const heard: unknown[] = [];
      other.link.listen((name, news) => void heard.push([name, news]));
      await other.link.call("session.active", undefined);
      await expect.poll(() => heard).toEqual([["session.locking", told]]);
      await other.remove();
    }
  });

  test("closing leaves neither address nor announcement", async () => {
    const other = await startTestApp();
    const { origin, dataDir } = other;
    await other.close();
    expect(await findRunning(dataDir)).toBeUndefined();
    expect(existsSync(join(dataDir, "control.json"))).toBe(false);
    await expect(ask(origin, "/")).rejects.toThrow();
    unwrap(await startLoopback(other.options).then(async (again) => { if (again.ok) await again.value.close(); return again; }), "a second life");
    await other.remove();
  });
});
