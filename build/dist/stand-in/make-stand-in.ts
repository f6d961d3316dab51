import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { elfProgram } from "./elf.ts";
import { fuseWire } from "./fuse-wire.ts";
import { peFile } from "./pe.ts";

export const STAND_IN_WORDS = "Guichet: this is a stand-in made to test packaging, NOT Electron. It can't open the application.";

const paks = ["chrome_100_percent.pak", "chrome_200_percent.pak", "resources.pak", "icudtl.dat", "snapshot_blob.bin", "v8_context_snapshot.bin", "locales/en-US.pak", "locales/fr.pak", "locales/de.pak"];
/** The names of a real Electron folder: what is to be dropped on the way (locales, default_app.asar, version) is there too. */
const everywhere = [...paks, "LICENSE", "LICENSES.chromium.html", "version", "vk_swiftshader_icd.json"];
const linux = ["chrome-sandbox", "chrome_crashpad_handler", "libEGL.so", "libGLESv2.so", "libffmpeg.so", "libvk_swiftshader.so", "libvulkan.so.1"];
const libraries = ["d3dcompiler_47.dll", "dxcompiler.dll", "dxil.dll", "ffmpeg.dll", "libEGL.dll", "libGLESv2.dll", "vk_swiftshader.dll", "vulkan-1.dll"];

/** Makes in `folder` what electron-builder takes for an unpacked Electron of that system (x64): the right names, a program with fuses, no Electron. */
export function makeStandIn(folder: string, platform: "linux" | "win32"): void {
  const put = (name: string, bytes: Buffer | string): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  for (const name of everywhere) put(name, `${STAND_IN_WORDS}\n`);
  put("resources/default_app.asar", emptyArchive());
  if (platform === "win32") {
    put("electron.exe", peFile("program", STAND_IN_WORDS, fuseWire()));
    for (const name of libraries) put(name, peFile("library", STAND_IN_WORDS, Buffer.alloc(0)));
    return;
  }
  put("electron", elfProgram(STAND_IN_WORDS, fuseWire()));
  for (const name of linux) put(name, elfProgram(STAND_IN_WORDS, Buffer.alloc(0)));
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) chmodSync(join(folder, name), 0o755);
}

/** An asar with nothing in it: the lengths of three boxes inside each other, then its list of files. */
function emptyArchive(): Buffer {
  const list = Buffer.from('{"files":{}}', "utf8");
  const head = Buffer.alloc(16);
  [4, list.length + 8, list.length + 4, list.length].forEach((size, at) => head.writeUInt32LE(size, at * 4));
  return Buffer.concat([head, list]);
}
