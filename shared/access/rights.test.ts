import { expect, test } from "vitest";
import { rightOfStep } from "./right-of-step.ts";
import { mayDo, RIGHTS, whoMay, whyNotFor } from "./rights.ts";
import { BANK_ROLES, REACH, ROLES } from "./roles.ts";

test("an operator runs the centre and has no right over files; nobody of a bank has hers", () => {
  expect(RIGHTS.filter((right) => mayDo("operator", right))).toEqual(["self.read", "demonstration.date", "recovery.decide", "registrations.act"]);
  expect(BANK_ROLES.filter((role) => mayDo(role, "registrations.act"))).toEqual([]);
});

test("who keeps no desk enters, approves and decides nothing at one", () => {
  for (const role of ROLES.filter((one) => REACH[one] === "bank" || REACH[one] === "none")) {
    expect([role, RIGHTS.filter((right) => mayDo(role, right))]).toEqual([role, ["self.read", "demonstration.date", ...(role === "support" ? ["devices.watch", "devices.diagnose", "releases.watch"] : role === "auditor" ? ["policy.read", "files.inspect"] : [])]]);
  }
});

test("a supervisor reads, approves and notes, and enters nothing", () => {
  expect([mayDo("supervisor", "files.read"), mayDo("supervisor", rightOfStep("approved")), mayDo("supervisor", rightOfStep("noted"))]).toEqual([true, true, true]);
  expect([mayDo("supervisor", "files.enter"), mayDo("supervisor", rightOfStep("disbursed")), mayDo("supervisor", rightOfStep("a step of a later version"))]).toEqual([false, false, false]);
  expect([whyNotFor("supervisor", "files.enter"), whyNotFor("advisor", "files.enter")]).toEqual([{ code: "G3002" }, undefined]);
});

test("no right is nobody's, and none names a role twice", () => {
  for (const right of RIGHTS) expect([right, whoMay(right).length > 0, new Set(whoMay(right)).size]).toEqual([right, true, whoMay(right).length]);
});
