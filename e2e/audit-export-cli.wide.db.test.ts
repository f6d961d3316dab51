import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditedCentre, type AuditedCentre } from "./support/audited-centre.ts";

/** The export of the audit from the command line, and its verification by whoever has no store and no setting. */
let centre: AuditedCentre;
beforeAll(async () => { centre = await auditedCentre(); });
afterAll(() => centre.close());
const at = (name: string): string => join(centre.folder, name);

const outside = { GUICHET_DEMONSTRATION: "", GUICHET_DATA: "" };
let fingerprint = "";

test("audit-export writes one file of a bank, once; audit-verify needs nothing but it and a fingerprint, in both languages and as JSON", async () => {
  const made = await centre.run(["audit-export", centre.banks[0] ?? "", "--out", at("bank.zip")]);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining("Export écrit") });
  fingerprint = /: ([0-9a-f ]{79})\n/.exec(made.stdout)?.[1] ?? "";
  expect([statSync(at("bank.zip")).mode & 0o077, fingerprint.length]).toEqual([0, 79]);
  expect(await centre.run(["audit-export", centre.banks[0] ?? "", "--out", at("bank.zip")])).toMatchObject({ code: 1, stderr: expect.stringContaining("existe déjà") });

  const verify = (name: string, language: string, ...more: readonly string[]) => centre.run(["audit-verify", at(name), ...more], language, outside);
  expect(await verify("bank.zip", "fr_FR.UTF-8", "--key", fingerprint)).toMatchObject({ code: 0, stdout: expect.stringContaining("Tout concorde") });
  expect(await verify("bank.zip", "en_GB.UTF-8")).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing is false, but not all is proven") });
  expect(JSON.parse((await verify("bank.zip", "fr_FR.UTF-8", "--json", "--key", fingerprint)).stdout)).toMatchObject({ verdict: "sound", kinds: { "changes.taken": 1 } });

  const bytes = readFileSync(at("bank.zip"));
  const offset = bytes.indexOf('"kind":"changes.taken"') + 8;
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(at("spoilt.zip"), bytes);
  expect(await verify("spoilt.zip", "en_GB.UTF-8", "--key", fingerprint)).toMatchObject({ code: 1, stdout: expect.stringMatching(/False · Chain: Event \d+ is not as it was put into the chain/) });
  writeFileSync(at("none.zip"), "no ZIP");
  expect(await verify("none.zip", "fr_FR.UTF-8")).toMatchObject({ code: 1, stdout: expect.stringContaining("Ce n’est pas un export lisible") });
});

test("what cannot be is told in one sentence, and leaves nothing", async () => {
  const before = readdirSync(centre.folder).toSorted();
  expect(await centre.run(["audit-export", "de300000-0000-4000-8000-0000000000ff", "--out", at("x.zip")])).toMatchObject({ code: 1, stderr: expect.stringContaining("aucune banque") });
  expect(await centre.run(["audit-export", "all", "--out", at("x.zip"), "--to", "2001-01-01"], "en_GB.UTF-8")).toMatchObject({ code: 1, stderr: expect.stringContaining("Nothing was noted") });
  expect(await centre.run(["audit-export", "all", "--out", join(centre.folder, "nowhere", "x.zip")])).toMatchObject({ code: 1, stderr: expect.stringContaining("ne peut pas être écrit") });
  expect((await centre.run(["audit-export", "all"])).code).toBe(2);
  expect(readdirSync(centre.folder).toSorted()).toEqual(before);
});

test("verify compares the chain with the anchors beside the store; a copy of them may be given, or none", async () => {
  expect(await centre.run(["verify"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/Ancres lues\s: \d+. La chaîne est celle qu’elles gardent/) });
  expect(await centre.run(["verify", "--without-anchors"], "en_GB.UTF-8")).toMatchObject({ code: 0, stdout: expect.stringContaining("left aside") });
  const [name = ""] = readdirSync(at("anchors"));
  const truth = readFileSync(join(at("anchors"), name), "utf8");
  rmSync(join(at("anchors"), name));
  writeFileSync(join(at("anchors"), name), truth.replace(/\\"hash\\":\\"./, '\\"hash\\":\\"x'));
  expect(await centre.run(["verify"], "en_GB.UTF-8")).toMatchObject({ code: 1, stdout: expect.stringContaining(`anchor ${name}: anchor of the audit, cannot be read`) });
  rmSync(join(at("anchors"), name));
  writeFileSync(join(at("anchors"), name), truth);
});
