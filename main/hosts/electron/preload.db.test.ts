import { expect, test, vi } from "vitest";

const seen = vi.hoisted(() => ({ exposed: new Array<readonly [string, object]>(), invoked: new Array<readonly unknown[]>(), heard: new Map<string, (event: unknown, ...args: readonly unknown[]) => void>() }));
vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: object) => seen.exposed.push([name, api]) },
  ipcRenderer: {
    invoke: async (...args: readonly unknown[]) => { seen.invoked.push(args); return { ok: true, answer: "answered" }; },
    on: (channel: string, listener: (event: unknown, ...args: readonly unknown[]) => void) => seen.heard.set(channel, listener),
  },
}));

test("[DT4] the window is given two functions: nothing of Electron, no channel to choose, no event with its sender", async () => {
  await import("./preload.ts");
  expect(seen.exposed.map(([name, api]) => [name, Object.keys(api)])).toEqual([["guichet", ["call", "on"]]]);
  expect([...seen.heard.keys()]).toEqual(["guichet:news"]);
  const bridge = seen.exposed[0]?.[1] as { readonly call: (...args: readonly unknown[]) => Promise<unknown>; readonly on: (name: string, listen: (...args: readonly unknown[]) => void) => unknown };
  await bridge.call("app.info", { a: 1 }, "guichet:other", "more");
  expect(seen.invoked).toEqual([["guichet:call", "app.info", { a: 1 }]]);
  const news: (readonly unknown[])[] = [];
  bridge.on("settings.changed", (...args) => void news.push(args));
  seen.heard.get("guichet:news")?.({ sender: "ipcRenderer" }, "settings.changed", { language: "fr" }, "more");
  expect(news).toEqual([[{ language: "fr" }]]);
});
