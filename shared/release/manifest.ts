import { z } from "zod";
import { isReleaseFileName, type ReleaseFileName } from "./file-name.ts";
import { compareVersions, isPreRelease, isVersion, type Version } from "./version.ts";

/** What a release is, in one signed file: `release.json`. Rules RL… of SPEC.md. */
export const MANIFEST_FORMAT = 1;
export const PRODUCT = "guichet";
/** A manifest past this is not read, let alone parsed. */
export const MAX_MANIFEST_BYTES = 262_144;
export const MAX_SIGNATURE_BYTES = 1_024;
/** Of one file. */
export const MAX_FILE_BYTES = 2_147_483_647;
/** However long a key's holder wants a manifest to live, it is shown again at least once a year. */
export const MAX_LIFE_DAYS = 400;

export const channels = ["stable", "pilot"] as const;
export type Channel = (typeof channels)[number];
export const platforms = ["win", "linux", "mac", "any"] as const;
export const targets = ["msi", "nsis", "deb", "appimage", "dmg", "zip", "blockmap", "update-info", "sbom", "other"] as const;
export const architectures = ["x64", "arm64", "universal", "any"] as const;
export const installerTargets = ["msi", "nsis", "deb", "appimage", "dmg", "zip"] as const satisfies readonly (typeof targets)[number][];

const version = z.custom<Version>(isVersion, "not-a-version");
/** UTC, whole seconds: `2026-11-23T18:00:00Z`, as people read it. */
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/).refine(isRealInstant, "not-an-instant");
const sha512 = z.string().regex(/^[A-Za-z0-9+/]{86}==$/);
const protocol = z.int().min(1).max(1_000_000);

export const releaseFileSchema = z.object({
  name: z.custom<ReleaseFileName>(isReleaseFileName, "bad-name"),
  platform: z.enum(platforms),
  target: z.enum(targets),
  arch: z.enum(architectures),
  size: z.int().min(1).max(MAX_FILE_BYTES),
  /** SHA-512, base64 as electron-builder writes it. */
  sha512,
});
export type ReleaseFile = z.infer<typeof releaseFileSchema>;

export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  product: z.literal(PRODUCT),
  version,
  channel: z.enum(channels),
  /** The release of this channel before this one. */
  previousVersion: version.nullable(),
  /** Protocol this release speaks, and the least that a centre must know for it to work there. */
  protocol,
  minimumProtocol: protocol,
  /** Clients below must update: staging does not hold them back. */
  minimumVersion: version,
  /** Share of the computers that are offered it, whole percent. 0 halts it, for the mandatory too. */
  staging: z.int().min(0).max(100),
  issuedAt: instant,
  expiresAt: instant,
  notes: z.object({ fr: z.string().max(8_000), en: z.string().max(8_000) }),
  files: z.array(releaseFileSchema).min(1).max(200),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The one way to write a manifest: these bytes, in UTF-8, are what is signed. */
export const manifestText = (manifest: Manifest): string => canonicalText(manifestSchema.parse(manifest));
/** Two-space JSON in the order given, one line feed at the end. A text that does not come back as it was has a double key or an odd number. */
export const canonicalText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const instantMs = (text: Manifest["issuedAt"]): number => Date.parse(text);
/** Whole seconds, downwards. */
export const instantText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What the shape alone can't say: the first place that is wrong, or undefined. */
export function inconsistencyOf(manifest: Manifest): { readonly reason: "bad-version" | "bad-dates" | "bad-files" | "bad-shape"; readonly at: string } | undefined {
  const { version: own, channel, previousVersion, minimumVersion, minimumProtocol, issuedAt, expiresAt, files } = manifest;
  if (channel === "stable" && isPreRelease(own)) return { reason: "bad-version", at: "version" };
  if (previousVersion !== null && compareVersions(previousVersion, own) >= 0) return { reason: "bad-version", at: "previousVersion" };
  if (compareVersions(minimumVersion, own) > 0) return { reason: "bad-version", at: "minimumVersion" };
  if (minimumProtocol > manifest.protocol) return { reason: "bad-shape", at: "minimumProtocol" };
  const lifeMs = instantMs(expiresAt) - instantMs(issuedAt);
  if (lifeMs <= 0 || lifeMs > MAX_LIFE_DAYS * 86_400_000) return { reason: "bad-dates", at: "expiresAt" };
  const names = new Set(files.map(({ name }) => name.toLowerCase()));
  if (names.size !== files.length) return { reason: "bad-files", at: "files" };
  const installers = files.filter(({ target }) => installerTargets.some((one) => one === target));
  const kinds = new Set(installers.map(({ platform, target, arch }) => `${platform} ${target} ${arch}`));
  return kinds.size === installers.length && installers.every(({ platform }) => platform !== "any") ? undefined : { reason: "bad-files", at: "files" };
}

function isRealInstant(text: string): boolean {
  const ms = Date.parse(text);
  return Number.isFinite(ms) && instantText(ms) === text;
}
