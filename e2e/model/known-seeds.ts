import type { Seed } from "./property.ts";

/**
 * Runs that once failed, kept for ever. They are replayed first. A change of the events gives a seed other events: then it is one run more,
 * and the bug that it found has its own test.
 */
export const KNOWN_SEEDS: readonly (Seed & { readonly found: string })[] = [
  { seed: 11, path: "6", found: "2026-11: a proposed amendment was left behind by the recovery of a damaged database (recover-profile.db.test.ts)" },
  { seed: 12, path: "0", found: "2026-11: a bit flipped in a page that held older rows too; the model asked for more than a page can give" },
  { seed: 20_200_325, path: "81", found: "2026-11: what was skipped in a file that had left the branch was gone from sight when the file came back (engine.db.test.ts)" },
  { seed: 20_200_616, path: "134", found: "2026-11: an edit skipped behind the removal of a document that a withdrawn file refused was in sight nowhere (attach.db.test.ts)" },
  { seed: 20_200_325, path: "112", found: "2026-11: a step recorded in a file took what its refused creation held out of sight (record-step.db.test.ts)" },
  { seed: 20_200_616, path: "13", found: "2026-11: what was skipped was entered again over what a colleague had entered since, which was lost (file-work.db.test.ts)" },
];
