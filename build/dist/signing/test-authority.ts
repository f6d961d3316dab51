import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In every name of the authority, so that nobody takes what it signs for a release. */
export const TEST_AUTHORITY_NAME = "Guichet TEST AUTHORITY - NOT FOR RELEASE";

/** `chain` and `key` are what a token would hold, in PEM. */
export type TestAuthority = { readonly authority: string; readonly pfx: string; readonly passwordFile: string; readonly chain: string; readonly key: string };

/** A certificate authority made on the fly in `folder`, with one signing certificate; it lives as long as the folder, two days at most. */
export function makeTestAuthority(openssl: string, folder: string): TestAuthority {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const run = (...args: readonly string[]): void => void execFileSync(openssl, [...args], { stdio: ["ignore", "ignore", "pipe"] });
  writeFileSync(at("password"), randomBytes(24).toString("base64url"), { mode: 0o600 });
  writeFileSync(at("signer.ext"), "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n");
  run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${TEST_AUTHORITY_NAME}`, "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign", "-keyout", at("authority.key"), "-out", at("authority.pem"));
  run("req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${TEST_AUTHORITY_NAME} - signer/O=Guichet test/C=FR`, "-keyout", at("signer.key"), "-out", at("signer.csr"));
  run("x509", "-req", "-in", at("signer.csr"), "-CA", at("authority.pem"), "-CAkey", at("authority.key"), "-CAcreateserial", "-days", "2", "-extfile", at("signer.ext"), "-out", at("signer.pem"));
  run("pkcs12", "-export", "-in", at("signer.pem"), "-inkey", at("signer.key"), "-certfile", at("authority.pem"), "-passout", `file:${at("password")}`, "-out", at("signer.pfx"));
  writeFileSync(at("chain.pem"), `${readFileSync(at("signer.pem"), "utf8")}${readFileSync(at("authority.pem"), "utf8")}`);
  return { authority: at("authority.pem"), pfx: at("signer.pfx"), passwordFile: at("password"), chain: at("chain.pem"), key: at("signer.key") };
}
