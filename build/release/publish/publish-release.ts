import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../../shared/release/fault.ts";
import { filePath } from "../../../shared/release/layout.ts";
import type { Manifest } from "../../../shared/release/manifest.ts";
import type { OnBytes } from "../hash-file.ts";
import { folderSource } from "../release-source.ts";
import { verifyRelease } from "../verify-release.ts";
import { objectKey, readChannel, type ReleasePlace, writeChannel } from "./channel.ts";
import { checkRebuilt } from "./check-content.ts";
import { checkCompany, checkPlace } from "./check-release.ts";
import { planFile } from "./plan-file.ts";
import { PublishStop } from "./publish-stop.ts";
import { standingOf, uploadFile, type Standing } from "./upload-file.ts";
import { type PublicCheck, verifyPublic } from "./verify-public.ts";

export type PublishAsk = {
  readonly place: ReleasePlace;
  readonly check: PublicCheck;
  /** A signed release, flat on disk. */
  readonly folder: string;
  readonly dryRun: boolean;
  /** Whether what stands at the channel's head may be replaced though nobody here signed it. */
  readonly mayRepair: boolean;
  /** It follows a release that was halted, with what an older one did. */
  readonly rollsForward: boolean;
  readonly onBytes: OnBytes;
  readonly onFile: (step: FileStep) => void;
};
export type FileStep = { readonly name: string; readonly standing: Standing["kind"]; readonly partsThere: number; readonly parts: number };
export type Published = { readonly manifest: Manifest; readonly files: readonly FileStep[]; readonly head: "next" | "there" };

/**
 * Publishes a signed folder: everything checked here first, then files, then the channel's head, then all again from the public address.
 * Cut anywhere, it leaves the channel as it was and goes on from there the next time. The faults of the release, or PublishStop thrown.
 */
export async function publishRelease(ask: PublishAsk): Promise<Result<Published, readonly ReleaseFault[]>> {
  const { place, check, folder } = ask;
  const verified = await verifyRelease(folderSource(folder), { trust: place.trust, nowMs: check.nowMs(), onBytes: ask.onBytes });
  if (!verified.ok) return verified;
  const { manifest, bytes } = verified.value;
  const { channel } = manifest;
  await checkCompany(folder, manifest);
  const state = await readChannel(place, channel);
  const head = checkPlace(state, manifest, bytes.manifest, ask.mayRepair);
  if (!head.ok) return err([head.error]);
  if (ask.rollsForward && head.value === "next") {
    if (state.kind !== "published" || state.manifest.staging !== 0) throw new PublishStop("not-halted", channel);
    if (state.manifest.version === manifest.version) return err([releaseFault("replay", manifest.version)]);
    await checkRebuilt(place, manifest);
  }
  const files: FileStep[] = [];
  for (const file of manifest.files) {
    const plan = await planFile(folder, file);
    const key = objectKey(place, filePath(manifest.version, file.name));
    const standing = await standingOf(place.store, key, plan);
    const step = { name: file.name, standing: standing.kind, partsThere: standing.kind === "begun" ? standing.parts.length : 0, parts: plan.parts.length };
    files.push(step);
    ask.onFile(step);
    if (!ask.dryRun) await uploadFile(place.store, key, plan, standing, ask.onBytes);
  }
  if (ask.dryRun) return ok({ manifest, files, head: head.value });
  if (head.value === "next") await writeChannel(place, channel, state.seen, bytes);
  const seen = await verifyPublic(check, channel, state.kind === "published" && head.value === "there" ? state.bytes : bytes, true);
  return seen.ok ? ok({ manifest, files, head: head.value }) : seen;
}
