import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demonstrationBanks } from "./demonstration/people.ts";
import { demonstrationFolder } from "./testing/demonstration-server.ts";
import { addressOf, run } from "./testing/run-server.ts";
import { demonstration, emptyFolder, expectSentences, production } from "./testing/server-program.ts";

// What the program's commands do is proven where they are written; here they run as programs, each of them for seconds.

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
  expect((await command("begin-epoch")).code).toBe(2);
  expect(await command("begin-epoch", "--as", "de300000-0000-4000-8000-000000000120")).toMatchObject({ code: 0, out: expect.stringMatching(/a second operator is needed/) });
  expect(await command("begin-epoch", "--as", "de300000-0000-4000-8000-000000000121")).toMatchObject({ code: 0, out: expect.stringMatching(/"epoch":2.*epoch begun/) });
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
