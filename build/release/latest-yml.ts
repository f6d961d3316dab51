import type { Manifest } from "../../shared/release/manifest.ts";

type Entry = { [key: string]: string };

/**
 * Whether a `latest*.yml`, which older tools read and nobody signs, says what the signed manifest says: its version, and of each file the
 * name, size and SHA-512. Only the plain form that electron-builder writes is read; whatever else is in it disagrees.
 */
export function agreesWith(text: string, manifest: Manifest): boolean {
  const read = readYml(text);
  if (read === undefined) return false;
  const { top, files } = read;
  const isAnnounced = (name: string | undefined, sha512: string | undefined, size: string | undefined): boolean => manifest.files.some((file) => file.name === name && file.sha512 === sha512 && (size === undefined || String(file.size) === size));
  return (
    top["version"] === manifest.version && files.length > 0 && files.every(({ url, sha512, size }) => size !== undefined && isAnnounced(url, sha512, size)) && isAnnounced(top["path"], top["sha512"], undefined)
    && (top["stagingPercentage"] === undefined || top["stagingPercentage"] === String(manifest.staging))
  );
}

const TOP = ["version", "path", "sha512", "releaseDate", "stagingPercentage"];
const FILE = ["url", "sha512", "size", "blockMapSize", "isAdminRightsRequired"];

function readYml(text: string): { readonly top: Entry; readonly files: readonly Entry[] } | undefined {
  const top: Entry = {};
  const files: Entry[] = [];
  let isInFiles = false;
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    if (line === "files:" && files.length === 0) { isInFiles = true; continue; }
    const [, indent = "", key = "", quoted, plain] = /^( {2}- | {4}|)([A-Za-z0-9]+): (?:'([^']*)'|([^\s'"{}[\]&*!|>#%@`]\S*))$/.exec(line) ?? [];
    const value = quoted ?? plain;
    if (value === undefined) return undefined;
    if (indent === "  - " && isInFiles) files.push({});
    if (indent === "") isInFiles = false;
    const entry = indent === "" ? top : isInFiles ? files.at(-1) : undefined;
    const allowed = indent === "" ? TOP : FILE;
    if (entry === undefined || !allowed.includes(key) || key in entry) return undefined;
    entry[key] = value;
  }
  return { top, files };
}
