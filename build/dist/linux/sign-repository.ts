import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Signs `Release` with the key of that fingerprint: `Release.gpg` beside it and `InRelease`, which holds both. The key lies in the keyring that
 * GNUPGHOME names, on a card or behind an agent; a passphrase is the agent's business and never ours.
 */
export function signRepository(gpg: string, release: string, fingerprint: string, env: NodeJS.ProcessEnv): void {
  const folder = dirname(release);
  const run = (...args: readonly string[]): void => void execFileSync(gpg, ["--batch", "--yes", "--no-tty", "--local-user", fingerprint, "--digest-algo", "SHA512", ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  for (const name of ["Release.gpg", "InRelease"]) rmSync(join(folder, name), { force: true });
  run("--armor", "--detach-sign", "--output", join(folder, "Release.gpg"), release);
  run("--clear-sign", "--output", join(folder, "InRelease"), release);
}

/** The public key as workstations take it, not armoured. */
export const exportKey = (gpg: string, fingerprint: string, path: string, env: NodeJS.ProcessEnv): void =>
  void execFileSync(gpg, ["--batch", "--yes", "--export", "--output", path, fingerprint], { env, stdio: ["ignore", "ignore", "pipe"] });
