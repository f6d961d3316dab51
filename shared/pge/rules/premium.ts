import type { Figure, PremiumScale } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Found } from "../packs/scheme-pack.ts";
import { figure, found, input } from "./found.ts";

/** PM1: large above 250 staff, or when turnover and balance sheet both pass their thresholds. Total staff; staff in France failing that. */
export function premiumScaleOf(facts: Facts, p: PgeParameters): Found<PremiumScale> {
  const { staffFrance, turnover, balanceSheet } = facts.borrower;
  const staff = facts.borrower.staffTotal ?? staffFrance;
  const staffAbove = on(p.premiumStaffAbove, facts.grantOn);
  const turnoverAbove = on(p.premiumTurnoverAbove, facts.grantOn);
  const balanceAbove = on(p.premiumBalanceAbove, facts.grantOn);
  const inputs = [
    ...(staff === undefined ? [] : [input(facts.borrower.staffTotal === undefined ? "borrower.staffFrance" : "borrower.staffTotal", "count", staff)]),
    input("pack.premiumStaffAbove", "count", staffAbove.value),
    ...(turnover === undefined ? [] : [input("borrower.turnover", "cents", turnover)]),
    input("pack.premiumTurnoverAbove", "cents", turnoverAbove.value),
    ...(balanceSheet === undefined ? [] : [input("borrower.balanceSheet", "cents", balanceSheet)]),
    input("pack.premiumBalanceAbove", "cents", balanceAbove.value),
  ];
  const is = (scale: PremiumScale): Found<PremiumScale> => found(figure(scale, "PM1", staffAbove.reference, inputs));
  const manyStaff = staff === undefined ? undefined : staff > staffAbove.value;
  const highTurnover = turnover === undefined ? undefined : turnover > turnoverAbove.value;
  const highBalance = balanceSheet === undefined ? undefined : balanceSheet > balanceAbove.value;
  if (manyStaff === true || (highTurnover === true && highBalance === true)) return is("GRANDE");
  if (manyStaff === false && (highTurnover === false || highBalance === false)) return is("PETITE_MOYENNE");
  const missing = [
    ...(staff === undefined ? ["borrower.staffFrance"] : []),
    ...(turnover === undefined && highBalance !== false ? ["borrower.turnover"] : []),
    ...(balanceSheet === undefined && highTurnover === true ? ["borrower.balanceSheet"] : []),
  ];
  return { figure: undefined, missing };
}

/** PM2: basis points of each year of the loan. */
export function premiumBpsOf(facts: Facts, scale: PremiumScale, p: PgeParameters): Figure<readonly number[]> {
  const bps = on(p.premiumBps[scale === "GRANDE" ? "GRANDE" : "PETITE_MOYENNE"], facts.grantOn);
  return figure(bps.value, "PM2", bps.reference, [input("premiumScale", "code", scale)]);
}
