import { expect, test } from "vitest";
import { personFile } from "./person-data.ts";

const FILE = "018f0000-0000-7000-8000-000000000001";
const state = (fields: object, more: object = {}): string =>
  JSON.stringify({ file: FILE, version: 3, status: "draft", fields, touched: {}, conflicts: [], createdBy: "018f0000-0000-7000-8000-00000000000b", createdAt: 1, updatedBy: "018f0000-0000-7000-8000-00000000000b", updatedAt: 1, ...more });
const change = (seq: number, body: object, verdict = "accepted") => ({ replica: FILE, seq, head: null, body: JSON.stringify(body), verdict: JSON.stringify({ kind: verdict }), receivedAt: seq * 1_000 });
const found = (by: readonly string[]) => ({ file: FILE, branch: FILE, branchName: "Rennes", status: "draft", name: "X", by: [...by] });
const read = (fields: object, changes: ReturnType<typeof change>[], more: object = {}) => ({ epoch: { n: 1, id: FILE }, branch: FILE, branchName: "Rennes", state: state(fields, more), more: false, people: [{ user: FILE, name: "Maëlle Exemple" }], changes });

test("of a company: how she is named and reached, since when, and what it was before; nobody of the bank, no figure", () => {
  const told = personFile(found(["signatoryName"]), read({ siren: "002000008", legalName: "Garage", signatoryName: "Éloïse Nom", turnover: 100, preApprovedBy: "Maëlle Exemple" }, [
    change(1, { fields: { siren: "002000008", legalName: "Garage", signatoryName: "Eloise Nom", email: "a@exemple.fr" } }),
    change(2, { edits: { signatoryName: { from: "Eloise Nom", to: "Autre" }, turnover: { from: null, to: 100 } } }, "refused"),
    change(3, { edits: { signatoryName: { from: "Eloise Nom", to: "Éloïse Nom" }, email: { from: "a@exemple.fr", to: null } } }),
  ]));
  expect(told?.fields).toEqual([
    { field: "siren", value: "002000008", since: 1_000, former: [] }, { field: "legalName", value: "Garage", since: 1_000, former: [] },
    { field: "signatoryName", value: "Éloïse Nom", since: 3_000, former: [{ value: "Eloise Nom", until: 3_000 }] }, { field: "email", value: null, since: 3_000, former: [{ value: "a@exemple.fr", until: 3_000 }] },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/Maëlle|turnover/);
});

test("of a business of one person: all of it, and its documents, but for what is about people of the bank; who only shares its number is told how she is reached", () => {
  const documents = [{ document: "a".repeat(64), name: "cni.jpg", type: "image/jpeg", size: 12, piece: "PIECE_IDENTITE", attachedBy: FILE, attachedAt: 5 }];
  const answer = read({ borrowerType: "EI", legalName: "Éloïse Nom", turnover: 100, vigilanceBy: "Maëlle" }, [], { documents });
  expect(personFile(found(["legalName"]), answer)).toMatchObject({ fields: [{ field: "borrowerType" }, { field: "legalName" }, { field: "turnover", value: 100, since: undefined }], documents: [{ name: "cni.jpg", bytes: 12 }] });
  expect(personFile(found(["phone"]), answer)).toMatchObject({ fields: [{ field: "legalName" }], documents: [] });
  expect(personFile(found(["phone"]), { ...answer, state: "{" })).toBeUndefined();
});
