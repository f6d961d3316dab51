import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reachCentre, readTokens } from "./reach-centre.ts";
import { CENTRE, EPOCH } from "./testing/a-prepared.ts";

const [bank, branch] = ["01890a5d-ac96-7b7c-8d2c-000000000004", "01890a5d-ac96-7b7c-8d2c-000000000005"];
const hello = {
  name: "guichet", protocol: 1, minProtocol: 1, centre: CENTRE, epoch: { n: 1, id: EPOCH }, businessDate: "2020-04-15", rules: "pge-1", reference: "r-1",
  now: 0, issuer: "https://issuer.example", clientId: "guichet", audience: "guichet", receiptKeys: [],
};
const me = { user: "u-1", name: "Ada", role: "advisor", bank: { id: bank, name: "B" }, branches: [{ id: branch, name: "A" }] };
const persons: Readonly<Record<string, object>> = { "Bearer advisor": me, "Bearer manager": { ...me, role: "manager" }, "Bearer nowhere": { ...me, branches: [] } };
const server = createServer((request, response) => {
  const answer = request.url === "/v1/hello" ? hello : persons[request.headers.authorization ?? ""];
  response.writeHead(answer === undefined ? 401 : 200, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
});
let [folder, url] = ["", ""];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-tokens-"));
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address() as AddressInfo; // listening on TCP
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

test("a centre is known by its hello, and each token's person by her me", async () => {
  const centre = await reachCentre(url, ["advisor"]);
  const [person] = centre.persons;
  expect(centre.persons).toEqual([{ subject: "u-1", user: "u-1", bank, branch }]);
  expect(centre.hello.centre).toBe(CENTRE);
  if (person === undefined) expect.fail("nobody");
  await expect(centre.token(person)).resolves.toBe("advisor");
  expect(centre.scopeOf(person)).toEqual({ bank, branch, author: "u-1", rules: "pge-1", reference: "r-1" });
});

test.each([
  ["a token that the centre does not know", "secret-token", /\/v1\/me answered 401 for token 2$/],
  ["somebody who makes no files", "manager", /^token 2 is no advisor's/],
  ["an advisor of no branch", "nowhere", /^token 2 is no advisor's/],
])("%s is told by its place, never by its text", async (_what, token, reason) => {
  const fault = await reachCentre(url, ["advisor", token]).then(() => expect.fail("reached"), String);
  expect(fault.replace(/^Error: /, "")).toMatch(reason);
  expect(fault).not.toContain("secret");
});

test("no token travels in the clear", async () => {
  await expect(reachCentre("http://centre.example", ["advisor"])).rejects.toThrow(/https:/);
});

test("tokens stand one a line, in a file that only its owner reads", () => {
  const path = join(folder, "tokens");
  writeFileSync(path, "a\n\n  b\r\n", { mode: 0o600 });
  expect(readTokens(path)).toEqual(["a", "b"]);
  writeFileSync(path, "\n");
  expect(() => readTokens(path)).toThrow(/has no token/);
  chmodSync(path, 0o640);
  expect(() => readTokens(path)).toThrow(/chmod 600/);
});
