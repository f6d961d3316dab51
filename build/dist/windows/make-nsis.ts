import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { listFiles } from "../list-files.ts";
import type { WindowsPackage } from "./make-msi.ts";
import { nsisScript } from "./nsis-script.ts";

const signOne = fileURLToPath(new URL("../signing/sign-one.ts", import.meta.url));

/** Makes the per-user installer of a packed program. The folder says that it may update itself. @throws with makensis' words */
export function makeNsis(makensis: string, { version, folder, icon, output, workFolder }: WindowsPackage, env: NodeJS.ProcessEnv, signs: boolean): void {
  writeFileSync(join(folder, "resources", "install-kind"), "user");
  const script = join(workFolder, "guichet.nsi");
  const signUninstaller = signs ? `"${process.execPath}" "${signOne}" "%1"` : undefined;
  writeFileSync(script, nsisScript({ version, folder, files: listFiles(folder), icon, output, signUninstaller }));
  execFileSync(makensis, ["-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", script], { stdio: ["ignore", "pipe", "pipe"], env });
}
