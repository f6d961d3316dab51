import { readFileSync } from "node:fs";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import { err, type Result } from "../../shared/kernel/result.ts";
import { errorFacts } from "../http/error-facts.ts";
import type { ServerLog, Tls } from "../http/http-deps.ts";
import { StartFault } from "../start-fault.ts";
import { readTlsIdentity, type TlsFault, type TlsIdentity } from "./tls-identity.ts";

/** Where the server's certificate is: two files, or made by itself at each start. */
export type TlsConfig = { readonly kind: "files"; readonly certificate: string; readonly key: string } | { readonly kind: "own" };
type Files = Extract<TlsConfig, { readonly kind: "files" }>;
type Listening = Parameters<Tls["attach"]>[0];

const LOOK_MS = 60_000;

/** TLS 1.3, or 1.2 with forward secrecy and AEAD. */
const RULES = {
  minVersion: "TLSv1.2",
  ciphers: ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", ...["ECDSA", "RSA"].flatMap((by) => [`ECDHE-${by}-AES256-GCM-SHA384`, `ECDHE-${by}-CHACHA20-POLY1305`, `ECDHE-${by}-AES128-GCM-SHA256`])].join(":"),
  ecdhCurve: "X25519:P-256:P-384",
} as const satisfies SecureContextOptions;
const HANDSHAKE_MS = 15_000;

const contextOf = ({ cert, key }: TlsIdentity): SecureContextOptions => ({ ...RULES, honorCipherOrder: true, cert, key });

/** What a server listens with, looked for again while it does. Throws StartFault where the files are none to listen with. */
export async function openTls(config: TlsConfig, log: ServerLog, now: () => number, lookMs: number = LOOK_MS): Promise<Tls & { readonly close: () => void }> {
  let shown = config.kind === "own" ? await makeOwn(now()) : mustRead(config, now());
  const listening: Listening[] = [];
  const renew = (identity: TlsIdentity): void => {
    for (const server of listening) server.setSecureContext(contextOf(identity));
    shown = identity;
  };
  const timer = config.kind === "own" ? undefined : setInterval(createLook(config, () => shown, renew, log, now), lookMs).unref();
  return { options: (): TlsOptions => ({ ...contextOf(shown), handshakeTimeout: HANDSHAKE_MS }), attach: (server) => void listening.push(server), close: () => clearInterval(timer) };
}

/** Contents are compared, not dates: a mounted secret is exchanged by a link. Half of an exchange is not taken; each fault is told once. */
function createLook(files: Files, shown: () => TlsIdentity, renew: (identity: TlsIdentity) => void, log: ServerLog, now: () => number): () => void {
  let told = "";
  const tell = (why: string, facts: Parameters<ServerLog["error"]>[0]): void => {
    if (told !== why) log.error({ ...facts, endsAt: new Date(shown().endsAt).toISOString() }, "tls certificate not renewed");
    told = why;
  };
  return () => {
    const read = readFiles(files, now());
    if (!read.ok) return tell(read.error, { why: read.error });
    if (read.value.cert === shown().cert && read.value.key === shown().key) return void (told = "");
    try {
      renew(read.value);
      told = "";
      log.info({ endsAt: new Date(read.value.endsAt).toISOString() }, "tls certificate renewed");
    } catch (error) {
      tell("context", errorFacts(error));
    }
  };
}

function readFiles({ certificate, key }: Files, at: number): Result<TlsIdentity, TlsFault> {
  const texts = [certificate, key].map(readText);
  return texts[0] === undefined ? err("certificate") : texts[1] === undefined ? err("key") : readTlsIdentity(texts[0], texts[1], at);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function mustRead(files: Files, at: number): TlsIdentity {
  const read = readFiles(files, at);
  if (!read.ok) throw startFault(files, read.error);
  return read.value;
}

/** Its library is loaded only where it is wanted. */
async function makeOwn(at: number): Promise<TlsIdentity> {
  const { makeOwnCertificate } = await import("./own-certificate.ts");
  return await makeOwnCertificate(at);
}

const SAYS: { readonly [F in TlsFault]: readonly [fr: string, en: string] } = {
  certificate: ["ne peut pas être lu, ou n'est pas un certificat (PEM)", "cannot be read, or is no certificate (PEM)"],
  key: ["ne peut pas être lu, ou n'est pas une clé privée sans phrase secrète (PEM)", "cannot be read, or is no private key without a passphrase (PEM)"],
  other: ["n'est pas la clé du certificat de GUICHET_TLS_CERT_FILE", "is not the key of the certificate in GUICHET_TLS_CERT_FILE"],
  expired: ["n'est pas un certificat valable aujourd'hui", "is no certificate that is valid today"],
};

function startFault({ certificate, key }: Files, fault: TlsFault): StartFault {
  const [fr, en] = SAYS[fault];
  const [name, file] = fault === "key" || fault === "other" ? ["GUICHET_TLS_KEY_FILE", key] : ["GUICHET_TLS_CERT_FILE", certificate];
  return new StartFault({ fr: `${name} (${file}) ${fr}.`, en: `${name} (${file}) ${en}.` });
}
