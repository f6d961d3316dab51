import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { openAnchorFolder } from "../../sync-server/objects/anchor-folder.ts";
import { createServices } from "../../sync-server/domain/create-services.ts";
import { openStore } from "../../sync-server/store/open-store.ts";
import { createPgliteDriver } from "../../sync-server/store/pglite.ts";
import { created, freshSiren, submitted } from "../../sync-server/testing/contract-world.ts";
import { createSmallWorld } from "../../sync-server/testing/small-world.ts";
import { soundFields } from "../../sync-server/testing/sound-fields.ts";
import { newId } from "../../sync-server/testing/workstation.ts";
import { compileAuditPage } from "../../build/verification/compile-audit-page.ts";

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
export type AuditedCentre = {
  readonly folder: string;
  readonly banks: readonly string[];
  /** `npm run server -- …` on this centre. */
  readonly run: (args: readonly string[], language?: string, env?: Readonly<Record<string, string>>) => Promise<Ran>;
  readonly close: () => void;
};

/** A centre's folder after some work of two banks, anchored as its server stopped. */
export async function auditedCentre(): Promise<AuditedCentre> {
  const page = join(import.meta.dirname, "../../build/out/audit");
  if (!existsSync(join(page, "index.html"))) await compileAuditPage(page);
  const folder = mkdtempSync(join(tmpdir(), "guichet-audited-"));
  const store = await openStore(await createPgliteDriver({ folder: join(folder, "store") }));
  const { services, workstation, directory } = await createSmallWorld(store);
  for (const name of ["marie", "zoe"]) {
    const file = newId();
    await (await workstation(name)).send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1));
  }
  await services.close();
  // As a server does that is started and stopped.
  const again = await createServices({ store: await openStore(await createPgliteDriver({ folder: join(folder, "store") })), demonstration: true, anchors: openAnchorFolder(join(folder, "anchors")) });
  await again.close();
  const run: AuditedCentre["run"] = async (args, language = "fr_FR.UTF-8", given = {}) => {
    const env = { ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, LC_ALL: language, ...given };
    return await promisify(execFile)(process.execPath, ["sync-server/main.ts", ...args], { env }).then((told) => ({ code: 0, ...told }), (error: Ran) => error);
  };
  return { folder, banks: directory.banks.map(({ id }) => id), run, close: () => rmSync(folder, { recursive: true, force: true }) };
}
