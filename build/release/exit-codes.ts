import type { ReleaseReason } from "../../shared/release/fault.ts";

/** What scripts may trust; in docs/release.md and `--help`. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, key: 4, storage: 5, crossed: 6, denied: 7 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Out of reach only when that is all that is wrong: a refusal counts more. */
export const exitCodeOf = (reasons: readonly ReleaseReason[]): ExitCode =>
  reasons.length === 0 ? EXIT.done : reasons.every((reason) => reason === "unreachable") ? EXIT.unreachable : EXIT.refused;

/** An expected end of a command that is not about the release itself: told in words, with its exit code. */
export class ToldExit extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "ToldExit";
    this.code = code;
  }
}
