import type { ReleaseFileName } from "./file-name.ts";
import type { Manifest, ReleaseFile } from "./manifest.ts";
import type { Version } from "./version.ts";

/** Words of tests, not parsed: a test may want a wrong one. */
export const aVersion = (text: string): Version => text as Version;
export const aName = (text: string): ReleaseFileName => text as ReleaseFileName;

export const someReleaseFile = (over: Partial<ReleaseFile> = {}): ReleaseFile => ({
  name: aName("guichet-1.4.0-win-x64.exe"), platform: "win", target: "nsis", arch: "x64", size: 1_000, sha512: `${"A".repeat(86)}==`, ...over,
});

export const someManifest = (over: Partial<Manifest> = {}): Manifest => ({
  format: 1, product: "guichet", version: aVersion("1.4.0"), channel: "stable", previousVersion: aVersion("1.3.0"), protocol: 1, minimumProtocol: 1, minimumVersion: aVersion("1.0.0"),
  staging: 100, issuedAt: "2026-11-20T08:00:00Z", expiresAt: "2027-02-20T08:00:00Z", notes: { fr: "Corrections.", en: "Fixes." }, files: [someReleaseFile()], ...over,
});
