import { expect, test } from "vitest";
import { EXIT } from "../exit-codes.ts";
import { exitOf } from "./submit.ts";

const waiting = [{ status: "waiting" }] as const;

test("a file that waits is told by what it waits for: the centre, a sign-in, or a line that is stopped", () => {
  expect(exitOf(waiting, { kind: "offline" })).toBe(EXIT.unreachable);
  expect(exitOf(waiting, { kind: "signed-out" })).toBe(EXIT.locked);
  expect(exitOf(waiting, { kind: "stopped", error: { code: "G4009" } })).toBe(EXIT.refused);
});

test("all registered is done; one refused is not, whatever the others wait for", () => {
  expect(exitOf([{ status: "registered" }], { kind: "idle" })).toBe(EXIT.done);
  expect(exitOf([{ status: "registered" }, { status: "refused", error: { code: "G2010" } }, { status: "waiting" }], { kind: "offline" })).toBe(EXIT.refused);
});
