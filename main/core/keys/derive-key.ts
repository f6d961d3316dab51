import { argon2id } from "hash-wasm";
import { z } from "zod";

/** Parameters of Argon2id as stored beside what they protect, so that stronger ones may come without losing old files. */
export type Argon2Cost = z.infer<typeof argon2Cost>;

/** Bounds keep a damaged or hostile file from asking for all the memory of the computer. */
export const argon2Cost = z.object({
  algorithm: z.literal("argon2id"),
  memoryKiB: z.int().min(8).max(1_048_576),
  passes: z.int().min(1).max(64),
  lanes: z.int().min(1).max(16),
});

/** 64 MiB, three passes: 0.2 to 0.4 s on a workstation, once per unlocking. In WebAssembly, for Electron's OpenSSL has no Argon2. */
export const ARGON2_COST: Argon2Cost = { algorithm: "argon2id", memoryKiB: 65_536, passes: 3, lanes: 1 };

/** 32 bytes from a passphrase (already in NFC) and 16 random bytes of salt. Takes the thread for its whole time: the core is not the host's. */
export async function deriveKey(passphrase: string, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  return await argon2id({
    password: passphrase, salt, memorySize: cost.memoryKiB, iterations: cost.passes, parallelism: cost.lanes, hashLength: 32, outputType: "binary",
  });
}
