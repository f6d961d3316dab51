import type { Cents } from "../../kernel/cents.ts";
import type { Figure } from "../assessment.ts";
import type { ExistingLoan, Facts } from "../facts.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import { boundedSum } from "./bounded.ts";
import { figure, input } from "./found.ts";

/** US1: a loan counts while it is attested or disbursed; cancelled and refused ones do not. */
export const isLive = (loan: ExistingLoan): boolean => loan.status === "ATTESTE" || loan.status === "DECAISSE";

/** US3: from 01/07/2022 a Résilience loan is measured against earlier Résilience loans only. */
export const countsResilienceOnly = (facts: Facts, p: PgeParameters): boolean =>
  facts.scheme === "RESILIENCE" && facts.grantOn > p.resilienceOnTopUntil;

/** US2: what the company already holds at all banks together. */
export function usedOf(facts: Facts, p: PgeParameters): Figure<Cents> {
  const onlyResilience = countsResilienceOnly(facts, p);
  const counted = facts.existingLoans.filter((loan) => isLive(loan) && (!onlyResilience || loan.scheme === "RESILIENCE"));
  const inputs = counted.map((loan) => input(`existingLoans.${facts.existingLoans.indexOf(loan)}.amount`, "cents", loan.amount));
  return figure(
    boundedSum(counted.map((loan) => loan.amount)),
    onlyResilience ? "US3" : "US2",
    onlyResilience ? "arrete-2022-09-19" : "arrete-2020-03-23-art-5",
    inputs,
  );
}
