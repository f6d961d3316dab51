import { pgeFrance } from "./pge-france.ts";
import type { SchemePack } from "./scheme-pack.ts";

/** Every published version of every pack, for ever: an old verdict is replayed with the version it names. */
export const PACKS: readonly SchemePack[] = [pgeFrance];

/** The pack used for new verdicts. */
export const CURRENT_PACK: SchemePack = pgeFrance;

export function findPack(id: string, version: string): SchemePack | undefined {
  return PACKS.find((pack) => pack.id === id && pack.version === version);
}
