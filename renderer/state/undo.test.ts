import fc from "fast-check";
import { expect, test } from "vitest";
import { isFieldName, type FieldName, type FieldPatch, type Fields, type FieldValue } from "../../shared/pge/file-fields.ts";
import { committed, entered, MOST_ENTRIES, noEntries, redoStep, undoStep, type Entries } from "./undo.ts";

type Form = { readonly entries: Entries; readonly shown: Fields };
const start = (shown: Fields = {}): Form => ({ entries: noEntries, shown });
const over = (shown: Fields, patch: FieldPatch): Fields => {
  const next: { [Name in FieldName]?: FieldValue } = { ...shown };
  for (const field of Object.keys(patch).filter(isFieldName)) {
    const value = patch[field];
    if (value === null || value === undefined) delete next[field];
    else next[field] = value;
  }
  return next;
};
const enter = ({ entries, shown }: Form, patch: FieldPatch): Form => ({ entries: entered(entries, patch, shown), shown: over(shown, patch) });
const leave = ({ entries, shown }: Form): Form => ({ entries: committed(entries), shown });
const back = ({ entries, shown }: Form): Form => { const { entries: next, patch = {} } = undoStep(entries, shown); return { entries: next, shown: over(shown, patch) }; };
const forth = ({ entries, shown }: Form): Form => { const { entries: next, patch = {} } = redoStep(entries, shown); return { entries: next, shown: over(shown, patch) }; };

test("the keys of one field are one entry until it is left", () => {
  let form = start({ city: "Rennes" });
  for (const city of ["B", "Br", "Brest"]) form = enter(form, { city });
  form = enter(leave(form), { city: "Brest-même" });
  expect(form.entries.done.map(({ values }) => values)).toEqual([[{ field: "city", before: "Rennes", after: "Brest" }], [{ field: "city", before: "Brest", after: "Brest-même" }]]);
  expect(back(form).shown).toEqual({ city: "Brest" });
  expect(back(back(form)).shown).toEqual({ city: "Rennes" });
  expect(forth(forth(back(back(form)))).shown).toEqual({ city: "Brest-même" });
});

test("a field that was brought back by hand to what it held was not entered, and what was undone can still be redone", () => {
  const form = back(leave(enter(start({ city: "Rennes" }), { amount: 100 })));
  const typed = enter(form, { city: "Re" });
  expect(enter(typed, { city: "Rennes" }).entries.done).toEqual([]);
  expect(typed.entries.undone).toEqual([]);
  expect(forth(form).shown).toEqual({ city: "Rennes", amount: 100 });
});

test("fields filled at once go back at once, and lists by what they held", () => {
  const loan = { bank: "Banque A", amount: 1, status: "ATTESTE" };
  let form = enter(start({ legalName: "Avant" }), { legalName: "Boulangerie", naf: "10.71C", city: "Rennes" });
  form = enter(form, { otherLoans: [loan] });
  form = enter(leave(form), { otherLoans: [loan, { ...loan, bank: "B" }] });
  expect(back(form).shown.otherLoans).toEqual([loan]);
  expect(back(back(form)).shown.otherLoans).toBeUndefined();
  expect(back(back(back(form))).shown).toEqual({ legalName: "Avant" });
});

test("what somebody else changed meanwhile is left, told once, and the entry before it goes back instead", () => {
  let form = leave(enter(leave(enter(start(), { amount: 5_000 })), { city: "Rennes" }));
  form = { ...form, shown: { ...form.shown, city: "Brest" } };
  const { patch, left, entries } = undoStep(form.entries, form.shown);
  expect([patch, left]).toEqual([{ amount: null }, ["city"]]);
  expect(undoStep(entries, { city: "Brest" })).toMatchObject({ patch: undefined, left: [] });
  expect(redoStep(entries, { city: "Brest" }).patch).toEqual({ amount: 5_000 });
  // Of several filled at once, what still stands goes back.
  const filled = enter(start(), { city: "Rennes", naf: "10.71C" });
  expect(undoStep(filled.entries, { city: "Brest", naf: "10.71C" })).toMatchObject({ patch: { naf: null }, left: ["city"] });
});

test("a field that goes back says so by its turn, and no other does", () => {
  const form = back(enter(enter(start(), { amount: 1 }), { city: "Rennes" }));
  expect(form.entries.turns).toEqual({ city: 1 });
  expect(forth(form).entries.turns).toEqual({ city: 2 });
});

test("the oldest entries are forgotten, not the newest", () => {
  let form = start();
  for (let amount = 1; amount <= MOST_ENTRIES + 5; amount += 1) form = leave(enter(form, { amount }));
  expect(form.entries.done).toHaveLength(MOST_ENTRIES);
  expect(back(form).shown).toEqual({ amount: MOST_ENTRIES + 4 });
});

const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.constantFrom("a", "b"), fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }));
const patch = fc.dictionary(fc.constantFrom("siren", "city", "amount", "yearTurnovers"), value, { minKeys: 1, maxKeys: 3 });
const gesture = fc.oneof(patch.map((entry) => (form: Form) => enter(form, entry)), fc.constant(leave), fc.constant(back), fc.constant(forth));

test("whatever was entered, left, undone and redone, undoing all is the start, and redoing all is where one was", () => {
  fc.assert(fc.property(patch.map((entry) => over({}, entry)), fc.array(gesture, { maxLength: 40 }), (shown, gestures) => {
    const begun = start(shown);
    const ended = leave(gestures.reduce((form, move) => move(form), begun));
    let form = ended;
    for (const _ of ended.entries.done) form = back(form);
    expect(form.shown).toEqual(begun.shown);
    expect(undoStep(form.entries, form.shown).patch).toBeUndefined();
    for (const _ of ended.entries.done) form = forth(form);
    expect(form.shown).toEqual(ended.shown);
  }), { numRuns: 400 });
});
