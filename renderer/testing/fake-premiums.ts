import type { PremiumLine } from "../../shared/bridge/premium-views.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { fileId, rowOf } from "./fake-files.ts";

const line = (n: number, year: number, dueOn: string, amount: number | undefined, state: PremiumLine["state"]): PremiumLine =>
  ({ file: fileId(n), name: rowOf(n).name, siren: rowOf(n).siren, number: "1-7K3M-9QPX-T", year, dueOn: legalDate(dueOn), amount, state });

/** Premiums to take on 15 April 2020, and one whose size of company is unknown. */
export const somePremiums: readonly PremiumLine[] = [line(25, 1, "2020-03-20", 56_250, "due"), line(14, 1, "2020-04-14", 56_250, "due"), line(17, 1, "2020-04-14", 15_250, "due"), line(26, 1, "2020-04-15", undefined, "due")];
