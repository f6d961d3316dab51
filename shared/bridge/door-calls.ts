import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { RecoveryKeyAnswer } from "../sync/recovery-key-messages.ts";
import type { SessionState } from "./session-views.ts";

/** Why a passphrase is refused before it is kept. `common`: many people chose it before. `names`: made of the product's words, her name, her bank's, her branch's. */
export const PASSPHRASE_FAULTS = ["short", "repeated", "run", "common", "names"] as const;
export type PassphraseFault = (typeof PASSPHRASE_FAULTS)[number];

/** What is given to an administrator: by any means, `code` aloud. */
export type RecoveryAsked = { readonly text: string; readonly code: string; readonly until: number };

/** The workstation's door, beside what opens and locks it. */
export const doorInputs = {
  /** What would keep it from being chosen by whoever stands at the door, or sits at the desk. Kept nowhere. */
  "session.judgePassphrase": z.object({ passphrase: z.string().max(1_000) }),
  /** By this computer's vault alone, where the bank or IT lets it. G9581 it asks for the passphrase, G9582 the vault does not open it, G1012, and as `session.unlock`. */
  "session.unlockByVault": z.object({ profile: z.string() }),
  /** The passphrase is forgotten: asks for this profile to be opened by the bank's recovery key, with the passphrase that is to be the new one. G9587, G1009. */
  "session.requestRecovery": z.object({ profile: z.string(), passphrase: z.string().max(1_000) }),
  /** The request that waits here, if one does. */
  "session.waitingRecovery": z.object({ profile: z.string() }),
  "session.cancelRecovery": z.object({ profile: z.string() }),
  /** An administrator's answer to it, and the passphrase that was chosen with it. G9584 to G9586, G1001, G1012, and as `session.unlock`. */
  "session.answerRecovery": z.object({ profile: z.string(), answer: z.string().max(20_000), passphrase: z.string().max(1_000) }),
  /** The recovery key of her bank, with the centre: managers and administrators; two administrators publish one, each by the whole public half. G9503 to G9505, G3002. */
  "recoveryKey.show": z.undefined(),
  "recoveryKey.publish": z.object({ x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  "recoveryKey.withdraw": z.undefined(),
} as const satisfies Record<string, z.ZodType>;

export type DoorAnswers = {
  "session.judgePassphrase": { readonly fault?: PassphraseFault };
  "session.requestRecovery": Result<RecoveryAsked, CodedError>;
  "session.waitingRecovery": RecoveryAsked | undefined;
  "session.cancelRecovery": SessionState;
  "session.answerRecovery": Result<SessionState, CodedError>;
  "recoveryKey.show": Result<RecoveryKeyAnswer, CodedError>;
  "recoveryKey.publish": Result<RecoveryKeyAnswer, CodedError>;
  "recoveryKey.withdraw": Result<RecoveryKeyAnswer, CodedError>;
  "session.unlockByVault": Result<SessionState, CodedError>;
};
