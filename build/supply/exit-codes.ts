/** What scripts may trust. `unjudged`: nobody answered, so nothing is known; never taken for `clean`. */
export const EXIT = { clean: 0, refused: 1, usage: 2, unjudged: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a check found: lines for a person, and how it ends. */
export type Verdict = { readonly code: ExitCode; readonly lines: readonly string[] };

/** Of several: a refusal counts more than what was not judged, and both more than a clean one. */
export const worst = (codes: readonly ExitCode[]): ExitCode => [EXIT.usage, EXIT.refused, EXIT.unjudged].find((code) => codes.includes(code)) ?? EXIT.clean;
