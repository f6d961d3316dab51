import { expect, test } from "vitest";
import { id, type ChangeId, type FileId } from "../kernel/ids.ts";
import { instant } from "../kernel/instant.ts";
import type { CentreAct } from "../life/centre-act.ts";
import { aLoan, user } from "../life/testing-loan.ts";
import { unwrap } from "../kernel/result.ts";
import { applyCentreAct } from "./apply-centre-act.ts";
import type { FileState } from "./file-state.ts";

const { fields, createdBy } = aLoan();
const state: FileState = {
  file: id<FileId>("0190c0de-0000-7000-8000-000000000001"), version: 2, status: "registered", fields, touched: {}, conflicts: [], createdBy, createdAt: instant(1), updatedBy: user("helene"), updatedAt: instant(2),
  registration: { number: "1-7K3M-9QPX-T", receipt: "", registeredAt: instant(2), grantOn: "2020-04-20", rules: "pge-france@1.0.0" },
};
const context = { reason: "Montant mal saisi.", asked: "Ticket 4512", change: id<ChangeId>("0190c0de-0000-7000-8000-0000000000a1"), centre: "c", at: instant(3), businessDate: "2020-04-22", floor: 1, rule: () => undefined };

test.each<CentreAct>([{ kind: "corrected", amount: 12_000_000 }, { kind: "cancelled" }, { kind: "released" }, { kind: "expired" }])("[LI13] of $kind nothing is in the file's text but what a file holds, and the step", (act) => {
  const acted = unwrap(applyCentreAct(state, act, context), act.kind);
  expect(Object.keys(acted).filter((name) => !Object.hasOwn(state, name))).toEqual(["life"]);
  expect(acted).toMatchObject({ version: 3, updatedBy: "centre", updatedAt: 3, registration: state.registration });
  expect(acted.touched).toEqual(act.kind === "corrected" ? { amount: [3, "c", "centre"] } : {});
});
