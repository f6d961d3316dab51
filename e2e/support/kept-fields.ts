import { startWindowlessCore } from "../../build/demo/windowless-core.ts";
import type { Fields } from "../../shared/pge/file-fields.ts";
import { unwrap } from "../../shared/kernel/result.ts";

/** The fields and the number of the file found by `search`, read by another core from the encrypted folder of a workstation that is stopped. No centre is asked. */
export async function keptFile(dataDir: string, passphrase: string, search: string): Promise<{ readonly fields: Fields; readonly number: string | undefined }> {
  const { bridge, close } = await startWindowlessCore({ version: "test", host: "test", dataDir, serverUrl: "http://127.0.0.1:9" });
  try {
    const session = await bridge.call("session.state", undefined);
    const profile = session.kind === "closed" ? session.profiles[0]?.id : undefined;
    if (profile === undefined) throw new Error(`no profile to unlock in ${dataDir}: ${session.kind}`);
    unwrap(await bridge.call("session.unlock", { profile, passphrase }), "unlock");
    const { rows } = await bridge.call("files.list", { search, filter: "all", sort: "recent", offset: 0, limit: 2 });
    const [row] = rows;
    if (row === undefined || rows.length !== 1) throw new Error(`${rows.length} files for ${search}`);
    const { fields, registration } = unwrap(await bridge.call("files.open", { file: row.file }), "open");
    return { fields, number: registration?.number };
  } finally {
    await close();
  }
}
