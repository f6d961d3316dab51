import { z } from "zod";
import type { OtherSlot } from "../keys/key-slots.ts";
import { boxShape, kidOf, sealTo } from "./box.ts";

export const SLOT_INFO = "guichet-recovery-slot-1";
/** The database's key, for whoever holds the bank's recovery key. Of use to nobody else, and opened by nothing on this computer. */
export const recoverySlot = z.object({ kind: z.literal("recovery"), version: z.literal(1), kid: z.string().regex(/^[0-9a-f]{16}$/), ...boxShape });
export type RecoverySlot = z.infer<typeof recoverySlot>;

export const findRecoverySlot = (others: readonly OtherSlot[]): RecoverySlot | undefined => others.map((slot) => recoverySlot.safeParse(slot)).find(({ success }) => success)?.data;

/** What the slot belongs to: it opens nothing when it is put into another profile's request. */
export const aboutSlot = (profile: string, kid: string): readonly string[] => [profile, kid];

/** The other slots with one for that key, and none for a former one; undefined where it is there already. */
export function withRecoverySlot(others: readonly OtherSlot[], profile: string, x: string, key: Uint8Array): readonly OtherSlot[] | undefined {
  const kid = kidOf(x);
  if (findRecoverySlot(others)?.kid === kid) return undefined;
  const slot: RecoverySlot = { kind: "recovery", version: 1, kid, ...sealTo(x, SLOT_INFO, aboutSlot(profile, kid), key) };
  return [...others.filter(({ kind }) => kind !== "recovery"), slot];
}
