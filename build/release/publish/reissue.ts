import { instantMs, instantText, type Channel, type Manifest } from "../../../shared/release/manifest.ts";
import { compareVersions } from "../../../shared/release/version.ts";
import { PublishStop } from "./publish-stop.ts";

/** How far the last manifest may be ahead of this clock before somebody must look at the clock. */
const aheadMs = 60_000;

/**
 * The same release for more computers. Throws PublishStop where it is not more, and where the release was halted and nobody said that it
 * may go on: what was stopped for a fault is followed by a higher version.
 */
export function raised(current: Manifest, staging: number, nowMs: number, mayResume: boolean): Manifest {
  if (staging <= current.staging) throw new PublishStop("staging-not-higher", String(current.staging));
  if (current.staging === 0 && !mayResume) throw new PublishStop("halted-needs-resume", current.version);
  return { ...current, staging, ...datesAfter(current, current, nowMs) };
}

/** The same release for nobody. */
export const halted = (current: Manifest, nowMs: number): Manifest => ({ ...current, staging: 0, ...datesAfter(current, current, nowMs) });

/** What a channel offers, offered by the next: the same files, behind what that one had. Throws PublishStop where that would be no step forward. */
export function moved(source: Manifest, channel: Channel, current: Manifest | undefined, staging: number, nowMs: number): Manifest {
  if (source.staging === 0) throw new PublishStop("halted-needs-resume", source.version);
  if (current !== undefined && compareVersions(current.version, source.version) >= 0) throw new PublishStop("not-lower", current.version);
  return { ...source, channel, previousVersion: current?.version ?? null, staging, ...datesAfter(current, source, nowMs) };
}

/** Issued after the last of the channel, and good for as long as the one it is made from. */
function datesAfter(last: Manifest | undefined, model: Manifest, nowMs: number): Pick<Manifest, "issuedAt" | "expiresAt"> {
  const lifeMs = instantMs(model.expiresAt) - instantMs(model.issuedAt);
  const leastMs = last === undefined ? 0 : instantMs(last.issuedAt) + 1000;
  if (leastMs > nowMs + aheadMs) throw new PublishStop("clock", last?.issuedAt ?? "");
  const issuedMs = Math.max(nowMs, leastMs);
  return { issuedAt: instantText(issuedMs), expiresAt: instantText(issuedMs + lifeMs) };
}
