import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { peFile } from "../stand-in/pe.ts";
import { findSoftToken, makeSoftToken } from "../testing/soft-token.ts";
import { startTimeStampServer, type TimeStampServer } from "../testing/time-stamp-server.ts";
import { findTool, howToGet } from "../tools.ts";
import { signFile } from "./sign-file.ts";
import { makeTestAuthority, type TestAuthority } from "./test-authority.ts";

const missing = (["osslsigncode", "openssl"] as const).filter((name) => findTool(name) === undefined);
const aloud = missing.map((name) => ` — SKIPPED, ${name} is missing: ${howToGet[name]}`).join("");
const token = findSoftToken();
const folder = mkdtempSync(join(tmpdir(), "guichet-sign-"));
let authority: TestAuthority;
let time: TimeStampServer;
beforeAll(async () => {
  if (missing.length > 0) return;
  authority = makeTestAuthority(findTool("openssl") ?? "", folder);
  time = await startTimeStampServer(findTool("openssl") ?? "", folder);
});
afterAll(() => {
  if (missing.length === 0) time.close();
  rmSync(folder, { recursive: true, force: true });
});

const program = (name: string): string => {
  writeFileSync(join(folder, name), peFile("program", "a program to sign", Buffer.alloc(0)));
  return join(folder, name);
};
const verify = (path: string): string => {
  const { status, stdout } = spawnSync(findTool("osslsigncode") ?? "", ["verify", "-CAfile", authority.authority, "-TSA-CAfile", time.authority, "-in", path], { encoding: "utf8" });
  return `${status} ${stdout}`;
};

test.skipIf(missing.length > 0)(`a key file and a time-stamp: the signature says when, and both verify${aloud}`, async () => {
  const path = program("stamped.exe");
  await signFile({ kind: "pfx", file: authority.pfx, passwordFile: authority.passwordFile, timestamp: time.address }, path);
  expect(verify(path)).toMatch(/^0 [^]*Timestamp Server Signature verification: ok[^]*Signature verification: ok[^]*Succeeded/);
});

test.skipIf(missing.length > 0)(`what can't be signed is left as it was, and the tool's words are told without a secret${aloud}`, async () => {
  const path = program("untouched.exe");
  const before = readFileSync(path);
  writeFileSync(join(folder, "wrong"), "not the password", { mode: 0o600 });
  const failed = await signFile({ kind: "pfx", file: authority.pfx, passwordFile: join(folder, "wrong"), timestamp: undefined }, path).then(() => "signed", String);
  expect(failed).toContain("osslsigncode did not sign");
  expect(failed).not.toContain(readFileSync(authority.passwordFile, "utf8"));
  await expect(signFile({ kind: "pfx", file: authority.pfx, passwordFile: authority.passwordFile, timestamp: "http://127.0.0.1:1/" }, path)).rejects.toThrow("did not sign");
  expect(readFileSync(path).equals(before)).toBe(true);
});

const tokenAloud = token === undefined ? " — SKIPPED, a PKCS#11 token of software is missing: apt-get install softhsm2 libengine-pkcs11-openssl" : "";
test.skipIf(missing.length > 0 || token === undefined)(`a key that never leaves its token, by PKCS#11${aloud}${tokenAloud}`, async () => {
  const path = program("by-token.exe");
  const { key, pinFile, env } = makeSoftToken(folder, authority.key);
  Object.assign(process.env, env);
  await signFile({ kind: "pkcs11", module: token ?? "", key, certificates: authority.chain, pinFile, timestamp: time.address }, path);
  expect(verify(path)).toMatch(/^0 [^]*Succeeded/);
});
