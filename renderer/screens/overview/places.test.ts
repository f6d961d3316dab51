import fc from "fast-check";
import { expect, test } from "vitest";
import type { FiguresOf } from "../../../shared/bridge/overview-views.ts";
import { branchesAt, byRegion, EVERYWHERE, regionsOf } from "./places.ts";

const id = (n: number): string => `0190c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
const branches = [{ id: id(1), name: "Rennes", region: "Ouest" }, { id: id(2), name: "Brest", region: "Ouest" }, { id: id(3), name: "Metz", region: "Est" }, { id: id(4), name: "Siège" }];

test("a place is all branches, those of a region, or one", () => {
  expect(regionsOf(branches)).toEqual(["Est", "Ouest"]);
  expect([branchesAt(EVERYWHERE, branches), branchesAt({ kind: "region", name: "Ouest" }, branches), branchesAt({ kind: "region", name: "Nord" }, branches)]).toEqual([undefined, [id(1), id(2)], []]);
});

test("each branch is counted in its region once, and the sums of all regions are those of all branches", () => {
  const figures = fc.record({ files: fc.nat(9), requested: fc.nat(), registered: fc.nat(9), registeredAmount: fc.nat(), disbursed: fc.nat(9), disbursedAmount: fc.nat() });
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...branches.map((branch) => branch.id), id(9)), figures), { maxLength: 12 }), (drawn) => {
    const rows: readonly FiguresOf[] = drawn.map(([key, sums]) => ({ key, ...sums }));
    const regions = byRegion(rows, branches);
    const sum = (of: readonly FiguresOf[], name: Exclude<keyof FiguresOf, "key">): number => of.reduce((all, row) => all + row[name], 0);
    for (const name of ["files", "requested", "registered", "registeredAmount", "disbursed", "disbursedAmount"] as const) expect(sum(regions, name)).toBe(sum(rows, name));
    expect(new Set(regions.map(({ key }) => key)).size).toBe(regions.length);
  }));
  const one = (key: string): FiguresOf => ({ key, files: 1, requested: 10, registered: 1, registeredAmount: 10, disbursed: 0, disbursedAmount: 0 });
  expect(byRegion([one(id(4)), one(id(1)), one(id(3)), one(id(2))], branches).map(({ key, files }) => [key, files])).toEqual([["Est", 1], ["Ouest", 2], ["", 1]]);
});
