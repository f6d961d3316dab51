import { releasePowers } from "../../../main/core/update/release-powers.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ReleaseFault } from "../../../shared/release/fault.ts";
import { inconsistencyOf, manifestText, type Channel, type Manifest } from "../../../shared/release/manifest.ts";
import { openRelease } from "../../../shared/release/open-release.ts";
import { supersedeFault } from "../../../shared/release/supersede.ts";
import { type ChannelState, readChannel, type ReleasePlace, writeChannel } from "./channel.ts";
import { PublishStop } from "./publish-stop.ts";
import { type PublicCheck, verifyPublic } from "./verify-public.ts";

/** What a channel is to offer next; undefined: it does already. May look at other channels, and throws PublishStop where it cannot be. */
export type Next = (state: ChannelState) => Promise<Manifest | undefined>;
export type ReissueAsk = {
  readonly place: ReleasePlace;
  readonly check: PublicCheck;
  readonly channel: Channel;
  /** The signature file over these exact bytes. Asked for only when there is something to sign. */
  readonly sign: (manifest: Uint8Array) => Promise<string>;
  readonly next: Next;
  readonly dryRun: boolean;
  /** How often to look again and sign again when another publisher was faster. A halt insists, a promotion gives way. */
  readonly attempts: number;
  /** Whether each file is looked at again from the public address. */
  readonly everything: boolean;
};

/** Signs and writes what a channel offers next, and looks at it from outside. `undefined`: nothing was to be done. */
export async function reissueChannel(ask: ReissueAsk): Promise<Result<Manifest | undefined, readonly ReleaseFault[]>> {
  const { place, channel } = ask;
  for (let attempt = 1; ; attempt += 1) {
    const state = await readChannel(place, channel);
    if (state.kind === "damaged") throw new PublishStop("damaged", channel);
    const next = await ask.next(state);
    if (next === undefined) return ok(undefined);
    const fault = inconsistencyOf(next) ?? (state.kind === "published" ? supersedeFault(state.manifest, next) : undefined);
    if (fault !== undefined) return err([fault]);
    if (ask.dryRun) return ok(next);
    const manifest = Buffer.from(manifestText(next));
    const bytes = { manifest, signature: Buffer.from(await ask.sign(manifest)) };
    // A head that no workstation believes would stop the channel: the signer must be one that they know.
    const believed = openRelease(bytes, place.trust, releasePowers, ask.check.nowMs());
    if (!believed.ok) return err([believed.error]);
    try {
      await writeChannel(place, channel, state.seen, bytes);
    } catch (error) {
      if (error instanceof PublishStop && error.reason === "crossed" && attempt < ask.attempts) continue;
      throw error;
    }
    const seen = await verifyPublic(ask.check, channel, bytes, ask.everything);
    return seen.ok ? ok(next) : seen;
  }
}
