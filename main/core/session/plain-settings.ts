import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { Settings } from "../../../shared/bridge/app-views.ts";
import { replaceFile } from "../keys/replace-file.ts";

/** Language and looks of this computer's user: outside every lock, so that the lock screen has them. Nothing personal. */
export type PlainSettings = { readonly get: () => Settings; readonly set: (wanted: CallInput<"settings.set">) => Settings };

const DEFAULTS: Settings = { language: "fr", theme: "system", singleKeys: true };
const shape = z.object({
  language: z.enum(["fr", "en"]).catch(DEFAULTS.language), theme: z.enum(["system", "light", "dark", "contrast"]).catch(DEFAULTS.theme), singleKeys: z.boolean().catch(DEFAULTS.singleKeys),
});

/** A file that cannot be read counts as the defaults; one that cannot be written throws, and the setting is as before. */
export function openPlainSettings(dataDir: string): PlainSettings {
  const path = join(dataDir, "settings.json");
  let known = read(path);
  return {
    get: () => known,
    set: ({ language, theme, singleKeys }) => {
      const next = { language: language ?? known.language, theme: theme ?? known.theme, singleKeys: singleKeys ?? known.singleKeys };
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      replaceFile(path, `${JSON.stringify(next)}\n`);
      known = next;
      return known;
    },
  };
}

function read(path: string): Settings {
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return DEFAULTS;
  }
}
