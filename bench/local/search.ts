import { listRows } from "../../main/core/db/file-rows.ts";
import { sql } from "../../main/core/db/sql.ts";
import type { CallInput } from "../../shared/bridge/contract.ts";
import { companyAt } from "../../shared/testing/companies.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { measure, percentile } from "../support/result.ts";
import { fillDesk, makeLocalDesk, me, unlockLocalDesk } from "./local-desk.ts";

const FILES = 100_000;
const SORTS = ["recent", "name", "amount", "age"] as const;

const asked = (search: string, sort: (typeof SORTS)[number]): CallInput<"files.list"> => ({ search, filter: "all", sort, offset: 0, limit: 50 });

/**
 * Searches among 100,000 files as people type them (a whole SIREN, its beginning, a name's first letters, an amount, what is in no file), in
 * each order of the list; then the first page, from the passphrase typed to the rows (Argon2id and the reading of every page included).
 */
export const search: Scenario = {
  keys: ["search_p95_ms", "first_screen_ms"],
  run: async ({ folder, full, say }) => {
    const first = await makeLocalDesk(folder);
    const filling = performance.now();
    fillDesk(first.desk, FILES);
    say(`${FILES} files taken in, ${Math.round(FILES / ((performance.now() - filling) / 1000))} a second`);
    first.close();

    const firstScreens: number[] = [];
    for (let n = 0; n < (full ? 10 : 3); n += 1) {
      const start = performance.now();
      const again = await unlockLocalDesk(folder, first.profile);
      const page = listRows(again.desk.db.read, asked("", "recent"), me.user);
      firstScreens.push(performance.now() - start);
      again.close();
      if (page.total !== FILES || page.rows.length !== 50) throw new Error(`first page of ${page.total} files holds ${page.rows.length}`);
    }

    const local = await unlockLocalDesk(folder, first.profile);
    try {
      const { read } = local.desk.db;
      const kept = read.get<{ n: number }>(sql`SELECT count(*) AS n FROM file_truth`)?.n;
      if (kept !== FILES) throw new Error(`${kept} files kept of ${FILES}`);
      const times: number[] = [];
      for (let n = 0; n < (full ? 4_000 : 1_000); n += 1) {
        const typed = wordsOf((n * 7_919) % FILES, n);
        const start = performance.now();
        const page = listRows(read, asked(typed.words, SORTS[n % SORTS.length] ?? "recent"), me.user);
        times.push(performance.now() - start);
        if ((page.total > 0) !== typed.isThere) throw new Error(`“${typed.words}” found ${page.total} files`);
      }
      say(`searches: median ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`);
      return { search_p95_ms: measure(percentile(times, 0.95), "ms"), first_screen_ms: measure(percentile(firstScreens, 0.5), "ms") };
    } finally {
      local.close();
    }
  },
};

/** What a person types to find file `n`, in the ways in turn that the list promises. */
function wordsOf(n: number, way: number): { readonly words: string; readonly isThere: boolean } {
  const { siren, legalName, amount } = companyAt(7, n);
  switch (way % 6) {
    case 0: return { words: siren, isThere: true };
    case 1: return { words: siren.slice(0, 4), isThere: true };
    case 2: return { words: legalName, isThere: true };
    case 3: return { words: legalName.slice(0, 3), isThere: true };
    case 4: return { words: String(Math.floor(amount / 100)), isThere: true };
    default: return { words: `introuvable${n}`, isThere: false };
  }
}
