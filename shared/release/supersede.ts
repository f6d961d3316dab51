import { releaseFault, type ReleaseFault } from "./fault.ts";
import { instantMs, type Manifest } from "./manifest.ts";
import { compareVersions } from "./version.ts";

/** The mark of a manifest that was believed: what a later one of the same channel must pass. */
export type Mark = Pick<Manifest, "channel" | "version" | "issuedAt">;

/**
 * Why `next` may not follow `last` in a channel, or undefined. A channel never goes back: a bad release is halted (the same version issued
 * again, staging 0) and followed by a higher version. The same version issued at the same second is the same manifest, or should be.
 */
export function supersedeFault(last: Mark | undefined, next: Mark): ReleaseFault | undefined {
  if (last === undefined || last.channel !== next.channel) return undefined;
  const order = compareVersions(next.version, last.version);
  if (order < 0) return releaseFault("replay", `${next.version} < ${last.version}`);
  const laterMs = instantMs(next.issuedAt) - instantMs(last.issuedAt);
  return laterMs < 0 || (order > 0 && laterMs === 0) ? releaseFault("replay", next.issuedAt) : undefined;
}
