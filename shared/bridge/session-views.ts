import type { CodedError } from "../kernel/error-codes.ts";
import type { UnlockWay } from "../policy/bank-policy.ts";
import type { Me } from "../sync/protocol.ts";

export type Profile = {
  readonly id: string; readonly name: string; readonly bank: string; readonly branch: string;
  /** Changes that the centre had not answered when it was locked: how many, and nothing of them. */
  readonly waiting?: number;
  /** Absent: by the passphrase. `either`: by this computer's vault too; `both`: by the two together. */
  readonly opensBy?: "either" | "both";
  /** A forgotten passphrase can be replaced by an administrator; `waiting`: she was asked. Absent: it cannot. */
  readonly recovery?: "possible" | "waiting";
};
/** How long this workstation may go on without news of the centre, once it is worth telling. */
export type GraceView = { /** Nothing of clients is shown until the centre answers. */ readonly over: boolean; /** What the bank decided. */ readonly days: number; readonly daysLeft: number };
export type SessionState =
  /** Nobody signed in, perhaps profiles to unlock. */
  | {
    readonly kind: "closed"; readonly profiles: readonly Profile[];
    /** Somebody signed in whose profile is here already: this one is hers. Choosing a passphrase instead makes her a new one. */
    readonly suggested?: string;
    /** The profile that was open here was erased on order. */
    readonly erased?: boolean;
  }
  | { readonly kind: "choosing-passphrase"; readonly me: Me }
  | {
    readonly kind: "open"; readonly profile: Profile; readonly me: Me;
    /** How this profile opens here, and how the bank or IT wants it: they differ where this computer has no vault for it. */
    readonly opensBy?: { readonly way: UnlockWay; readonly wanted: UnlockWay };
    readonly grace?: GraceView;
  }
  /** A profile could not be opened: what happened, what became of the work. */
  | { readonly kind: "blocked"; readonly profile: Profile; readonly error: CodedError; readonly profiles: readonly Profile[] };
