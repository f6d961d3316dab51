import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bridgeOf } from "../port/core-link.ts";
import { linkTo } from "../port/in-process-core.ts";
import { createFakeCore } from "../port/test-support/fake-core.ts";
import { fakeDeps } from "../port/test-support/fake-deps.ts";
import { readControl } from "./control-file.ts";
import { findRunning } from "./find-running.ts";
import { serveControl } from "./serve-control.ts";

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), "guichet-control-")); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const serve = async (dataDir = root) => {
  const deps = fakeDeps();
  const link = linkTo(await createFakeCore(deps), deps.log);
  return await serveControl({ dataDir, host: "loopback", version: "1", serverUrl: "http://centre", link, address: () => "http://127.0.0.1:1/#t=fresh", show: async () => undefined });
};
/** Says these lines; what was heard once as many answers as `answers` have come, or once the line was ended. */
const talk = (path: string, lines: readonly string[], answers = Infinity): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(path);
    let heard = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
      if (heard.split("\n").length > answers) socket.destroySoon();
    });
    socket.on("close", () => resolve(heard)).on("error", () => undefined);
    lines.forEach((line) => socket.write(`${line}\n`));
  });

test("[LH10] a command goes through the running core, news included", async () => {
  const control = await serve();
  const running = await findRunning(root);
  expect(running).toMatchObject({ host: "loopback", version: "1", serverUrl: "http://centre" });
  const news = Promise.withResolvers<string>();
  if (running === undefined) throw new Error("not found");
  bridgeOf(running.link).on("settings.changed", ({ theme }) => news.resolve(theme));
  await bridgeOf(running.link).call("settings.set", { theme: "dark" });
  expect(await news.promise).toBe("dark");
  expect(await running.address()).toBe("http://127.0.0.1:1/#t=fresh");
  running.close();
  await control.close();
});

test("[LH10] nothing is answered before the secret, and a wrong one ends the line", async () => {
  const control = await serve();
  const path = readControl(root)?.path ?? "";
  const call = JSON.stringify({ kind: "ask", id: 1, name: "call", input: { name: "settings.get" } });
  const address = JSON.stringify({ kind: "ask", id: 2, name: "address" });
  const heard = await talk(path, [call, address], 2);
  expect(heard).toContain("say hello first");
  expect(heard).not.toContain("fresh");
  const refused = await talk(path, [JSON.stringify({ kind: "ask", id: 1, name: "hello", input: "guess" }), call]);
  expect(refused).toBe("");
  await control.close();
});

test("[LH10] garbage ends the line and harms nobody else", async () => {
  const control = await serve();
  const path = readControl(root)?.path ?? "";
  const after = JSON.stringify({ kind: "ask", id: 2, name: "address" });
  for (const garbage of ["{", "null", "[]", "42", '{"kind":1}', '{"kind":"answer","id":7}', '{"kind":"ask","id":1,"name":"toString"}', '{"kind":"ask","id":1,"name":"hello","input":{}}']) {
    expect([garbage, await talk(path, [garbage, after], 1)]).toEqual([garbage, expect.not.stringContaining("fresh")]);
  }
  expect(await findRunning(root).then((running) => { running?.close(); return running?.host; })).toBe("loopback");
  await control.close();
});

test("[LH11] what a killed Guichet left behind is not taken for a running one, and the next takes its place", async () => {
  writeFileSync(join(root, "control.json"), JSON.stringify({ format: 1, path: join(root, "control.sock"), secret: "old", pid: 1 }));
  writeFileSync(join(root, "control.sock"), "");
  expect(await findRunning(root)).toBeUndefined();
  const control = await serve();
  expect(await findRunning(root).then((running) => { running?.close(); return running?.version; })).toBe("1");
  await control.close();
  writeFileSync(join(root, "control.json"), "not json");
  expect(await findRunning(root)).toBeUndefined();
});

test("[LH11] closing forgets its own announcement, never a newer one", async () => {
  const control = await serve();
  const other = { format: 1, path: "/nowhere", secret: "another's", pid: 2 };
  writeFileSync(join(root, "control.json"), JSON.stringify(other));
  await control.close();
  expect(JSON.parse(readFileSync(join(root, "control.json"), "utf8"))).toEqual(other);
});

test("a data folder too deep for a socket is served from a private temporary one", async () => {
  const deep = join(root, "a".repeat(60), "b".repeat(60));
  mkdirSync(deep, { recursive: true });
  const control = await serve(deep);
  const path = readControl(deep)?.path ?? "";
  expect(path.startsWith(deep)).toBe(false);
  expect(await findRunning(deep).then((running) => { running?.close(); return running?.host; })).toBe("loopback");
  await control.close();
  expect(existsSync(dirname(path))).toBe(false);
});
