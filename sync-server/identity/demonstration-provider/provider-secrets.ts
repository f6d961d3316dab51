import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { z } from "zod";

const secretsSchema = z.object({
  cookieKeys: z.array(z.string().min(32)).min(1),
  signing: z.looseObject({ kty: z.literal("RSA"), kid: z.string(), n: z.string(), e: z.string(), d: z.string() }),
});
export type ProviderSecrets = z.infer<typeof secretsSchema>;

/** Keys of this store's provider, made at its first start and kept in a file that only its owner reads. Throws when the file is damaged. */
export async function openProviderSecrets(path: string): Promise<ProviderSecrets> {
  if (existsSync(path)) return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const secrets = await makeSecrets();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}

async function makeSecrets(): Promise<ProviderSecrets> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return secretsSchema.parse({
    cookieKeys: [randomBytes(32).toString("base64url")],
    signing: { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString("hex"), alg: "RS256", use: "sig" },
  });
}
