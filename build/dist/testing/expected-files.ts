import { readdirSync } from "node:fs";
import { join } from "node:path";

/** JavaScript of the one native package that runs; not its sources, its typings, nor the doors to other systems' binaries. */
const database = [
  "LICENSE", "package.json", ...["binding", "database", "index", "sqlite-error", "util"].map((name) => `lib/${name}.js`),
  ...["aggregate", "backup", "explain", "function", "inspect", "pragma", "serialize", "table", "transaction", "wrappers"].map((name) => `lib/methods/${name}.js`),
].map((name) => `node_modules/better-sqlite3/${name}`);

const compiled = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/").replace(/^\//, ""));

/** Exactly what the archive must hold: what was compiled, the database, one binary. */
export const archiveFiles = (root: string, platform: "linux" | "win32"): readonly string[] =>
  [...compiled(root, "build/out/electron"), ...compiled(root, "build/out/renderer"), "package.json", ...database, `node_modules/better-sqlite3/prebuilds/${platform}-x64.node`].toSorted();

const electron = ["LICENSE.electron.txt", "LICENSES.chromium.html", "chrome_100_percent.pak", "chrome_200_percent.pak", "icudtl.dat", "locales/en-US.pak", "locales/fr.pak", "resources.pak", "snapshot_blob.bin", "v8_context_snapshot.bin", "vk_swiftshader_icd.json"];

export const windowsFiles: readonly string[] = [
  ...electron, "Guichet.exe", ...["d3dcompiler_47", "dxcompiler", "dxil", "ffmpeg", "libEGL", "libGLESv2", "vk_swiftshader", "vulkan-1"].map((name) => `${name}.dll`),
  "resources/app.asar", "resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/win32-x64.node",
].toSorted();

/** What a deb puts on a disk. */
export const debFiles: readonly string[] = [
  ...[
    ...electron, "guichet", "chrome-sandbox", "chrome_crashpad_handler", "libEGL.so", "libGLESv2.so", "libffmpeg.so", "libvk_swiftshader.so", "libvulkan.so.1",
    "resources/app.asar", "resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node", "resources/apparmor-profile", "resources/icon.png", "resources/install-kind",
  ].map((name) => `opt/Guichet/${name}`),
  "usr/bin/guichet", "usr/share/applications/guichet.desktop",
  ...[16, 24, 32, 48, 64, 128, 256, 512].map((size) => `usr/share/icons/hicolor/${size}x${size}/apps/guichet.png`),
].toSorted();
