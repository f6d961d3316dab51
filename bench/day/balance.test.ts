import fc from "fast-check";
import { expect, test } from "vitest";
import { strikeBalance, type Balance } from "./balance.ts";
import { balanceText } from "./print-balance.ts";
import { createTally, type Loan, type Side } from "./sides.ts";

type World = { readonly bank: string; readonly kind: "registered" | "G2004" | "withdrawn" | "drafts"; readonly cents: number }[];

/** One side of a day of these files; each line holds one change a file. */
function sideOf(world: World, over: Partial<{ readonly loans: (loans: readonly Loan[]) => readonly Loan[]; readonly without: number; readonly more: boolean; readonly content: number }> = {}): Side {
  const tally = createTally();
  const loans: Loan[] = [];
  const files = new Set<string>();
  for (const [i, { bank, kind, cents }] of world.entries()) {
    if (i === over.without) continue;
    files.add(`f${i}`);
    if (kind !== "withdrawn" && kind !== "drafts") tally.add(bank, "asked", cents);
    tally.add(bank, kind === "G2004" ? { refused: kind } : kind, cents);
    tally.verdict(bank, kind === "G2004" ? "refused G2004" : "accepted", 1);
    if (kind === "registered") loans.push({ number: `n${i}`, bank, file: `f${i}`, siren: `s${i}`, amount: cents });
  }
  if (over.more === true) files.add("stranger");
  return { banks: tally.banks(), loans: over.loans?.(loans) ?? loans, files, lines: new Map([["line", files.size]]), contents: new Map(over.content === undefined ? [] : [["f0", over.content]]) };
}

const struck = (clients: Side, centre: Side, over: { readonly waiting?: number; readonly faults?: readonly string[] } = {}): Balance => {
  const sum = [...centre.banks.values()].reduce((all, { registered }) => ({ files: all.files + registered.files, cents: all.cents + registered.cents }), { files: 0, cents: 0 });
  return strikeBalance({ clients, centre, loansOfFiles: { ...sum, byRules: [] }, waiting: over.waiting ?? 0, faults: over.faults ?? [], otherwise: [], names: new Map([["a", "Banque A"], ["b", "Banque B"]]) });
};

const worlds = fc.array(fc.record({ bank: fc.constantFrom("a", "b"), kind: fc.constantFrom("registered", "G2004", "withdrawn", "drafts"), cents: fc.integer({ min: 1, max: 10 ** 12 }) }), { minLength: 1, maxLength: 40 }) as fc.Arbitrary<World>;
const withLoan = worlds.filter((world) => world.some(({ kind }) => kind === "registered"));

test("[DY5] two sides that were counted from the same day agree to the cent", () => {
  fc.assert(fc.property(worlds, (world) => {
    const balance = struck(sideOf(world), sideOf(world));
    expect(balance).toMatchObject({ isExact: true, lost: 0, twice: 0, differences: [] });
    expect(balance.total.clients).toEqual(balance.total.centre);
    expect(balanceText(balance)).toContain("exact to the cent");
  }));
});

test("[DY5] whatever one file the centre lost, it is found", () => {
  fc.assert(fc.property(worlds, fc.nat(), (world, at) => {
    const balance = struck(sideOf(world), sideOf(world, { without: at % world.length }));
    expect(balance.isExact).toBe(false);
    expect(balance.lost).toBeGreaterThan(0);
    expect(balanceText(balance)).toContain("NOT EXACT");
  }));
});

test("[DY5] whatever one file the centre holds that nobody made, it is found", () => {
  fc.assert(fc.property(worlds, (world) => {
    const balance = struck(sideOf(world), sideOf(world, { more: true }));
    expect([balance.isExact, balance.lost]).toEqual([false, 0]);
    expect(balance.twice).toBeGreaterThan(0);
  }));
});

const CHANGED: readonly (readonly [string, (loans: readonly Loan[]) => readonly Loan[], "lost" | "twice"])[] = [
  ["missing", (loans) => loans.slice(1), "lost"],
  ["a cent less", ([first, ...rest]) => (first === undefined ? rest : [{ ...first, amount: first.amount - 1 }, ...rest]), "lost"],
  ["of another company", ([first, ...rest]) => (first === undefined ? rest : [{ ...first, siren: "other" }, ...rest]), "lost"],
  ["twice in the ledger", (loans) => [...loans, ...loans.slice(0, 1)], "twice"],
  ["with a second number", (loans) => [...loans, ...loans.slice(0, 1).map((loan) => ({ ...loan, number: "second" }))], "twice"],
  ["also of another file", (loans) => [...loans, ...loans.slice(0, 1).map((loan) => ({ ...loan, number: "second", file: "other" }))], "twice"],
];
test.each(CHANGED)("[DY5] a loan that is %s is found", (_what, change, count) => {
  fc.assert(fc.property(withLoan, (world) => {
    const balance = struck(sideOf(world), sideOf(world, { loans: change }));
    expect(balance.isExact).toBe(false);
    expect(balance[count]).toBeGreaterThan(0);
  }));
});

test("[DY5] a document that is not there, not whole, or nobody's, is found", () => {
  const world: World = [{ bank: "a", kind: "drafts", cents: 500 }];
  const side = (content?: number): Side => sideOf(world, content === undefined ? {} : { content });
  expect(struck(side(9), side(9))).toMatchObject({ isExact: true, documents: { told: 1, held: 1 } });
  expect([struck(side(9), side()), struck(side(9), side(8)), struck(side(), side(9))].map(({ isExact, lost, twice }) => [isExact, lost, twice])).toEqual([[false, 1, 0], [false, 1, 0], [false, 0, 1]]);
});

test("[DY5] sums that differ by one cent, loans of files that are not the ledger's, work that waits and a fault of a client each spoil it", () => {
  const world: World = [{ bank: "a", kind: "G2004", cents: 500 }, { bank: "b", kind: "registered", cents: 700 }];
  const other: World = [{ bank: "a", kind: "G2004", cents: 501 }, { bank: "b", kind: "registered", cents: 700 }];
  expect(struck(sideOf(world), sideOf(other)).differences).toEqual(["Banque A: asked: clients 1 of 500 cents, centre 1 of 501 cents", "Banque A: refused G2004: clients 1 of 500 cents, centre 1 of 501 cents"]);
  expect(struck(sideOf(world), sideOf(world), { waiting: 3 })).toMatchObject({ isExact: false, waiting: 3 });
  expect(struck(sideOf(world), sideOf(world), { faults: ["a change was answered accepted, then refused"] })).toMatchObject({ isExact: false, twice: 1 });
  const apart = strikeBalance({ clients: sideOf(world), centre: sideOf(world), loansOfFiles: { files: 1, cents: 699, byRules: [] }, waiting: 0, faults: [], otherwise: ["a file ended otherwise"], names: new Map() });
  expect(apart.differences).toEqual(["a file ended otherwise", "the ledger holds 1 of 700 cents, the files 1 of 699 cents"]);
});
