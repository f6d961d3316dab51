import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { unwrap } from "../../../../shared/kernel/result.ts";
import { advisor, startFakeCentre } from "../../../core/test-support/fake-centre.ts";
import { openFirstTime, temporaryFolder, testDeps } from "../../../core/test-support/open-core.ts";
import { parseRecoveryKeyFile } from "../../../core/recovery/recovery-key-file.ts";
import { runCli } from "../test-support/run-cli.ts";

const KEY_PHRASE = "armoire glacier tambour virgule";
const NEXT = "six mots tout autres que ceux";

async function world() {
  const dir = mkdtempSync(join(tmpdir(), "guichet-recover-"));
  const folder = temporaryFolder();
  const centre = await startFakeCentre();
  const at = (name: string): string => join(dir, name);
  const made = await runCli(["recovery-key", "make", "--out", at("key.json"), "--passphrase-stdin"], { input: `${KEY_PHRASE}\n` });
  const key = unwrap(parseRecoveryKeyFile(readFileSync(at("key.json"), "utf8")), "key file");
  centre.people.set("anne", { ...advisor("anne"), recoveryKey: { n: 1, x: key.x } });
  const core = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
  await core.handlers["session.lock"](undefined);
  const profile = readdirSync(join(folder.dir, "profiles"))[0] ?? "";
  const asked = unwrap(await core.handlers["session.requestRecovery"]({ profile, passphrase: NEXT }), "request");
  writeFileSync(at("request.txt"), `Bonjour,\n`.slice(9) + asked.text.replaceAll(/.{70}/g, "$&\r\n"));
  onTestFinished(async () => {
    await core.close();
    await centre.close();
    folder.remove();
    rmSync(dir, { recursive: true, force: true });
  });
  return { at, made, key, core, profile, asked };
}

test("[RA4] an administrator sees who asks and what to see first, answers only with the code she heard, and learns no passphrase; the answer opens the workstation", async () => {
  const { at, made, key, core, profile, asked } = await world();
  expect([made.code, made.out]).toEqual([0, expect.stringContaining(key.kid)]);
  if (process.platform !== "win32") expect(statSync(at("key.json")).mode & 0o777).toBe(0o600);
  const shown = await runCli(["recover", at("request.txt")]);
  expect([shown.code, shown.out]).toEqual([1, expect.stringContaining("Conseillère anne")]);
  expect(shown.out).not.toContain(asked.code);
  expect(shown.out).toContain("carte professionnelle");
  const answer = (code: string, phrase: string, out = "answer.txt") => runCli(["recover", at("request.txt"), "--key", at("key.json"), "--code", code, "--out", at(out), "--passphrase-stdin"], { input: `${phrase}\n` });
  expect(await answer("AAAA-BBBB-CCCC", KEY_PHRASE)).toMatchObject({ code: 1, err: expect.stringContaining("G9588") });
  expect(await answer(asked.code, "une mauvaise phrase ici")).toMatchObject({ code: 4, err: expect.stringContaining("G1001") });
  const answered = await answer(asked.code.toLowerCase(), KEY_PHRASE);
  expect(answered.code).toBe(0);
  for (const secret of [KEY_PHRASE, NEXT]) expect(answered.out + answered.err + readFileSync(at("answer.txt"), "utf8")).not.toContain(secret);
  expect(await core.handlers["session.answerRecovery"]({ profile, answer: readFileSync(at("answer.txt"), "utf8"), passphrase: NEXT })).toMatchObject({ ok: true, value: { kind: "open" } });
});

test("[RA5] a key file is never overwritten; a weak passphrase makes none; what is no key file, or no request, is told by its code", async () => {
  const { at, asked } = await world();
  expect((await runCli(["recovery-key", "make", "--out", at("key.json"), "--passphrase-stdin"], { input: `${KEY_PHRASE}\n` })).code).toBe(2);
  expect(await runCli(["recovery-key", "make", "--out", at("other.json"), "--passphrase-stdin"], { input: "motdepasse2024\n" })).toMatchObject({ code: 4, err: expect.stringContaining("G1009") });
  writeFileSync(at("broken.json"), "{}");
  const asking = ["recover", at("request.txt"), "--code", asked.code, "--passphrase-stdin", "--key"];
  expect((await runCli([...asking, at("broken.json")], { input: `${KEY_PHRASE}\n` })).err).toContain("G9589");
  expect((await runCli([...asking, at("absent.json")], { input: `${KEY_PHRASE}\n` })).code).toBe(2);
  await runCli(["recovery-key", "--out", at("second.json"), "--passphrase-stdin"], { input: `${KEY_PHRASE}\n` });
  expect((await runCli([...asking, at("second.json")], { input: `${KEY_PHRASE}\n` })).err).toContain("G9589");
  expect(await runCli(["recover", at("broken.json")])).toMatchObject({ code: 1, err: expect.stringContaining("G9584") });
  expect((await runCli(["recovery-key", "publish"])).code).toBe(2);
});
