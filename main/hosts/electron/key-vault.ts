import type { SafeStorage } from "electron";
import type { KeyVault } from "../../core/deps.ts";

/** Where Linux would only scramble: what anybody of this account can undo is no lock. */
const NO_LOCK = ["basic_text", "unknown"];

/**
 * The operating system's vault as an extra lock on the key, beside the passphrase; `none` where this computer has none worth its name,
 * and then the passphrase alone holds, as it does everywhere. Ask once the application is ready.
 */
export async function createKeyVault(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<KeyVault> {
  if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return { kind: "none" };
  if (platform === "linux" && NO_LOCK.includes(safeStorage.getSelectedStorageBackend())) return { kind: "none" };
  return {
    kind: "os",
    wrap: async (secret) => new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(secret).toString("base64"))),
    unwrap: async (wrapped) => new Uint8Array(Buffer.from((await safeStorage.decryptStringAsync(Buffer.from(wrapped))).result, "base64")),
  };
}
