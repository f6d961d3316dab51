import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { demonstrationBanks, demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { demonstrationFolder, startDemonstration, temporaryFolder } from "../../sync-server/testing/demonstration-server.ts";
import { remoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import { newId } from "../../sync-server/testing/workstation.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { readRunbook, runbookNames } from "./read-runbooks.ts";

type Holes = Readonly<Record<string, string>>;
type Said = { readonly line: string; readonly code: number; readonly out: string };

async function give(line: string, holes: Holes, env: NodeJS.ProcessEnv): Promise<Said> {
  const words = line.split(" ").map((word) => holes[word] ?? word);
  const args = words[0] === "npm" ? ["sync-server/main.ts", ...words.slice(4)] : words.slice(1);
  return await promisify(execFile)(process.execPath, args, { env: { ...process.env, LC_ALL: "en_GB.UTF-8", ...env } }).then(
    ({ stdout }) => ({ line, code: 0, out: stdout }), (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({ line, code: error.code, out: `${error.stdout}${error.stderr}` }));
}

/** A bank at work, with a registered loan and two workstations of one branch; its server has ended. */
async function bankAtWork(folder: string): Promise<Holes> {
  const server = await startDemonstration({ GUICHET_DATA: folder });
  const desk = await remoteWorkstation(server.address, "maelle.exemple");
  await remoteWorkstation(server.address, "yann.modele");
  const file = newId();
  await desk.send({ kind: "created", file, body: { fields: someFields(3) } }, { kind: "submitted", file, base: 1 });
  await server.close();
  const [bank] = demonstrationBanks;
  const of = (role: string): readonly string[] => demonstrationPeople.filter((person) => person.role === role && (person.bank === undefined || person.bank === bank?.id)).map(({ id }) => id);
  const persons = demonstrationPeople.filter((person) => person.bank === bank?.id).map(({ id, name, role, branches, level }) => ({ id, subject: id, name, role, branches, level }));
  const directory = join(folder, "directory.json");
  writeFileSync(directory, JSON.stringify({ banks: [{ id: bank?.id, name: bank?.name, issuer: "urn:guichet:demonstration", branches: bank?.branches, levels: bank?.levels, persons }], operators: [] }));
  const [operators, administrators] = [of("operator"), of("administrator")];
  return {
    BANK: bank?.id ?? "", BRANCH: bank?.branches[0]?.id ?? "", OPERATOR: operators[0] ?? "", OTHER_OPERATOR: operators[1] ?? "", ADMINISTRATOR: administrators[0] ?? "", OTHER_ADMINISTRATOR: administrators[1] ?? "", DIRECTORY: directory,
  };
}

/** What a page's commands must have said besides ending well. */
const EXPECTED: Readonly<Record<string, readonly (readonly [line: string, which: number, says: RegExp])[]>> = {
  "restore.md": [
    ["npm run server -- begin-epoch --as OTHER_OPERATOR", 0, /"epoch":2,.*epoch begun/], ["npm run server -- recovery-report", 0, /"recovering": true/], ["npm run server -- recovery-report", 1, /"recovering": false/],
  ],
  "rotate-keys.md": [["npm run server -- new-receipt-key", 0, /"signsFrom"/], ["npm run server -- new-sealing-key", 0, /sealing key made/]],
  "revoke-a-branch.md": [
    ["npm run server -- revoke-branch BANK BRANCH", 0, /^2 workstations of this branch/], ["npm run server -- revoke-branch BANK BRANCH --erase carried --as ADMINISTRATOR --yes", 0, /^ended: 0\nwaiting for a second administrator: 2$/m],
    ["npm run server -- revoke-branch BANK BRANCH --erase carried --as OTHER_ADMINISTRATOR --yes", 0, /^ended: 2$/m], ["npm run server -- replicas BANK", 0, /"revoked": true[^]*"erase": "ordered"/], ["npm run server -- revoke-branch BANK BRANCH", 1, /^0 workstations/],
  ],
  "region-outage.md": [["npm run server -- recovery-report", 0, /"alarms": \[\]/]],
};

const linesOf = (name: string, mark: string): readonly string[] => readRunbook(name).blocks.filter((block) => block.mark === mark).flatMap(({ lines }) => lines);

test.each(runbookNames().filter((name) => linesOf(name, "tried").length > 0))("every command of %s that is said to be tried does what it says, in the page's order, on a real store", { timeout: 900_000 }, async (name) => {
  const folder = await demonstrationFolder();
  const holes = await bankAtWork(folder);
  const said: Said[] = [];
  for (const line of linesOf(name, "tried")) {
    const answer = await give(line, holes, { GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder });
    expect([line, answer.code, answer.code === 0 ? "" : answer.out]).toEqual([line, 0, ""]);
    said.push(answer);
  }
  for (const [line, which, says] of EXPECTED[name] ?? []) expect([name, line, said.filter((one) => one.line === line)[which]?.out]).toEqual([name, line, expect.stringMatching(says)]);
});

/** A cluster that says yes, and notes what it was asked. */
async function pretendedCluster(): Promise<{ readonly holes: Holes; readonly env: NodeJS.ProcessEnv; readonly asked: () => string }> {
  const folder = temporaryFolder();
  const [commands, asked, manifests] = ["commands", "asked", "manifests"].map((each) => join(folder, each)) as [string, string, string];
  for (const each of [commands, manifests]) mkdirSync(each);
  writeFileSync(join(manifests, "20-migration.yaml"), "metadata:\n  name: guichet-migrate-abc123\n");
  writeFileSync(join(commands, "kubectl"), `#!/bin/sh\necho "$@" >> "${asked}"\ncase "$*" in *"get job/"*) echo Complete;; *"get deployment/"*) echo 4;; esac\n`);
  chmodSync(join(commands, "kubectl"), 0o755);
  writeFileSync(asked, "");
  const server = createServer((request, response) => response.writeHead(request.url === "/readyz" ? 200 : 404).end());
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  onTestFinished(() => void server.close());
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  return { holes: { MANIFESTS: manifests, ADDRESS: address }, env: { PATH: `${commands}${delimiter}${process.env["PATH"] ?? ""}` }, asked: () => readFileSync(asked, "utf8") };
}

test.each([["deploy.md", ["apply", "restart"]], ["roll-back.md", ["undo"]], ["rotate-keys.md", ["restart"]]] as const)("the commands of %s for the cluster are taken by our program, and ask the cluster for what the page says", async (name, verbs) => {
  const { holes, env, asked } = await pretendedCluster();
  const lines = linesOf(name, "cluster");
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const { code, out } = await give(line, holes, env);
    expect([line, code, code === 0 ? "" : out]).toEqual([line, 0, ""]);
  }
  for (const verb of verbs) expect(asked()).toMatch(new RegExp(`^--namespace guichet .*\\b${verb}\\b`, "m"));
});
