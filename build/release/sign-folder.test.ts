import { generateKeyPairSync } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signFolder } from "./sign-folder.ts";
import { signerOf } from "./signer.ts";
import { testAuthority } from "./test-authority.ts";
import { createPackages, NOW, release } from "./testing-release-folder.ts";

test.each(["STAND-IN", "TEST-SIGNED"])("[RL13] a package that says %s is signed by nobody but the test authority", async (mark) => {
  const made = createPackages();
  try {
    const name = `guichet-${mark}-1.4.0-x64.exe`;
    renameSync(join(made.folder, made.installerName), join(made.folder, name));
    rmSync(join(made.folder, "latest.yml"));
    expect((await release(["make", made.folder])).code).toBe(0);
    const real = signerOf(generateKeyPairSync("ed25519").privateKey);
    expect(await signFolder(made.folder, real, NOW)).toEqual({ ok: false, error: [{ reason: "test-package", at: name }] });
    expect((await signFolder(made.folder, testAuthority(), NOW)).ok).toBe(true);
  } finally {
    made.drop();
  }
});
