import { DEFAULT_POLICY, readKnownPolicy, type BankPolicy, type UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { meSchema, type Me } from "../../../shared/sync/protocol.ts";
import type { ReadableDb } from "../db/connection.ts";
import { findSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { dropVaultAlone, rewrapKeyFile, type KeyFileOptions, type OpenedKey } from "../keys/key-file.ts";

export const policyOf = ({ policy }: Pick<Me, "policy">): BankPolicy => (policy === undefined ? DEFAULT_POLICY : readKnownPolicy(policy.text));

/** Who she is, as the centre last told it here; undefined in a database that is not whole. */
export const keptMe = (db: ReadableDb): Me | undefined => meSchema.safeParse(JSON.parse(findSetting(db, "me") ?? "null")).data;

/** What the bank decided, as the centre last told it here. */
export const keptPolicy = (db: ReadableDb): BankPolicy => policyOf(keptMe(db) ?? {});

/** IT's word, before the bank's. */
export const wantedWay = ({ unlockWay }: Pick<CoreDeps, "unlockWay">, db: ReadableDb): UnlockWay => unlockWay ?? keptPolicy(db).unlock;

/** How a profile opens, and how it should: they differ where this computer has no vault that can. */
export type OpensBy = { readonly way: UnlockWay; readonly wanted: UnlockWay };

/**
 * Brings a key file that the passphrase has just opened to the way that is wanted. A host without a vault takes away what is not wanted and adds nothing: it cannot, and
 * what another host of this computer added stays good. What fails leaves the file as it was: it opens as before.
 */
export async function settleWay(options: KeyFileOptions, passphrase: string, { way, vault }: Pick<OpenedKey, "way" | "vault">, wanted: UnlockWay): Promise<UnlockWay> {
  if (options.vault.kind === "none") {
    if (way !== "either" || wanted === "either") return way;
    return dropVaultAlone(options.dir).ok ? "passphrase" : way;
  }
  if (way === wanted && vault === "confirmed") return way;
  const rewrapped = await rewrapKeyFile(options, passphrase, wanted);
  if (!rewrapped.ok) return way;
  rewrapped.value.dispose();
  return rewrapped.value.way;
}
