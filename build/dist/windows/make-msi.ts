import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { listFiles } from "../list-files.ts";
import { wxs } from "./wxs.ts";

export type WindowsPackage = { readonly version: string; readonly folder: string; readonly icon: string; readonly output: string; readonly workFolder: string };

/** Makes the MSI of a packed program. The folder says that it is IT's to update. @throws with wixl's words, its warnings among them: it goes on after errors */
export function makeMsi(wixl: string, { version, folder, icon, output, workFolder }: WindowsPackage): void {
  writeFileSync(join(folder, "resources", "install-kind"), "machine");
  // wixl finds files from where its source lies, and by no other address.
  copyFileSync(icon, join(workFolder, "guichet.ico"));
  writeFileSync(join(workFolder, "guichet.wxs"), wxs({ version, folder: relative(workFolder, folder), files: listFiles(folder), icon: "guichet.ico" }));
  const { status, stderr, error } = spawnSync(wixl, ["--arch", "x64", "--output", basename(output), "guichet.wxs"], { cwd: workFolder, encoding: "utf8", timeout: 300_000 });
  if (error !== undefined || status !== 0 || stderr.trim() !== "") throw new Error(`wixl did not make the MSI (${status ?? "stopped"}): ${error?.message ?? stderr.trim()}`);
}
