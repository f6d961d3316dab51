import { breathe } from "../breathe.ts";
import { listDraftRows, listPaidOutRows } from "../db/file-rows.ts";
import { findSetting, putSetting, type SettingName } from "../db/settings.ts";
import type { Logger } from "../deps.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { refreshRow } from "./file-row.ts";
import { rowContext } from "./file-view.ts";

/**
 * Whether a draft is ready depends on the day and on the rules: when either has changed, the rows of drafts are made again, a page at a
 * time, between two questions of the window. Cut short, it begins again at the next opening. The premiums of loans depend on the rules alone.
 */
export type RowKeeper = { readonly check: () => void; readonly stop: () => void; /** Settles when nothing is left to make again. */ readonly done: () => Promise<void> };

const PAGE = 200;
/** Which rows, under which name it is noted that they were made, and for what. */
type Kept = { readonly name: SettingName; readonly wanted: () => string; readonly list: typeof listDraftRows };

/** A loan is priced by the version that registered it: what else is known may be one that was missing. */
export const knownRules = ({ rules }: Pick<Desk, "rules">): string => rules.packs().known.map(packName).join(" ");

export function createRowKeeper(desk: Desk, log: Logger): RowKeeper {
  let isStopped = false;
  let running: Promise<void> | undefined;

  async function keep(): Promise<void> {
    await keepOne({ name: "rowsMadeOn", wanted: () => `${desk.businessDate()} ${desk.sealer.rules}`, list: listDraftRows });
    await keepOne({ name: "premiumsMadeWith", wanted: () => knownRules(desk), list: listPaidOutRows });
  }

  async function keepOne(kept: Kept): Promise<void> {
    const { name, wanted } = kept;
    while (!isStopped && findSetting(desk.db.read, name) !== wanted()) {
      const target = wanted();
      const isWhole = await makeAgain(kept, target);
      if (!isWhole) continue;
      const noted = coded(() => desk.db.transaction((db) => putSetting(db, name, target)));
      if (!noted.ok) return log.warn("rows-stale", { code: noted.error.code });
      desk.told({ type: "files-changed", files: [] });
    }
  }

  /** False when the day changed meanwhile. */
  async function makeAgain({ wanted, list }: Kept, target: string): Promise<boolean> {
    let after = 0;
    for (;;) {
      if (isStopped || wanted() !== target) return false;
      const page = list(desk.db.read, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return true;
      const made = coded(() => desk.db.transaction((db) => page.forEach(({ file }) => refreshRow(db, file, rowContext(desk)))));
      if (!made.ok) {
        isStopped = true;
        log.warn("rows-stale", { code: made.error.code });
        return false;
      }
      after = last.id;
      await breathe();
    }
  }

  return {
    check: () => {
      running ??= keep().finally(() => void (running = undefined));
    },
    stop: () => void (isStopped = true),
    done: async () => await running,
  };
}
