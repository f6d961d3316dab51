import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { SessionState } from "./session-views.ts";

/** Why a passphrase is refused before it is kept. `common`: many people chose it before. `names`: made of the product's words, her name, her bank's, her branch's. */
export const PASSPHRASE_FAULTS = ["short", "repeated", "run", "common", "names"] as const;
export type PassphraseFault = (typeof PASSPHRASE_FAULTS)[number];

/** The workstation's door, beside what opens and locks it. */
export const doorInputs = {
  /** What would keep it from being chosen by whoever stands at the door, or sits at the desk. Kept nowhere. */
  "session.judgePassphrase": z.object({ passphrase: z.string().max(1_000) }),
  /** By this computer's vault alone, where the bank or IT lets it. G9581 it asks for the passphrase, G9582 the vault does not open it, G1012, and as `session.unlock`. */
  "session.unlockByVault": z.object({ profile: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type DoorAnswers = {
  "session.judgePassphrase": { readonly fault?: PassphraseFault };
  "session.unlockByVault": Result<SessionState, CodedError>;
};
