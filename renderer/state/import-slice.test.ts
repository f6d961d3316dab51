import { expect, test } from "vitest";
import { mappingImport, runningImport } from "../testing/fake-import.ts";
import type { Desk } from "./desk.ts";
import { heardImport } from "./import-slice.ts";
import type { State } from "./state.ts";

test("an answer that news overtook does not put the import back where it was; another import, and none, are always heard", () => {
  let state = { import: undefined } as Pick<State, "import">;
  const desk = { get: () => state, set: (patch: Partial<State>) => { state = { ...state, ...patch }; } } as unknown as Desk;
  heardImport(desk, { ...runningImport, turn: 4, state: "done" });
  heardImport(desk, { ...runningImport, turn: 3 });
  expect(state.import).toMatchObject({ turn: 4, state: "done" });
  heardImport(desk, { ...mappingImport, id: 2, turn: 1 });
  expect(state.import).toMatchObject({ id: 2 });
  heardImport(desk, undefined);
  expect(state.import).toBeUndefined();
});
