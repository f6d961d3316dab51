import { readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { helloSchema } from "../shared/sync/protocol.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { demonstrationFolder, temporaryFolder } from "./testing/demonstration-server.ts";
import { addressOf, run } from "./testing/run-server.ts";
import { demonstration, emptyFolder, expectSentences, production } from "./testing/server-program.ts";

test("it says its address in one line, stops at SIGTERM with 0 while a stream is open, and a second start finds the same centre", async () => {
  const folder = await demonstrationFolder();
  const first = run(demonstration(folder));
  const address = await addressOf(first);
  const { centre } = helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json());
  const { access } = await signIn(address, "maelle.exemple", "demonstration");
  const stream = await fetch(`${address}/v1/news`, { headers: { authorization: `Bearer ${access}` } });
  expect(stream.status).toBe(200);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(await stream.text()).toBe("retry: 2000\n\n");
  const events = first.out().trim().split("\n").map((line) => String(JSON.parse(line).msg));
  expect(events.filter((event) => event !== "answered")).toEqual(["listening", "stopping", "stopped"]);
  const second = run(demonstration(folder));
  expect(await (await fetch(`${await addressOf(second)}/v1/hello`)).json()).toMatchObject({ centre });
});

test("a busy port is told in one sentence", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => { other.listen(0, "127.0.0.1", resolve); });
  const address = other.address();
  const port = typeof address === "object" && address !== null ? String(address.port) : "";
  await expectSentences(run({ ...demonstration(temporaryFolder()), GUICHET_PORT: port }), new RegExp(`Port ${port} .*GUICHET_PORT.* already taken`));
  other.close();
});

test("a folder that another server uses is told in one sentence, and the other is left in peace", async () => {
  const folder = await demonstrationFolder();
  const first = run(demonstration(folder));
  const address = await addressOf(first);
  await expectSentences(run(demonstration(folder)), /Another server \(process \d+\) already uses/);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
});

test("a damaged store is told in one sentence and is not replaced", async () => {
  const folder = await demonstrationFolder();
  const global = join(folder, "store", "pglite", "global");
  for (const name of readdirSync(global)) if (statSync(join(global, name)).isFile()) truncateSync(join(global, name), 10);
  await expectSentences(run(demonstration(folder)), /is damaged and was not opened/);
  expect(statSync(join(global, "pg_control")).size).toBe(10);
});

test("damaged sign-in keys are told in one sentence", async () => {
  const folder = await demonstrationFolder();
  writeFileSync(join(folder, "identity", "keys.json"), "{");
  await expectSentences(run(demonstration(folder)), /keys\.json/);
});

test("a data folder that is a file is told in one sentence", async () => {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, "");
  await expectSentences(run(demonstration(path)), /GUICHET_DATA/);
});

test("production has none of the demonstration's doors", async () => {
  const address = await addressOf(run(production(await emptyFolder())));
  const status = async (path: string) => (await fetch(`${address}${path}`)).status;
  expect([await status("/oidc/.well-known/openid-configuration"), await status("/oidc/auth"), await status("/oidc/interaction/x"), await status("/metrics"), await status("/verification")]).toEqual([404, 404, 404, 404, 404]);
  const hello = await (await fetch(`${address}/v1/hello`)).json();
  expect(hello).toMatchObject({ issuer: "https://login.example", audience: "a", clientId: "c" });
  expect(hello).not.toHaveProperty("demonstration");
});
