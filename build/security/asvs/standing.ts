import { filesNaming } from "../named-tests.ts";
import type { Row, State } from "./row.ts";

/** How a row stands today: as it says, or as it says it does without the tests that are not there. */
export type Standing = { readonly state: State; readonly why: string | undefined; readonly missing: readonly string[] };

export function standingOf({ state, why, tests = [], until }: Row): Standing {
  const missing = tests.filter((title) => filesNaming(title).length === 0);
  return missing.length === 0 || until === undefined ? { state, why, missing } : { ...until, missing };
}
