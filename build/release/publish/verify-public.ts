import { setTimeout as sleep } from "node:timers/promises";
import { releasePowers } from "../../../main/core/update/release-powers.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ReleaseFault } from "../../../shared/release/fault.ts";
import type { Channel } from "../../../shared/release/manifest.ts";
import { openRelease, readManifest, type SignedBytes, type Trust } from "../../../shared/release/open-release.ts";
import type { OnBytes } from "../hash-file.ts";
import { webSource } from "../release-source.ts";
import { readSigned, verifyRelease } from "../verify-release.ts";
import { PublishStop } from "./publish-stop.ts";

export type PublicCheck = {
  /** Base address that workstations know. */
  readonly address: string;
  readonly fetch: typeof globalThis.fetch;
  readonly trust: Trust;
  readonly nowMs: () => number;
  /** How long the address may still serve what was there before. */
  readonly waitMs: number;
  readonly onBytes: OnBytes;
  /** Called once when the address does not serve it at once. */
  readonly onWait: () => void;
};

const pollMs = 1000;

/**
 * Looks at what was published from where workstations look: the very bytes that were written, believed by the rules that they go by, and
 * with `everything` each file again. Throws PublishStop `public-old` when the address goes on serving something else.
 */
export async function verifyPublic(check: PublicCheck, channel: Channel, written: SignedBytes, everything: boolean): Promise<Result<undefined, readonly ReleaseFault[]>> {
  const source = webSource(check.address, channel, check.fetch);
  if (!source.ok) return err([source.error]);
  const untilMs = performance.now() + check.waitMs;
  for (let told = false; ; told = true) {
    const found = await readSigned(source.value);
    if (found.ok && isSame(found.value, written)) break;
    if (performance.now() + pollMs > untilMs) {
      if (!found.ok) return err([found.error]);
      const served = readManifest(found.value.manifest, releasePowers);
      throw new PublishStop("public-old", served.ok ? `${served.value.version}, ${served.value.staging} %, ${served.value.issuedAt}` : served.error.reason);
    }
    if (!told) check.onWait();
    await sleep(pollMs);
  }
  if (everything) {
    const verified = await verifyRelease(source.value, { trust: check.trust, nowMs: check.nowMs(), channel, onBytes: check.onBytes });
    return verified.ok ? ok(undefined) : verified;
  }
  const opened = openRelease(written, check.trust, releasePowers, check.nowMs());
  return opened.ok ? ok(undefined) : err([opened.error]);
}

const isSame = (found: SignedBytes, written: SignedBytes): boolean => Buffer.compare(found.manifest, written.manifest) === 0 && Buffer.compare(found.signature, written.signature) === 0;
