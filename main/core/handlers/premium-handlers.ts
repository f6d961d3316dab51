import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { PremiumAnswers } from "../../../shared/bridge/premium-calls.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { listPremiums, premiumsDue, recordPremiums } from "../premiums/list-premiums.ts";
import { premiumTable } from "../premiums/premium-table.ts";
import type { Workspace } from "../session/workspace.ts";
import { ALL_ROWS } from "../tables/written-table.ts";

/** Calls about guarantee premiums. Locked, there is nothing to see and nothing to do (G1008). */
export function createPremiumHandlers(workspace: () => Workspace | undefined): Pick<BridgeCalls, keyof PremiumAnswers> {
  const locked = err({ code: "G1008" as const });
  return {
    "premiums.due": async () => {
      const open = workspace();
      return open === undefined ? { count: 0, amount: 0, since: undefined, late: 0 } : premiumsDue(open.desk);
    },
    "premiums.list": async ({ from, until }) => {
      const open = workspace();
      return open === undefined ? [] : listPremiums(open.desk, from, until);
    },
    "premiums.export": async ({ from, until, format, language }) => {
      const open = workspace();
      if (open === undefined) return locked;
      const spoken = words[language];
      return ok(await open.exports.make(spoken.t("premium.fileName", { from, until }), format, premiumTable(listPremiums(open.desk, from, until, ALL_ROWS), spoken)));
    },
    "premiums.record": async (asked) => {
      const open = workspace();
      return open === undefined ? locked : await recordPremiums(open.desk, asked);
    },
  };
}
