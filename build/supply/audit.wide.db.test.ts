import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { judgeAudit } from "./audit.ts";
import { EXIT, type Verdict } from "./exit-codes.ts";
import { AUDIT } from "./program.ts";
import { runNpm } from "./run-npm.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The real npm, against a registry of our own on this computer. */
async function auditAgainst(answer: RequestListener | undefined): Promise<Verdict> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  if (answer === undefined) server.close();
  else onTestFinished(() => void server.close());
  // As where only what a bank is given is installed: the tools are judged all the same.
  const env = { ...process.env, NODE_ENV: "production", npm_config_registry: registry, npm_config_fetch_retries: "0" };
  return judgeAudit(await runNpm(AUDIT, root, env), [], "2026-11-29");
}

test("what a registry knows of a package is refused, and it was asked of every package, tools too", async () => {
  const asked = new Set<string>();
  const { code, lines } = await auditAgainst((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => void pieces.push(piece)).on("end", () => {
      if (!request.url?.endsWith("/advisories/bulk")) return void response.writeHead(404).end("{}");
      for (const name of Object.keys(JSON.parse(String(gunzipSync(Buffer.concat(pieces)))))) asked.add(name);
      const advisory = { id: 1, url: "https://advisories.example/GHSA-f8q6-p94x-37v3", title: "A weakness of a test", severity: "low", vulnerable_versions: "<=999.0.0", cwe: [], cvss: { score: 1, vectorString: null } };
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ saxes: [advisory] }));
    });
  });
  expect([code, lines]).toEqual([EXIT.refused, ["refused: GHSA-f8q6-p94x-37v3 low saxes <=999.0.0: A weakness of a test [node_modules/saxes]", "audit: 1 known, 0 allowed, 1 refused"]]);
  for (const name of ["zod", "electron", "vitest", "aws-cdk-lib", "better-sqlite3-multiple-ciphers"]) expect([name, asked.has(name)]).toEqual([name, true]);
  expect(asked.size).toBeGreaterThan(500);
});

test("a registry without an advisory service, and none at all, judge nothing", async () => {
  expect(await auditAgainst((_, response) => void response.writeHead(405, { allow: "GET,HEAD" }).end())).toMatchObject({ code: EXIT.unjudged, lines: [expect.stringContaining("answered 405: it has no advisory service")] });
  expect(await auditAgainst(undefined)).toMatchObject({ code: EXIT.unjudged, lines: [expect.stringContaining("can't be reached")] });
});
