import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startChild } from "./support/child.ts";
import { ADDRESS, isServed, startsOfOwn } from "./support/starts-of-own.ts";

const { root, environment, start } = startsOfOwn();

test("[GO1] starts server and client, prints accounts, things to try and an address; Enter and --address print others; all of them work", async ({ browser }) => {
  const started = start();
  const [server = ""] = (await started.saw(/http:\/\/127\.0\.0\.1:\d+/));
  await started.saw(/maelle\.exemple +conseil/);
  await started.saw(/npm run guichet -- status/);
  const addresses = [(await started.saw(ADDRESS))[0]];
  started.write("\n");
  addresses.push((await started.saw(ADDRESS))[0]);
  const beside = startChild("main/hosts/loopback/main.ts", ["--address"], environment());
  addresses.push((await beside.saw(ADDRESS))[0]);
  expect(await beside.ended).toBe(0);
  for (const address of addresses) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(address);
    await expect(page.getByRole("button", { name: /Maëlle Exemple/ })).toBeVisible();
    await page.context().close();
  }
  const again = start();
  await again.saw(/déjà ouvert/);
  expect(await again.ended).toBe(0);
  const status = startChild("main/hosts/cli/main.ts", ["status"], environment());
  await status.saw(/Un Guichet ouvert tient ce dossier/);
  expect(await status.ended).toBe(0);
  expect(await started.stop()).toBe(0);
  expect(started.said()).toContain("Tout ce qui était saisi est enregistré");
  expect(await isServed(`${server}/healthz`)).toBe(false);
});

test("[GO3] a busy port is one sentence that says what to do, and nothing is left running", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const refused = start({ GUICHET_PORT: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(`Le port ${port} (GUICHET_PORT) est déjà pris`);
  expect(refused.said()).not.toMatch(/\n\s+at /);
  other.close();
});

test("[GO4] a damaged data folder is one sentence that names it, and is left as it is", async () => {
  mkdirSync(join(root(), "server", "store", "pglite"), { recursive: true });
  writeFileSync(join(root(), "server", "store", "pglite", "PG_VERSION"), "not a database");
  const refused = start();
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(root());
  expect(refused.said()).not.toMatch(/\n\s+at /);
  expect(existsSync(join(root(), "server", "store", "pglite", "PG_VERSION"))).toBe(true);
});
