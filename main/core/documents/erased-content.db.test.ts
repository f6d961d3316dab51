import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { somePdf } from "../../../shared/testing/some-documents.ts";
import type { Core } from "../core.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";

const pure = createPureCentre();
let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
beforeEach(async () => {
  centre = await startFakeCentre(pure);
  folder = temporaryFolder();
  core = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});

test("[ER17] contents of an erased file leave the disk with it, sent or not", async () => {
  const file = await newFile(core, { legalName: "Introuvable" });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  const bytes = somePdf(20, 1);
  unwrap(await core.handlers["documents.add"]({ file, upload: randomUUID(), name: "kbis.pdf", piece: "KBIS", size: bytes.length, offset: 0, bytes: Buffer.from(bytes).toString("base64") }), "add");
  await settled(core);
  const contents = (): number => readdirSync(folder.dir, { recursive: true }).filter((name) => String(name).endsWith(".enc")).length;
  expect(contents()).toBe(1);
  await until("the centre tells of both changes", async () => { const opened = await core.handlers["files.open"]({ file }); return opened.ok && opened.value.version === 2; });
  pure.erase(file, "2022-04-15");
  await core.handlers["sync.now"](undefined);
  await until("the content is gone", () => contents() === 0);
  expect(await core.handlers["files.open"]({ file })).toMatchObject({ ok: false, error: { code: "G2008" } });
});
