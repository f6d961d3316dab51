import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testAuthority } from "../release/test-authority.ts";
import { compileElectron } from "./compile-electron.ts";

/** All that is compiled of the program itself, in one text. */
async function compiled(kind?: "release" | "development"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-compiled-"));
  await compileElectron(folder, kind);
  expect(["400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf", "LICENSE_FONT"].filter((font) => !existsSync(join(folder, "fonts", font)))).toEqual([]);
  const text = globSync("*.{js,cjs}", { cwd: folder }).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  rmSync(folder, { recursive: true, force: true });
  return text;
}

test("[RL2] what is compiled is a release unless asked otherwise, and a release does not even carry the test authority's key", async () => {
  const [byDefault, release, development] = [await compiled(), await compiled("release"), await compiled("development")];
  const { keyId, publicKey } = testAuthority();
  expect([byDefault, release, development].map((text) => [text.includes(keyId), text.includes(publicKey)])).toEqual([[false, false], [false, false], [true, true]]);
  expect([byDefault, development].map((text) => text.includes("__GUICHET_BUILD__"))).toEqual([false, false]);
  expect(release).toContain("update-refused");
});
