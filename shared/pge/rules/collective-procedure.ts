import type { Refusal } from "../assessment.ts";
import type { CollectiveProcedure, Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import { input } from "./found.ts";

/**
 * EL8 to EL10: excluded while a procedure opened on or before the day of the law is not closed at the grant, unless a sauvegarde or
 * redressement plan was adopted before the grant. A liquidation is cured by its closing only.
 */
export function collectiveProcedureRefusals(facts: Facts, p: PgeParameters): readonly Refusal[] {
  const { procedure } = facts.borrower;
  if (procedure === undefined) return [];
  const openedUntil = on(p.procedureOpenedUntil, facts.grantOn);
  if (procedure.openedOn > openedUntil.value || isClosed(procedure, facts) || isCuredByPlan(procedure, facts)) return [];
  return [
    {
      reason: "PROCEDURE_COLLECTIVE_EXCLUE",
      rule: procedure.type === "LIQUIDATION" && procedure.planOn !== undefined ? "EL10" : openedUntil === p.procedureOpenedUntil[0] ? "EL8" : "EL9",
      reference: openedUntil.reference,
      inputs: [
        input("borrower.procedure.type", "code", procedure.type),
        input("borrower.procedure.openedOn", "date", procedure.openedOn),
        input("pack.procedureOpenedUntil", "date", openedUntil.value),
        input("grantOn", "date", facts.grantOn),
        ...(procedure.planOn === undefined ? [] : [input("borrower.procedure.planOn", "date", procedure.planOn)]),
        ...(procedure.closedOn === undefined ? [] : [input("borrower.procedure.closedOn", "date", procedure.closedOn)]),
      ],
    },
  ];
}

const isClosed = (procedure: CollectiveProcedure, facts: Facts): boolean => procedure.closedOn !== undefined && procedure.closedOn <= facts.grantOn;

/** A plan adopted on the very day of the grant was not adopted before it. */
export const isCuredByPlan = (procedure: CollectiveProcedure, facts: Facts): boolean =>
  procedure.type !== "LIQUIDATION" && procedure.planOn !== undefined && procedure.planOn < facts.grantOn;
