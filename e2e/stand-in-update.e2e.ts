import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { compileElectron, electronOutDir } from "../build/compile/compile-electron.ts";
import { signBytes } from "../build/release/signer.ts";
import { testAuthority } from "../build/release/test-authority.ts";
import { PASSPHRASE } from "../main/core/test-support/open-core.ts";
import { startFakeCentre } from "../main/core/test-support/fake-centre.ts";
import { instantText, manifestText } from "../shared/release/manifest.ts";
import { aName, aVersion, someManifest, someReleaseFile } from "../shared/release/testing-release.ts";
import { startStandIn } from "./support/stand-in-electron/start-stand-in.ts";

/**
 * The compiled application, installed for everybody as far as it knows, on a STAND-IN for Electron: from the address it is started with to
 * the words in its window. What runs an installer is proven by main/hosts/electron/apply-update.db.test.ts.
 */
test.describe.configure({ mode: "serial", timeout: 180_000 });
let root: string;
test.beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "guichet-update-e2e-"));
  // Beside the usual one, so that its window is the same; other tests compile theirs meanwhile.
  await compileElectron(`${electronOutDir}-development`, "development");
  await compileElectron(`${electronOutDir}-release`, "release");
});
test.afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  for (const kind of ["development", "release"]) rmSync(`${electronOutDir}-${kind}`, { recursive: true, force: true });
});

async function serveRelease(): Promise<{ readonly base: string; readonly asked: string[]; readonly close: () => void }> {
  const bytes = Buffer.from("a package");
  const now = Date.now();
  const files = [someReleaseFile({ name: aName("guichet-9.0.0-linux-x64.deb"), platform: "linux", target: "deb", size: bytes.length, sha512: createHash("sha512").update(bytes).digest("base64") })];
  const manifest = Buffer.from(manifestText(someManifest({ version: aVersion("9.0.0"), previousVersion: null, issuedAt: instantText(now - 60_000), expiresAt: instantText(now + 86_400_000), files, notes: { fr: "Une nouveauté.", en: "Something new." } })));
  const signature = await signBytes(manifest, testAuthority());
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answers: { readonly [path: string]: Uint8Array | string | undefined } = { "/stable/release.json": manifest, "/stable/release.json.sig": signature };
    const answer = answers[request.url ?? ""];
    return void (answer === undefined ? response.writeHead(404).end() : response.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { base: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, asked, close: () => { server.closeAllConnections(); server.close(); } };
}

test("[UP1] an installed application finds the release, and says in its foot line that IT will bring it; nothing is downloaded", async () => {
  const releases = await serveRelease();
  const centre = await startFakeCentre();
  // Only a centre that asks for a later protocol makes it look at once.
  centre.hello = { protocol: 2, minProtocol: 2 };
  const app = await startStandIn(join(root, "announced"), centre.url, { outDir: `${electronOutDir}-development`, args: [`--releases=${releases.base}`], env: { GUICHET_STAND_IN_PACKAGED: "1" } });
  try {
    await expect.poll(() => app.page.evaluate(async () => (await window.guichet?.call("update.state", undefined))?.kind)).toBe("announced");
    centre.hello = {};
    await app.page.evaluate(async (passphrase) => {
      await window.guichet?.call("session.demonstrationSignIn", { login: "anne" });
      await window.guichet?.call("session.choosePassphrase", { passphrase });
    }, PASSPHRASE);
    await expect(app.page.locator(".update-line")).toHaveText(/^Mise à jour obligatoire.*9\.0\.0$/);
    await app.page.locator(".update-line").click();
    const panel = app.page.getByRole("dialog", { name: "Mise à jour de Guichet" });
    await expect(panel).toContainText("La version 9.0.0 sera installée par votre service informatique");
    await expect(panel).toContainText("Une nouveauté.");
    expect(releases.asked).toEqual(["/stable/release.json.sig", "/stable/release.json"]);
  } finally {
    await app.close();
    await centre.close();
    releases.close();
  }
});

test("[RL2] a release build does not even ask a plain http address, and knows no test authority", async () => {
  const releases = await serveRelease();
  const centre = await startFakeCentre();
  centre.hello = { protocol: 2, minProtocol: 2 };
  const app = await startStandIn(join(root, "release"), centre.url, { outDir: `${electronOutDir}-release`, args: [`--releases=${releases.base}`], env: { GUICHET_STAND_IN_PACKAGED: "1" } });
  try {
    await expect.poll(() => app.page.evaluate(async () => (await window.guichet?.call("app.info", undefined))?.centre?.minProtocol)).toBe(2);
    await app.page.waitForTimeout(1_000);
    expect(await app.page.evaluate(async () => await window.guichet?.call("update.state", undefined))).toEqual({ kind: "none" });
    expect(releases.asked).toEqual([]);
  } finally {
    await app.close();
    await centre.close();
    releases.close();
  }
});
