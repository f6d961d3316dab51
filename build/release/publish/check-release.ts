import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { parseJson } from "../../../shared/kernel/json.ts";
import type { ReleaseFault } from "../../../shared/release/fault.ts";
import type { Manifest } from "../../../shared/release/manifest.ts";
import { supersedeFault } from "../../../shared/release/supersede.ts";
import { compareVersions } from "../../../shared/release/version.ts";
import type { ChannelState } from "./channel.ts";
import { PublishStop } from "./publish-stop.ts";

const cycloneDx = z.object({ bomFormat: z.literal("CycloneDX"), components: z.array(z.unknown()).min(1), metadata: z.object({ component: z.object({ version: z.string() }) }) });

/** What must come with every release: notes in both languages, and what it is made of, for this very version. Throws PublishStop. */
export async function checkCompany(folder: string, manifest: Manifest): Promise<void> {
  if (manifest.notes.fr === "" || manifest.notes.en === "") throw new PublishStop("no-notes", manifest.version);
  const file = manifest.files.find(({ target }) => target === "sbom");
  if (file === undefined) throw new PublishStop("no-sbom", manifest.version);
  const parsed = cycloneDx.safeParse(parseJson(await readFile(join(folder, file.name), "utf8")));
  if (!parsed.success || parsed.data.metadata.component.version !== manifest.version) throw new PublishStop("no-sbom", file.name);
}

/**
 * Whether a release may follow what its channel offers: higher, and made knowing of it. `there`: it is what the channel offers already, byte for byte.
 * Throws PublishStop where the release would have to be made again.
 */
export function checkPlace(state: ChannelState, next: Manifest, bytes: Uint8Array, mayRepair: boolean): Result<"next" | "there", ReleaseFault> {
  if (state.kind === "damaged") {
    if (!mayRepair) throw new PublishStop("damaged", next.channel);
    return ok("next");
  }
  if (state.kind === "empty") {
    if (next.previousVersion !== null) throw new PublishStop("wrong-previous", "—");
    return ok("next");
  }
  const { manifest } = state;
  if (Buffer.compare(state.bytes.manifest, bytes) === 0) return ok("there");
  if (compareVersions(next.version, manifest.version) >= 0 && next.issuedAt <= manifest.issuedAt) throw new PublishStop("made-before", manifest.issuedAt);
  const fault = supersedeFault(manifest, next);
  if (fault !== undefined) return err(fault);
  if (next.version === manifest.version) {
    if (JSON.stringify(next.files) !== JSON.stringify(manifest.files)) throw new PublishStop("files-changed", next.version);
    if (next.previousVersion !== manifest.previousVersion) throw new PublishStop("wrong-previous", manifest.previousVersion ?? "—");
    if (next.staging > 0 && manifest.staging === 0) throw new PublishStop("halted-needs-resume", manifest.version);
  } else if (next.previousVersion !== manifest.version) throw new PublishStop("wrong-previous", manifest.version);
  return ok("next");
}
