import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { z } from "zod";
import { launchOptions } from "../build/browser/find-chromium.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

/** Names that a stranger owns and points at this computer, in a browser that holds the window's cookie. */
const NAMES = ["evil.example", "rebound.example"];
let demo: Demo;
let browser: Browser;
let stranger: Server;
// A newer Chromium asks the person before a page of the web reaches this computer. Not every browser does: here none does.
test.beforeAll(async () => {
  demo = await startDemo();
  const { args = [], ...options } = await launchOptions();
  browser = await chromium.launch({ ...options, args: [...args, `--host-resolver-rules=${NAMES.map((name) => `MAP ${name} 127.0.0.1`).join(",")}`, "--disable-features=LocalNetworkAccessChecks"] });
  stranger = createServer((_, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>stranger</title>")).listen(0, "127.0.0.1");
});
test.afterAll(async () => {
  await browser.close();
  stranger.close();
  await demo.stop();
});

const strangerAt = (host: string): string => `http://${host}:${(stranger.address() as AddressInfo).port}/`;

/** The window, open and at work, in a browser whose other pages hold its cookie. */
async function openWindow(): Promise<{ readonly context: BrowserContext; readonly origin: string; readonly isAtWork: () => Promise<number> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await demo.appUrl());
  await expect(page.locator("#root > *").first()).toBeVisible();
  const isAtWork = (): Promise<number> => page.evaluate(() => fetch("bridge/hello", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }).then(({ status }) => status));
  return { context, origin: new URL(page.url()).origin, isAtWork };
}

/** What the server refused since, and why: a browser tells nobody of an answer that it keeps from a page. */
function refusals(): () => ReadonlySet<string> {
  const path = join(demo.app.dataDir, "logs", "guichet.log");
  const lines = (): readonly string[] => readFileSync(path, "utf8").split("\n").filter((line) => line.includes('"window-refused"'));
  const before = lines().length;
  return () => new Set(lines().slice(before).map((line) => refusal.parse(JSON.parse(line))).map(({ door, why }) => `${door} ${why}`));
}
const refusal = z.object({ door: z.string(), why: z.string() });

/** Every answer that our server gave this page, by what was asked. */
function listenTo(page: Page, origin: string): Map<string, number> {
  const answers = new Map<string, number>();
  page.on("response", (response) => {
    if (response.url().startsWith(origin)) answers.set(`${response.request().resourceType()} ${new URL(response.url()).pathname}`, response.status());
  });
  return answers;
}

for (const host of ["127.0.0.1", "evil.example"]) {
  test(`[LH3] [LH4] a page of ${host} on another port reads and does nothing: event stream, streamed fetch, socket, beacon, and questions that need leave`, async () => {
    const { context, origin, isAtWork } = await openWindow();
    const page = await context.newPage();
    await page.goto(strangerAt(host));
    const [answers, refused] = [listenTo(page, origin), refusals()];
    const told = await page.evaluate(async (target) => {
      const json = { "content-type": "application/json" };
      const attempt = (path: string, init: RequestInit): Promise<string> => fetch(`${target}${path}`, { credentials: "include", ...init }).then(async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`, () => "blocked");
      const events = (withCredentials: boolean): Promise<string> => new Promise((resolve) => {
        const source = new EventSource(`${target}/bridge/events`, { withCredentials });
        source.addEventListener("open", () => resolve("open"));
        source.addEventListener("error", () => { source.close(); resolve("blocked"); });
      });
      const socket = (): Promise<string> => new Promise((resolve) => {
        const opened = new WebSocket(`${target.replace("http", "ws")}/bridge/events`);
        opened.addEventListener("open", () => resolve("open"));
        opened.addEventListener("error", () => resolve("blocked"));
      });
      return {
        events: await events(true), eventsWithoutCookie: await events(false), stream: await attempt("/bridge/events", { headers: { accept: "text/event-stream" } }), streamWithSecret: await attempt("/bridge/events", { headers: { "x-guichet-secret": "a" } }),
        socket: await socket(), beacon: navigator.sendBeacon(`${target}/bridge/call`, '{"name":"session.lock"}') ? "queued" : "blocked",
        json: await attempt("/bridge/call", { method: "POST", headers: { ...json, "x-guichet-secret": "a" }, body: '{"name":"session.lock"}' }), jsonNoLeave: await attempt("/bridge/call", { method: "POST", headers: json, body: "{}", mode: "no-cors" }),
        put: await attempt("/bridge/call", { method: "PUT", body: "{}" }), head: await attempt("/", { method: "HEAD", mode: "no-cors" }), hello: await attempt("/bridge/hello", { method: "POST", headers: json, body: "{}" }),
      };
    }, origin);
    expect(told).toEqual({ events: "blocked", eventsWithoutCookie: "blocked", stream: "blocked", streamWithSecret: "blocked", socket: "blocked", beacon: "queued", json: "blocked", jsonNoLeave: expect.stringMatching(/^(blocked|opaque 0 )$/), put: "blocked", head: expect.stringMatching(/^(blocked|opaque 0 )$/), hello: "blocked" });
    // All of them arrived, and were sent away for what they were.
    await expect.poll(() => [...refused()].toSorted()).toEqual(["call method", "call origin", "events method", "events origin", "page method"]);
    for (const [what, status] of answers) expect([what, [403, 405].includes(status)]).toEqual([what, true]);
    expect(await isAtWork()).toBe(200);
    await context.close();
  });

  test(`[LH4] [LH7] a page of ${host} embeds nothing of it: script, style, picture, font, object, frame, prefetch, preload, worker, forms of every kind`, async () => {
    const { context, origin, isAtWork } = await openWindow();
    const page = await context.newPage();
    await page.goto(strangerAt(host));
    const [answers, refused] = [listenTo(page, origin), refusals()];
    const loaded = await page.evaluate(async (target) => {
      const add = (tag: string, attributes: Readonly<Record<string, string>>): Promise<string> => new Promise((resolve) => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.addEventListener("load", () => resolve("loaded"));
        element.addEventListener("error", () => resolve("blocked"));
        setTimeout(() => resolve("silent"), 3_000);
        document.body.append(element);
      });
      const link = (rel: string, href: string, as = ""): Promise<string> => add("link", { rel, href: `${target}${href}`, as });
      const worker = (): string => {
        try { return typeof new Worker(`${target}/assets/index.js`); } catch { return "blocked"; }
      };
      const found = await Promise.all([
        add("script", { src: `${target}/bridge/events` }), add("script", { src: `${target}/` }), add("script", { src: `${target}/assets/index.js`, type: "module" }), add("img", { src: `${target}/bridge/call` }), add("img", { src: `${target}/` }),
        add("object", { data: `${target}/` }), add("embed", { src: `${target}/` }), add("video", { src: `${target}/bridge/events` }),
        link("stylesheet", "/assets/index.css"), link("prefetch", "/"), link("preload", "/bridge/events", "fetch"), link("preload", "/assets/index.js", "script"), link("modulepreload", "/assets/index.js"), link("icon", "/favicon.ico"), link("manifest", "/manifest.json"),
      ]);
      const rules = document.createElement("script");
      rules.type = "speculationrules";
      rules.text = JSON.stringify({ prefetch: [{ urls: [`${target}/`], eagerness: "immediate" }], prerender: [{ urls: [`${target}/`], eagerness: "immediate" }] });
      document.body.append(rules);
      return [...found, worker()];
    }, origin);
    // A frame or an object "loads" the refusal; nothing of ours is in it. What matters is what was answered.
    expect(loaded).toHaveLength(16);
    await page.evaluate((target) => {
      const frame = document.createElement("iframe");
      frame.src = `${target}/`;
      document.body.append(frame);
      for (const [enctype, method] of [["text/plain", "post"], ["application/x-www-form-urlencoded", "post"], ["multipart/form-data", "post"], ["text/plain", "get"]] as const) {
        const inside = Object.assign(document.createElement("iframe"), { name: `${method} ${enctype}` });
        document.body.append(inside);
        const form = Object.assign(document.createElement("form"), { action: `${target}/bridge/call`, method, enctype, target: inside.name });
        const input = document.createElement("input");
        Object.assign(input, { name: '{"name":"session.lock","x":"', value: '"}' });
        form.append(input);
        document.body.append(form);
        form.submit();
      }
    }, origin);
    await expect.poll(() => [...refused()].toSorted()).toEqual(["asset origin", "asset site", "call method", "call origin", "events site", "page destination", "page mode", "page purpose"]);
    for (const [what, status] of answers) expect([what, [403, 405].includes(status)]).toEqual([what, true]);
    expect(await isAtWork()).toBe(200);
    await context.close();
  });
}

test("[LH2] a name made to point at this computer, on our own port, gets neither the window nor an answer, though its page is of that very origin", async () => {
  const { context, origin, isAtWork } = await openWindow();
  const page = await context.newPage();
  const { port } = new URL(origin);
  const rebound = `http://rebound.example:${port}`;
  expect((await page.goto(`${rebound}/`))?.status()).toBe(403);
  // Before the name was turned, the stranger's own server answered under it; from now on ours does.
  await page.route(`${rebound}/before`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>before</title>" }));
  await page.goto(`${rebound}/before`);
  const statuses = await page.evaluate(async () => {
    const ask = (path: string, init: RequestInit = {}): Promise<number> => fetch(path, init).then(({ status }) => status);
    const json = { "content-type": "application/json" };
    return [
      await ask("/"), await ask("/assets/index.js"), await ask("/bridge/events"), await ask("/bridge/hello", { method: "POST", headers: json, body: "{}" }),
      await ask("/bridge/call", { method: "POST", headers: { ...json, "x-guichet-secret": "a" }, body: '{"name":"session.state"}' }), await ask("/auth/callback?code=a&state=b"),
    ];
  });
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
  expect(await context.cookies(rebound)).toEqual([]);
  expect(await isAtWork()).toBe(200);
  await context.close();
});

test("[LH1] [LH8] a window that a stranger opens is out of its hands, and a spent address opened there lets nobody in", async () => {
  const { context, origin, isAtWork } = await openWindow();
  const spent = await demo.appUrl();
  const first = await context.newPage();
  await first.goto(spent);
  await expect(first.locator("#root > *").first()).toBeVisible();
  const other = await browser.newContext();
  const page = await other.newPage();
  await page.goto(strangerAt("evil.example"));
  const opened = other.waitForEvent("page");
  await page.evaluate((target) => void Reflect.set(window, "held", window.open(target, "held")), spent);
  const popup = await opened;
  const refused = await popup.waitForResponse((response) => response.url().endsWith("/bridge/hello"));
  expect(refused.status()).toBe(401);
  expect(await page.evaluate(() => {
    const held: unknown = Reflect.get(window, "held");
    try { return typeof held === "object" && held !== null && Reflect.get(held, "closed") === true ? "cut" : String(Reflect.get(Object(Reflect.get(Object(held), "document")), "title")); } catch { return "cut"; }
  })).toBe("cut");
  expect(await popup.evaluate(() => window.opener)).toBe(null);
  expect(new URL(popup.url()).origin).toBe(origin);
  expect(await isAtWork()).toBe(200);
  await Promise.all([context.close(), other.close()]);
});
