import { z } from "zod";

/** Why a passphrase is refused before it is kept. `common`: many people chose it before. `names`: made of the product's words, her name, her bank's, her branch's. */
export const PASSPHRASE_FAULTS = ["short", "repeated", "run", "common", "names"] as const;
export type PassphraseFault = (typeof PASSPHRASE_FAULTS)[number];

/** The workstation's door, beside what opens and locks it. */
export const doorInputs = {
  /** What would keep it from being chosen by whoever stands at the door, or sits at the desk. Kept nowhere. */
  "session.judgePassphrase": z.object({ passphrase: z.string().max(1_000) }),
} as const satisfies Record<string, z.ZodType>;

export type DoorAnswers = {
  "session.judgePassphrase": { readonly fault?: PassphraseFault };
};
