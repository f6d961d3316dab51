import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";

/** What scripts may trust; in docs and in `--help`. */
export const EXIT = {
  /** Everything asked was done. */
  done: 0,
  /** Refused, not valid, or not all done: the answer says what. */
  refused: 1,
  /** The command, or the document given to it, is not well formed. */
  usage: 2,
  /** The centre or the identity provider cannot be reached, or is not ready. */
  unreachable: 3,
  /** Locked, or sign in first: a passphrase or a password is missing or wrong. */
  locked: 4,
  /** This computer's storage: another Guichet holds it, it is damaged, full, or not readable. */
  storage: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const LOCKED: readonly ErrorCode[] = ["G1001", "G1008", "G1009", "G1012", "G3001", "G3003", "G3004", "G3007", "G3008", "G9581", "G9582", "G9583"];
const UNREACHABLE: readonly ErrorCode[] = ["G3005", "G4004", "G5002", "G5003", "G5004", "G5005", "G9401", "G9560", "G9705"];
/** What was given is no table, or its columns go nowhere. */
const MALFORMED: readonly ErrorCode[] = ["G4001", "G9802", "G9803"];

export function exitCodeOf({ code }: Pick<CodedError, "code">): ExitCode {
  if (LOCKED.includes(code)) return EXIT.locked;
  if (UNREACHABLE.includes(code)) return EXIT.unreachable;
  if (code.startsWith("G1")) return EXIT.storage;
  return MALFORMED.includes(code) ? EXIT.usage : EXIT.refused;
}
