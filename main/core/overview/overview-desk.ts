import type { ExportReady } from "../../../shared/bridge/import-views.ts";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { DayAccount, Overview } from "../../../shared/bridge/overview-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { countUnlisted } from "../db/overview-rows.ts";
import type { Exports } from "../export/exports.ts";
import type { Desk } from "../files/desk.ts";
import type { NewsDesk } from "../news.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { createReceiptCheck } from "../sync/receipts.ts";
import { breathe } from "../breathe.ts";
import { ROWS_A_BREATH } from "../tables/written-table.ts";
import { createDayOf } from "./business-calendar.ts";
import { accountOfDay, checkOfBranch } from "./day-account.ts";
import { dayTable } from "./day-table.ts";
import { createOverviewFold } from "./fold-overview.ts";
import { createFactsKeeper } from "./read-facts.ts";

export type OverviewParts = { readonly desk: Desk; readonly centre: CentreInfo; readonly news: Pick<NewsDesk, "on">; readonly engine: Pick<SyncEngine, "compare">; readonly exports: Exports };
/** Figures and the end of a day, of the branches of the person whose desk it is. Errors: G1008 locked meanwhile, G3002 not her branch. */
export type OverviewDesk = {
  readonly show: (asked: CallInput<"overview.show">) => Promise<Result<Overview, CodedError>>;
  readonly day: (asked: CallInput<"overview.day">) => Promise<Result<DayAccount, CodedError>>;
  readonly exportDay: (asked: CallInput<"overview.exportDay">) => Promise<Result<ExportReady, CodedError>>;
  readonly stop: () => void;
};

export function createOverviewDesk({ desk, centre, news, engine, exports }: OverviewParts): OverviewDesk {
  const facts = createFactsKeeper(desk);
  const stop = news.on("files.changed", facts.heard);
  const locked = err({ code: "G1008" as const });
  const isHers = (branch: string): boolean => desk.me().branches.some(({ id }) => id === branch);

  async function account({ branch, day, compare }: CallInput<"overview.day">): Promise<Result<DayAccount, CodedError>> {
    if (!isHers(branch)) return err({ code: "G3002" });
    const asked = compare ? checkOfBranch(await engine.compare(), desk.me(), branch) : undefined;
    const files = desk.isOpen() ? await facts.read() : undefined;
    if (files === undefined) return locked;
    return ok(await accountOfDay(desk, files, { branch, day, dayOf: createDayOf(centre, desk.now()), check: createReceiptCheck(centre.hello()?.receiptKeys ?? []), asked }));
  }

  return {
    stop,
    show: async ({ branches: asked, period }) => {
      if (asked?.some((branch) => !isHers(branch)) === true) return err({ code: "G3002" });
      const files = await facts.read();
      if (files === undefined) return locked;
      const branches = asked ?? desk.me().branches.map(({ id }) => id);
      const fold = createOverviewFold({ branches, period, asOf: desk.businessDate(), dayOf: createDayOf(centre, desk.now()) });
      for (const [n, file] of files.entries()) {
        fold.add(file);
        if (n % ROWS_A_BREATH === ROWS_A_BREATH - 1) await breathe();
      }
      return desk.isOpen() ? ok({ ...fold.made(), unreadable: countUnlisted(desk.db.read) }) : locked;
    },
    day: account,
    exportDay: async ({ branch, day, format, language }) => {
      const made = await account({ branch, day, compare: false });
      if (!made.ok) return made;
      const spoken = words[language];
      const name = desk.me().branches.find(({ id }) => id === branch)?.name ?? "";
      return ok(await exports.make(spoken.t("overview.day.fileName", { date: day }), format, dayTable(made.value, name, spoken)));
    },
  };
}
