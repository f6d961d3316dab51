import type { Placed } from "./package-closure.ts";

/** The image's packages in CycloneDX 1.6, as scanners read it. The same packages give the same bytes: no date, no random number. */
export function billOfMaterials(version: string, packages: readonly Placed[]): string {
  const components = packages.map(({ name, version: each, integrity, license }) => ({
    type: "library",
    "bom-ref": purl(name, each),
    name,
    version: each,
    purl: purl(name, each),
    ...(license === undefined ? {} : { licenses: [/^[\w.-]+$/.test(license) ? { license: { id: license } } : { expression: license }] }),
    ...(integrity?.startsWith("sha512-") === true ? { hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.slice(7), "base64").toString("hex") }] } : {}),
  }));
  return `${JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata: { component: { type: "application", "bom-ref": "guichet-server", name: "guichet-server", version } }, components }, null, 2)}\n`;
}

const purl = (name: string, version: string): string => `pkg:npm/${name.replace("@", "%40")}@${version}`;
