import { describe, expect, test } from "vitest";
import { fictionalSiren } from "../../../shared/testing/companies.ts";
import { bodacc } from "./bodacc.ts";
import { keyOf, queryOfFile, queryOfKey } from "./lookup-query.ts";
import { rechercheEntreprises } from "./recherche-entreprises.ts";
import { RECORDED, recordedNotices, recordedSearch, SECRET_PERSON } from "./testing/recorded-answers.ts";

const siren = (text: typeof RECORDED[keyof typeof RECORDED]) => ({ kind: "siren", text }) as const;
const found = (text: typeof RECORDED[keyof typeof RECORDED]) => {
  const read = rechercheEntreprises.read(recordedSearch(text), siren(text));
  if (!read.ok || read.value.source !== "recherche-entreprises") throw new Error("not read");
  return read.value;
};

describe("the public search", () => {
  test("an active company: what a file accepts may be taken, its staff is a band with its year", () => {
    expect(found(RECORDED.active)).toEqual({
      source: "recherche-entreprises", total: 1, companies: [{
        siren: RECORDED.active, name: "ATELIERS DU VIEUX MOLE", isOnePerson: false, legalForm: "5710", naf: "25.62B", createdOn: "2004-06-14", address: "4 QUAI DES INVENTIONS, 35400 SAINT-MALO", state: "active", ceasedOn: undefined, staff: { band: "12", year: "2018" },
        fields: { siren: RECORDED.active, legalName: "ATELIERS DU VIEUX MOLE", legalForm: "5710", borrowerType: "SOCIETE", naf: "25.62B", createdOn: "2004-06-14", address: "4 QUAI DES INVENTIONS", postalCode: "35400", city: "SAINT-MALO" },
      }],
    });
  });

  test("what the form does not accept is shown and not taken; ceased is told with its day; no staff is no band", () => {
    const [company] = found(RECORDED.ceased).companies;
    expect(company).toMatchObject({ naf: "99.99Z", state: "ceased", ceasedOn: "2019-11-30", staff: undefined });
    expect(company?.fields).not.toHaveProperty("naf");
  });

  test("a person's own name, and what is not public, are neither kept nor taken; the address goes without its parts", () => {
    const [person] = found(RECORDED.onePerson).companies;
    expect(person).toMatchObject({ name: undefined, isOnePerson: true, fields: { legalForm: "1000", borrowerType: "EI", address: "4 QUAI DES INVENTIONS" } });
    expect(person?.fields).not.toHaveProperty("legalName");
    expect(found(RECORDED.notPublic).companies[0]).toMatchObject({ name: undefined, address: "35400 SAINT-MALO" });
    expect(JSON.stringify(Object.values(RECORDED).map(found))).not.toContain(SECRET_PERSON);
  });

  test("asked by number, another company is no answer; an unknown one is an answer with none", () => {
    expect(rechercheEntreprises.read(recordedSearch(RECORDED.active), siren(RECORDED.ceased))).toMatchObject({ ok: true, value: { companies: [], total: 0 } });
    expect(found(RECORDED.unknown)).toMatchObject({ companies: [], total: 0 });
  });

  test.each([undefined, null, [], {}, { results: [] }, { results: [{ siren: "123456789" }], total_results: 1 }, { results: {}, total_results: 1 }])("another shape is refused whole: %j", (answer) => {
    expect(rechercheEntreprises.read(answer, siren(RECORDED.active))).toEqual({ ok: false, error: "unknown-shape" });
  });

  test("directors and figures are not even asked for", () => {
    expect(Object.fromEntries(rechercheEntreprises.ask(siren(RECORDED.active)) ?? [])).toEqual({ q: RECORDED.active, minimal: "true", include: "siege", page: "1", per_page: "10" });
  });
});

describe("the BODACC", () => {
  const notices = () => {
    const read = bodacc.read(recordedNotices(bodacc.ask(siren(RECORDED.active))?.get("where") ?? ""), siren(RECORDED.active));
    if (!read.ok || read.value.source !== "bodacc") throw new Error("not read");
    return read.value;
  };

  test("notices of this company only, with the procedure where their words name one, and both ways of writing a date", () => {
    const link = (id: string): string => `https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:${id}`;
    const court = "TRIBUNAL DE COMMERCE DE VILLEFICTIVE";
    expect(notices()).toEqual({
      source: "bodacc", total: 3, notices: [
        { id: "A202000510999", publishedOn: "2020-03-12", type: "notice", court, nature: "Jugement d'ouverture d'une procédure de redressement judiciaire", judgedOn: "2020-03-05", procedure: "redressement", link: link("A202000510999") },
        { id: "A202000620998", publishedOn: "2020-03-27", type: "correction", court, nature: "Jugement de conversion du redressement en liquidation judiciaire", judgedOn: "2020-03-20", procedure: undefined, link: link("A202000620998") },
        { id: "A201900100997", publishedOn: "2019-01-10", type: "cancellation", court, nature: "Jugement d'ouverture d'une procédure de sauvegarde", judgedOn: undefined, procedure: "sauvegarde", link: link("A201900100997") },
      ],
    });
  });

  test("nobody named in a notice is kept, nor asked for", () => {
    expect(JSON.stringify(notices())).not.toContain(SECRET_PERSON);
    expect(bodacc.ask(siren(RECORDED.active))?.get("select")).not.toMatch(/commercant|personnes/);
  });

  test("it is never asked of a name", () => expect(bodacc.ask({ kind: "name", text: "Hôtel" })).toBeUndefined());

  test.each([undefined, { total_count: 1 }, { total_count: 1, results: [{ id: "../x", dateparution: "2020-03-12", registre: [] }] }, { total_count: 1, results: [{ id: "A1", dateparution: "2020-02-30", registre: [] }] }, { total_count: 1, results: [{ id: "A1", dateparution: "2020-02-28", registre: [RECORDED.active], jugement: "{" }] }])("another shape is refused whole: %j", (answer) => {
    expect(bodacc.read(answer, siren(RECORDED.active))).toEqual({ ok: false, error: "unknown-shape" });
  });
});

describe("what is asked about a file", () => {
  test("its SIREN; without one its name, from three letters; a SIREN with a wrong key is never sent", () => {
    expect(queryOfFile({ siren: fictionalSiren(1), legalName: "Hôtel" })).toEqual({ kind: "siren", text: fictionalSiren(1) });
    expect(queryOfFile({ legalName: "  Hôtel   des  Écluses " })).toEqual({ kind: "name", text: "Hôtel des Écluses" });
    expect(queryOfFile({ siren: "123456789" })).toBeUndefined();
    expect(queryOfFile({ siren: "123456789", legalName: "Hô" })).toBeUndefined();
    expect(queryOfFile({})).toBeUndefined();
  });

  test("a question comes back from how it is kept, as it was typed", () => {
    expect(queryOfKey(keyOf({ kind: "siren", text: fictionalSiren(1) }))).toEqual({ kind: "siren", text: fictionalSiren(1) });
    expect(queryOfKey(keyOf({ kind: "name", text: "Hôtel: é" }))).toEqual({ kind: "name", text: "Hôtel: é" });
    expect(queryOfKey("siren:123456789")).toBeUndefined();
  });
});
