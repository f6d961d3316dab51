import { filePath } from "../../../shared/release/layout.ts";
import { installerTargets, type Manifest } from "../../../shared/release/manifest.ts";
import { objectKey, type ReleasePlace } from "./channel.ts";
import { PublishStop } from "./publish-stop.ts";

const atOnce = 8;

/**
 * An older program under a higher number would offer itself again for ever to whoever installs it: what is rolled forward must be built
 * again. Throws PublishStop `relabelled` when an installer is byte for byte one of another version.
 */
export async function checkRebuilt({ store, prefix }: ReleasePlace, manifest: Manifest): Promise<void> {
  const own = objectKey({ prefix }, `files/${manifest.version}/`);
  const installers = new Set(manifest.files.filter(({ target }) => installerTargets.some((one) => one === target)).map(({ sha512 }) => sha512));
  const others = (await store.list(objectKey({ prefix }, "files/"))).filter((key) => !key.startsWith(own));
  while (others.length > 0) {
    await Promise.all(others.splice(0, atOnce).map(async (key) => {
      const facts = await store.describe(key);
      if (facts?.sha512 !== undefined && installers.has(facts.sha512)) throw new PublishStop("relabelled", key);
    }));
  }
}

/** Every file of a manifest, as the store has it. Throws PublishStop `no-file-there`. */
export async function checkFilesThere({ store, prefix }: ReleasePlace, manifest: Manifest): Promise<void> {
  for (const file of manifest.files) {
    const facts = await store.describe(objectKey({ prefix }, filePath(manifest.version, file.name)));
    if (facts?.size !== file.size || facts.sha512 !== file.sha512) throw new PublishStop("no-file-there", file.name);
  }
}
