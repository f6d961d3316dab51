import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationBanks, demonstrationPeople } from "./demonstration/people.ts";
import { startDemonstration, temporaryFolder } from "./testing/demonstration-server.ts";
import { remoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";

const page = readFileSync(new URL("../docs/security/incident.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^ *```sh (.+)\n([\s\S]*?)^ *```$/gm)].map(([, mark = "", text = ""]) => ({ mark, lines: text.split("\n").map((line) => line.trim()).filter((line) => line !== "") }));
const tried = blocks.filter(({ mark }) => mark === "tried").flatMap(({ lines }) => lines);

/** A bank with a registered loan, as a directory file names it; its server has ended. */
async function bankAtWork(folder: string): Promise<Readonly<Record<string, string>>> {
  const server = await startDemonstration({ GUICHET_DATA: folder });
  const desk = await remoteWorkstation(server.address, "maelle.exemple");
  const file = newId();
  const verdicts = await desk.send({ kind: "created", file, body: { fields: someFields(3) } }, { kind: "submitted", file, base: 1 });
  await server.close();
  const number = verdicts.flatMap((verdict) => (verdict.kind === "accepted" && verdict.number !== undefined ? [verdict.number] : []))[0] ?? "";
  const [bank] = demonstrationBanks;
  const directory = { banks: [{ id: bank?.id, name: bank?.name, issuer: "urn:guichet:demonstration", branches: bank?.branches, levels: bank?.levels, persons: demonstrationPeople.filter((person) => person.bank === bank?.id && person.login !== "yann.modele").map(({ id, name, role, branches, level }) => ({ id, subject: id, name, role, branches, level })) }], operators: [] };
  writeFileSync(join(folder, "directory.json"), JSON.stringify(directory));
  const operators = demonstrationPeople.filter(({ role }) => role === "operator").map(({ id }) => id);
  return {
    BANK: bank?.id ?? "", REPLICA: desk.replica, NUMBER: number, OPERATOR: operators[0] ?? "", OTHER_OPERATOR: operators[1] ?? "", DIRECTORY: join(folder, "directory.json"),
    EXPORT: join(folder, "export.zip"), EXPORT_OF_DAYS: join(folder, "days.zip"), EXPORT_OF_ALL: join(folder, "all.zip"), DAY: new Date().toISOString().slice(0, 10),
  };
}

test("every command of the runbook that is said to be tried does what it says, in the page's order, on a real store", async () => {
  const folder = temporaryFolder();
  const holes = await bankAtWork(folder);
  const env = { ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, LC_ALL: "en_GB.UTF-8" };
  const said: string[] = [];
  for (const line of tried) {
    const words = line.split(" ").map((word) => holes[word] ?? word);
    const [program, args] = words[0] === "npm" ? [process.execPath, ["build/run.mjs", "server", ...words.slice(4)]] : [words[0] ?? "", words.slice(1)];
    const { code, stdout } = await promisify(execFile)(program, args, { env }).then(({ stdout: out }) => ({ code: 0, stdout: out }), (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({ code: error.code, stdout: `${error.stdout}${error.stderr}` }));
    expect([line, code, code === 0 ? "" : stdout]).toEqual([line, 0, ""]);
    said.push(stdout);
  }
  const heard = (line: string, which = 0): string => said[tried.flatMap((each, i) => (each === line ? [i] : []))[which] ?? -1] ?? "";
  expect(heard("npm run server -- replicas BANK")).toMatch(/"revoked": false/);
  expect(heard("npm run server -- replicas BANK", 1)).toMatch(/"revoked": true/);
  expect(heard("npm run server -- operator find NUMBER --as OPERATOR")).toContain(holes["NUMBER"]);
  expect(heard("npm run server -- audit-verify EXPORT_OF_ALL")).not.toBe("");
  expect(heard("sha256sum EXPORT")).toMatch(/^[0-9a-f]{64} /);
}, 900_000);

test("a block of commands is tried, or says what it wants that is not here; and every placeholder of those tried is known", () => {
  expect(blocks.length).toBeGreaterThan(8);
  expect(blocks.filter(({ mark }) => mark !== "tried" && !/^elsewhere: .{5,}/.test(mark))).toEqual([]);
  expect(page.match(/```sh\n/g)).toBeNull();
  expect(tried.filter((line) => !/^(npm run server -- |sha256sum )/.test(line))).toEqual([]);
});
