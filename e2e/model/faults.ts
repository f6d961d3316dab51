/** What may go wrong, in the order in which the matrix shows it. Each is a row of `events/`; a new one is a row here and there. */
export const FAULTS = [
  "lose-request", "lose-answer", "repeat-request", "late-request", "token-expired", "two-at-once",
  "crash", "crash-before-commit", "crash-after-commit", "torn-witness", "disk-full", "wal-damage",
  "server-crash-before-commit", "server-crash-after-commit",
  "clock-jump", "old-rules", "unknown-kind",
  "file-moved", "left-branch", "person-removed", "replica-revoked",
  "clone", "restore",
] as const;
export type Fault = (typeof FAULTS)[number];
