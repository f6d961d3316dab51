import { expect, test } from "vitest";
import { storeFault } from "./store-fault.ts";
import { StepGivenUp, StoreInUse, StoreTooNew } from "./store/migration-faults.ts";

test.each([
  ["a store too new", new StoreTooNew(90, 60), /written by a newer server: install the latest/, /serveur plus récent : installez la dernière version/],
  ["older servers at work", new StoreInUse([60, 70], 80), /schema 60, 70.*replace them first/, /schéma 60, 70.*remplacez-les d'abord/],
  ["a step whose tables others held", new StepGivenUp(80, "locked-out", undefined), /step 80.*a long transaction holds them.*end that transaction/, /étape 80.*une longue transaction les tient.*terminez cette transaction/],
  ["a step that worked for too long", new StepGivenUp(80, "too-long", undefined), /step 80.*was cut off and undone.*corrected version/, /étape 80.*interrompue et annulée.*version corrigée/],
])("%s is told in one sentence a language, with what to do", (_what, error, en, fr) => {
  for (const kind of ["postgres", "pglite"] as const) {
    const fault = storeFault(error, kind, "folder");
    expect(fault.message).toMatch(en);
    expect(fault.fr).toMatch(fr);
    expect(fault.cause).toBe(error);
  }
});
