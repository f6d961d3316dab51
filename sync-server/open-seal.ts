import { readFileSync } from "node:fs";
import { readSealIdentity, type SealFault, type SealIdentity } from "./attestation/seal-identity.ts";
import { createTestSeal } from "./attestation/test-authority.ts";
import type { ServerConfig } from "./config.ts";
import { StartFault } from "./start-fault.ts";

/**
 * What this server seals attestations with; undefined where nothing is configured. A demonstration without a certificate makes itself one that nobody trusts, anew at
 * each start. Throws StartFault. `at`: UTC ms.
 */
export async function openSeal({ seal, identity }: Pick<ServerConfig, "seal" | "identity">, at: number): Promise<SealIdentity | undefined> {
  if (seal === undefined) return identity.kind === "demonstration" ? await createTestSeal(at) : undefined;
  const passphrase = seal.passphraseFile === undefined ? undefined : read(seal.passphraseFile, "GUICHET_SEAL_PASSPHRASE_FILE").replace(/\r?\n$/, "");
  const opened = readSealIdentity(read(seal.certificate, "GUICHET_SEAL_CERTIFICATE"), read(seal.key, "GUICHET_SEAL_KEY"), passphrase, at);
  if (opened.ok) return opened.value;
  throw fault(opened.error);
}

/** Neither the path's content nor why it could not be read is repeated: it may be a secret. */
function read(path: string, variable: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartFault({ fr: `Le fichier ${path} (${variable}) ne peut pas être lu : donnez-en un que ce compte peut lire.`, en: `The file ${path} (${variable}) cannot be read: give one that this account may read.` }, error);
  }
}

function fault(what: SealFault): StartFault {
  switch (what) {
    case "certificate": return new StartFault({ fr: "GUICHET_SEAL_CERTIFICATE ne contient aucun certificat PEM lisible.", en: "GUICHET_SEAL_CERTIFICATE holds no readable PEM certificate." });
    case "key": return new StartFault({ fr: "GUICHET_SEAL_KEY n'est pas une clé PEM, ou pas avec cette phrase secrète (GUICHET_SEAL_PASSPHRASE_FILE).", en: "GUICHET_SEAL_KEY is no PEM key, or not with that passphrase (GUICHET_SEAL_PASSPHRASE_FILE)." });
    case "weak": return new StartFault({ fr: "GUICHET_SEAL_KEY n'est ni une clé RSA d'au moins 2048 bits, ni une clé P-256.", en: "GUICHET_SEAL_KEY is neither an RSA key of 2048 bits at least nor a P-256 key." });
    case "other": return new StartFault({ fr: "Le premier certificat de GUICHET_SEAL_CERTIFICATE n'est pas celui de la clé GUICHET_SEAL_KEY.", en: "The first certificate of GUICHET_SEAL_CERTIFICATE is not that of the key GUICHET_SEAL_KEY." });
    case "expired": return new StartFault({ fr: "Le certificat de GUICHET_SEAL_CERTIFICATE n'est pas valable aujourd'hui : donnez-en un en cours de validité, ou retirez la variable.", en: "The certificate of GUICHET_SEAL_CERTIFICATE is not valid today: give one that is, or remove the variable." });
  }
}
