import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { helloSchema } from "../shared/sync/protocol.ts";
import { demonstrationBanks } from "./demonstration/people.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { demonstrationFolder, temporaryFolder } from "./testing/demonstration-server.ts";
import { putEmptyStore } from "./store/testing/prepared-store.ts";
import { addressOf, run, type Run } from "./testing/run-server.ts";

const demonstration = (folder: string) => ({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder });
const production = (folder: string) => ({ GUICHET_OIDC_ISSUER: "https://login.example", GUICHET_OIDC_AUDIENCE: "a", GUICHET_OIDC_CLIENT_ID: "c", GUICHET_PORT: "0", GUICHET_DATA: folder });

/** Where production may found its centre: only initdb has run. */
async function emptyFolder(): Promise<string> {
  const folder = temporaryFolder();
  await putEmptyStore(join(folder, "store"));
  return folder;
}

/** One sentence a language on standard error, no stack, exit 1. */
async function expectSentences(server: Run, words: RegExp): Promise<void> {
  expect([await server.ended, server.err().trimEnd().split("\n").length]).toEqual([1, 2]);
  expect(server.err()).toMatch(words);
  expect(server.err()).not.toContain("    at ");
}

test("it says its address in one line, stops at SIGTERM with 0 while a stream is open, and a second start finds the same centre", async () => {
  const folder = temporaryFolder();
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

test("production refuses a demonstration's store and variables, and a demonstration a production store", async () => {
  const [invented, real] = [await demonstrationFolder(), await emptyFolder()];
  const server = run(production(real));
  await addressOf(server);
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  await expectSentences(run(production(invented)), /was created for a demonstration/);
  await expectSentences(run(demonstration(real)), /holds real files/);
  await expectSentences(run({ ...production(real), GUICHET_DEMONSTRATION_ISSUER: "http://127.0.0.1:1" }), /^GUICHET_DEMONSTRATION_ISSUER/);
  await expectSentences(run({ GUICHET_DATA: real }), /^GUICHET_OIDC_ISSUER/);
});

test("production has none of the demonstration's doors", async () => {
  const address = await addressOf(run(production(await emptyFolder())));
  const status = async (path: string) => (await fetch(`${address}${path}`)).status;
  expect([await status("/oidc/.well-known/openid-configuration"), await status("/oidc/auth"), await status("/oidc/interaction/x"), await status("/metrics"), await status("/verification")]).toEqual([404, 404, 404, 404, 404]);
  const hello = await (await fetch(`${address}/v1/hello`)).json();
  expect(hello).toMatchObject({ issuer: "https://login.example", audience: "a", clientId: "c" });
  expect(hello).not.toHaveProperty("demonstration");
});

test("the migrate command brings the store to this version, ends, and finds nothing to do the second time", async () => {
  const folder = await emptyFolder();
  const versions: number[] = [];
  for (const _time of [1, 2]) {
    const migration = run(production(folder), ["migrate"]);
    expect(await migration.ended).toBe(0);
    const { msg, schema } = JSON.parse(migration.out());
    expect(msg).toBe("store migrated");
    versions.push(schema);
  }
  expect(versions[0]).toBeGreaterThan(0);
  expect(versions[1]).toBe(versions[0]);
});

test("[SY50] the commands of a restore answer in JSON, or in a sentence a language; what they decide is restore-commands.db.test.ts's", async () => {
  const folder = await demonstrationFolder();
  const command = async (...args: readonly string[]) => {
    const program = run(demonstration(folder), args);
    return { code: await program.ended, out: program.out(), err: program.err() };
  };
  expect(await command("end-recovery", "de300000-0000-4000-8000-000000000106")).toMatchObject({ code: 1, err: expect.stringMatching(/^Aucun .*\(G4017\)\.\nNo recovery .*\(G4017\)\.\n$/) });
  expect(await command("begin-epoch")).toMatchObject({ code: 0, out: expect.stringMatching(/"epoch":2.*epoch begun/) });
  expect(JSON.parse((await command("recovery-report")).out)).toMatchObject({ epoch: 2, recovering: true, events: [{ kind: "begun", door: "command" }] });
});

test("the directory command imports a file, says how much, and refuses a wrong one by its place", async () => {
  const folder = await emptyFolder();
  const file = join(folder, "directory.json");
  const [bank] = demonstrationBanks;
  const person = { id: "0198f000-0000-7000-8000-000000000021", subject: "s", name: "N", role: "advisor", branches: [bank?.branches[0]?.id] };
  const directory = { banks: [{ id: bank?.id, name: "Banque", issuer: "https://login.example", branches: bank?.branches, persons: [person] }] };
  writeFileSync(file, JSON.stringify(directory));
  const good = run(production(folder), ["directory", file]);
  expect([await good.ended, JSON.parse(good.out())]).toMatchObject([0, { msg: "directory imported", banks: 1, persons: 1, operators: 0 }]);
  writeFileSync(file, JSON.stringify({ banks: [{ ...directory.banks[0], persons: [{ ...person, role: "king" }] }] }));
  await expectSentences(run(production(folder), ["directory", file]), /banks\.0\.persons\.0\.role/);
  writeFileSync(file, JSON.stringify({ banks: [{ ...directory.banks[0], persons: [{ ...person, branches: [person.id] }] }] }));
  await expectSentences(run(production(folder), ["directory", file]), /unknown branch/);
  rmSync(file);
  await expectSentences(run(production(folder), ["directory", file]), /directory\.json/);
  const wrong = run(production(folder), ["nonsense"]);
  expect([await wrong.ended, wrong.err().includes("npm run server")]).toEqual([2, true]);
});
