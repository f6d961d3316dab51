import type { Procedure } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Found } from "../packs/scheme-pack.ts";
import { figure, found, input, lacking } from "./found.ts";

/** PR1: mass procedure when staff in France and turnover are both below their thresholds; passing one of them is enough to leave it. */
export function massOrIndividual(facts: Facts, p: PgeParameters): Found<Procedure> {
  const { staffFrance, turnover } = facts.borrower;
  const staffBelow = on(p.massStaffBelow, facts.grantOn);
  const turnoverBelow = on(p.massTurnoverBelow, facts.grantOn);
  const large = (staffFrance !== undefined && staffFrance >= staffBelow.value) || (turnover !== undefined && turnover >= turnoverBelow.value);
  if (!large && (staffFrance === undefined || turnover === undefined)) {
    return lacking(...(staffFrance === undefined ? ["borrower.staffFrance"] : []), ...(turnover === undefined ? ["borrower.turnover"] : []));
  }
  const inputs = [
    ...(staffFrance === undefined ? [] : [input("borrower.staffFrance", "count", staffFrance)]),
    input("pack.massStaffBelow", "count", staffBelow.value),
    ...(turnover === undefined ? [] : [input("borrower.turnover", "cents", turnover)]),
    input("pack.massTurnoverBelow", "cents", turnoverBelow.value),
  ];
  return found(figure(large ? "INDIVIDUELLE" : "MASSE", "PR1", staffBelow.reference, inputs));
}
