import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkIdentifier, isIdentifierKind } from "../../entry/identifier.ts";
import { assessDocument } from "../cases-answer.ts";

const file = z.object({
  regles: z.array(z.object({ id: z.string(), titre: z.string(), entree: z.unknown(), attendu: z.record(z.string(), z.unknown()) })),
  identifiants: z.array(z.object({ id: z.string(), type: z.string(), valeur: z.string(), valide: z.boolean() })).default([]),
});
const read = (name: string) => file.parse(JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")));
const given = read("cases.json");
const own = read("own-cases.json");
/** Worked by hand from the texts. A file apart: own-cases.json is in the corpus of a published fingerprint, this one may grow. */
const edge = read("edge-cases.json");

for (const { id, titre, entree, attendu } of [...given.regles, ...own.regles, ...edge.regles]) {
  test(`[AN1] ${id} ${titre}`, () => {
    expect(assessDocument(entree)).toStrictEqual({ ok: true, value: attendu });
  });
}

test("[AN1] the cases of the file are all there", () => {
  expect(given.regles.length).toBe(55);
  expect(own.regles.length).toBeGreaterThan(60);
  expect(edge.regles.length).toBeGreaterThan(50);
  expect(new Set([...given.regles, ...own.regles, ...edge.regles].map(({ id }) => id)).size).toBe(given.regles.length + own.regles.length + edge.regles.length);
});

for (const { id, type, valeur, valide } of given.identifiants) {
  test(`[AN1] ${id} ${type} ${valeur}`, () => {
    const kind = type.toLowerCase();
    expect(isIdentifierKind(kind) && checkIdentifier(kind, valeur).ok).toBe(valide);
  });
}
