import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "./app.ts";

/** The stand-in for the module `electron`: see register.ts for what it is and is not. */
export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { ipcMain } from "./ipc-main.ts";
export { net } from "./net.ts";
export { protocol, session } from "./session.ts";
export { utilityProcess } from "./utility-process.ts";

export const powerMonitor = new EventEmitter();
// The test's way to shut the lid.
process.on("SIGUSR2", () => powerMonitor.emit("suspend"));
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const shell = { openExternal: async (url: string) => void process.stdout.write(`stand-in: openExternal ${url}\n`) };
export const dialog = { showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`) };
export const Menu = { setApplicationMenu: () => undefined, buildFromTemplate: (template: readonly unknown[]) => ({ items: template }) };

/** A vault that really wraps, with a key of this stand-in's folder; no vault of an operating system. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => "gnome_libsecret" as const,
  encryptStringAsync: async (text: string) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", vaultKey(), iv);
    return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  },
  decryptStringAsync: async (wrapped: Buffer) => {
    const decipher = createDecipheriv("aes-256-gcm", vaultKey(), wrapped.subarray(0, 12)).setAuthTag(wrapped.subarray(-16));
    return { result: Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]).toString("utf8"), shouldReEncrypt: false };
  },
};

function vaultKey(): Buffer {
  const path = join(app.getPath("userData"), "..", "stand-in-vault.key");
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}
