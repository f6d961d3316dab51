import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const modules = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"];

/** A PKCS#11 module of software, where this machine has it with OpenSSL's door to such modules. */
export function findSoftToken(): string | undefined {
  const hasDoor = ["x86_64", "aarch64"].some((arch) => existsSync(`/usr/lib/${arch}-linux-gnu/engines-3/pkcs11.so`));
  return hasDoor && spawnSync("softhsm2-util", ["--version"]).status === 0 ? modules.find((path) => existsSync(path)) : undefined;
}

export type SoftToken = { readonly key: string; readonly pinFile: string; readonly env: Readonly<Record<string, string>> };

/** A token of its own in `folder`, holding that private key (PEM). */
export function makeSoftToken(folder: string, privateKey: string): SoftToken {
  const env = { SOFTHSM2_CONF: join(folder, "softhsm2.conf") };
  const [pin, label] = ["4821", "guichet-test"];
  mkdirSync(join(folder, "tokens"), { recursive: true });
  writeFileSync(env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, "tokens")}\nobjectstore.backend = file\n`);
  writeFileSync(join(folder, "pin"), pin, { mode: 0o600 });
  const run = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync("softhsm2-util", [...args], { env: { ...process.env, ...env }, encoding: "utf8" });
    if (status !== 0) throw new Error(`softhsm2-util: ${stderr}`);
  };
  run("--init-token", "--free", "--label", label, "--so-pin", pin, "--pin", pin);
  run("--import", privateKey, "--token", label, "--label", label, "--id", "01", "--pin", pin);
  return { key: `pkcs11:token=${label};id=%01;type=private`, pinFile: join(folder, "pin"), env };
}
