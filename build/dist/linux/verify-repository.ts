import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

/**
 * Checks a repository as apt would, from outside: the signature of `InRelease` and of `Release.gpg` against that public key alone, their dates,
 * the lists against what was signed, and each deb against its list. Answers what is wrong, in sentences; nothing: it is whole.
 */
export function verifyRepository(gpgv: string, folder: string, channel: string, keyring: string, nowMs: number): readonly string[] {
  const dist = join(folder, "dists", channel);
  const release = signedText(gpgv, dist, keyring);
  if (release === undefined) return [`dists/${channel}: its signature is not of that key`];
  const until = Date.parse(/^Valid-Until: (.+)$/m.exec(release)?.[1] ?? "");
  const faults = Number.isNaN(until) || until < nowMs ? [`dists/${channel}: it is out of date`] : [];
  const listed = [...release.matchAll(/^ ([0-9a-f]{64}) (\d+) (\S+)$/gm)].map(([, sum = "", size = "", name = ""]) => ({ sum, size: Number(size), path: join("dists", channel, name) }));
  if (listed.length === 0) faults.push(`dists/${channel}: it lists nothing`);
  const packages = join(dist, "main", "binary-amd64", "Packages");
  const debs = existsSync(packages) ? readFileSync(packages, "utf8").split("\n\n").filter((text) => text.trim() !== "") : [];
  const pooled = debs.map((text) => ({ sum: /^SHA256: ([0-9a-f]{64})$/m.exec(text)?.[1] ?? "", size: Number(/^Size: (\d+)$/m.exec(text)?.[1]), path: /^Filename: (\S+)$/m.exec(text)?.[1] ?? "" }));
  for (const { sum, size, path } of [...listed, ...pooled]) {
    const whole = resolve(folder, path);
    if (!whole.startsWith(`${resolve(folder)}${sep}`) || !existsSync(whole)) faults.push(`${path}: it is missing`);
    else {
      const bytes = readFileSync(whole);
      if (bytes.length !== size || createHash("sha256").update(bytes).digest("hex") !== sum) faults.push(`${path}: it is not what was signed`);
    }
  }
  return faults;
}

/** What both signatures cover; undefined when one of them fails, or they cover different texts. */
function signedText(gpgv: string, dist: string, keyring: string): string | undefined {
  try {
    const inline = execFileSync(gpgv, ["--keyring", resolve(keyring), "--output", "-", join(dist, "InRelease")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    execFileSync(gpgv, ["--keyring", resolve(keyring), join(dist, "Release.gpg"), join(dist, "Release")], { stdio: "ignore" });
    return inline.trimEnd() === readFileSync(join(dist, "Release"), "utf8").trimEnd() ? inline : undefined;
  } catch {
    return undefined;
  }
}
