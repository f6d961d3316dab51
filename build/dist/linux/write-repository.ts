import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isTestPackageName } from "../../../shared/release/file-name.ts";
import { gzipSync } from "node:zlib";
import { fieldOf, readControl } from "./control-file.ts";

export type RepositorySource = {
  readonly dpkgDeb: string;
  /** Where the debs lie. */
  readonly debs: string;
  readonly out: string;
  readonly channel: "stable" | "pilot";
  /** When it was made, and until when workstations may believe it: an old list replayed for ever would hide new versions. UTC ms. */
  readonly madeAt: number;
  readonly validForDays: number;
};

const sum = (algorithm: "sha256" | "sha512", bytes: Buffer): string => createHash(algorithm).update(bytes).digest("hex");

/**
 * Writes an apt repository: `pool/` with the debs, `dists/CHANNEL/` with the lists and, not signed yet, `Release`. Answers the path of that.
 * @throws when a file is no deb of Guichet, says STAND-IN in its name, or two are of one version
 */
export function writeRepository({ dpkgDeb, debs, out, channel, madeAt, validForDays }: RepositorySource): string {
  const dist = join(out, "dists", channel);
  const lists = join(dist, "main", "binary-amd64");
  rmSync(dist, { recursive: true, force: true });
  for (const folder of [lists, join(out, "pool", "main")]) mkdirSync(folder, { recursive: true });
  const seen = new Set<string>();
  const paragraphs = readdirSync(debs).filter((name) => name.endsWith(".deb")).toSorted().map((name) => {
    if (isTestPackageName(name)) throw new Error(`${name} is made for a test and goes into no repository`);
    const control = readControl(dpkgDeb, join(debs, name));
    const version = fieldOf(control, "Version");
    if (fieldOf(control, "Package") !== "guichet" || version === undefined || fieldOf(control, "Architecture") !== "amd64") throw new Error(`${name} is no deb of Guichet for amd64`);
    if (seen.has(version)) throw new Error(`${name}: another deb is of version ${version} too`);
    seen.add(version);
    const pooled = `pool/main/${name}`;
    copyFileSync(join(debs, name), join(out, `${pooled}.new`));
    renameSync(join(out, `${pooled}.new`), join(out, pooled));
    const bytes = readFileSync(join(out, pooled));
    return `${control}\nFilename: ${pooled}\nSize: ${bytes.length}\nSHA256: ${sum("sha256", bytes)}\nSHA512: ${sum("sha512", bytes)}\n`;
  });
  if (paragraphs.length === 0) throw new Error(`${debs} holds no deb`);
  const packages = Buffer.from(paragraphs.join("\n"), "utf8");
  writeFileSync(join(lists, "Packages"), packages);
  writeFileSync(join(lists, "Packages.gz"), gzipSync(packages, { level: 9 }));
  const release = join(dist, "Release");
  writeFileSync(release, releaseText(dist, channel, madeAt, validForDays));
  return release;
}

function releaseText(dist: string, channel: string, madeAt: number, validForDays: number): string {
  const files = ["main/binary-amd64/Packages", "main/binary-amd64/Packages.gz"].map((name) => ({ name, bytes: readFileSync(join(dist, name)) }));
  const sums = (algorithm: "sha256" | "sha512"): string => files.map(({ name, bytes }) => ` ${sum(algorithm, bytes)} ${bytes.length} ${name}`).join("\n");
  const date = (at: number): string => new Date(at).toUTCString().replace("GMT", "UTC");
  return `Origin: Guichet
Label: Guichet
Suite: ${channel}
Codename: ${channel}
Architectures: amd64
Components: main
Description: Guichet, ${channel}
Date: ${date(madeAt)}
Valid-Until: ${date(madeAt + validForDays * 86_400_000)}
SHA256:
${sums("sha256")}
SHA512:
${sums("sha512")}
`;
}
