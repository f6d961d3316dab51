import type { CallAnswers, CallInput } from "../../shared/bridge/contract.ts";
import type { LookupAnswers } from "../../shared/bridge/lookup-calls.ts";
import { LOOKUP_SOURCES, type FoundCompany, type LookupSource, type LookupView, type Notice, type SourceView } from "../../shared/bridge/lookup-views.ts";
import type { FileRow, FileView } from "../../shared/bridge/file-views.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { ok } from "../../shared/kernel/result.ts";
import { NOW, rowOf, wholeFields } from "./fake-files.ts";

/** What the registers of a story say. Invented companies only. */
export type LookupStory = "off" | "ready" | "found" | "names" | "waiting" | "failed" | "ceased";

const someCompany = (n: number, over: Partial<FoundCompany> = {}): FoundCompany => {
  const { siren, name } = rowOf(n);
  return {
    siren, name, isOnePerson: false, fields: { siren, legalName: name, legalForm: "5710", borrowerType: "SOCIETE", naf: "25.62B", createdOn: "2004-06-14", address: "4 QUAI DES INVENTIONS", postalCode: "35400", city: "SAINT-MALO" },
    legalForm: "5710", naf: "25.62B", createdOn: "2004-06-14", address: "4 QUAI DES INVENTIONS, 35400 SAINT-MALO", state: "active", ceasedOn: undefined, staff: { band: "12", year: "2018" }, ...over,
  };
};
const someNotices: readonly Notice[] = [
  { id: "A202000510999", publishedOn: "2020-03-12", type: "notice", court: "Tribunal de commerce de Villefictive", nature: "Jugement d’ouverture d’une procédure de redressement judiciaire", judgedOn: "2020-03-05", procedure: "redressement", link: "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:A202000510999" },
  { id: "A202000620998", publishedOn: "2020-03-27", type: "correction", court: "Tribunal de commerce de Villefictive", nature: "Autre jugement et ordonnance", judgedOn: undefined, procedure: undefined, link: "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:A202000620998" },
];

function sourceOf(source: LookupSource, on: boolean, story: LookupStory): SourceView {
  const none: SourceView = { source, on, waiting: undefined, failed: undefined, answered: undefined };
  const at = instant(Date.parse("2020-04-15T08:30:00Z"));
  const soon = instant(NOW + 40_000);
  switch (story) {
    case "off": case "ready": return none;
    case "waiting": return { ...none, waiting: { since: instant(NOW - 120_000), nextTryAt: soon, error: { code: source === "bodacc" ? "G9604" : "G9603" } } };
    case "failed": return { ...none, failed: source === "bodacc" ? { code: "G9605" } : { code: "G9608", params: { status: 400 } } };
    case "names": return source === "bodacc" ? none : { ...none, answered: { at, fresh: true, answer: { source, total: 37, companies: [someCompany(3), someCompany(15, { state: "ceased", ceasedOn: "2019-11-30" }), someCompany(20, { name: undefined, isOnePerson: true })] } } };
    case "found": case "ceased": return { ...none, answered: { at, fresh: story === "found", answer: source === "bodacc"
      ? { source, total: story === "found" ? 2 : 0, notices: story === "found" ? someNotices : [] }
      : { source, total: 1, companies: [someCompany(3, story === "found" ? {} : { state: "ceased", ceasedOn: "2019-11-30", staff: undefined })] } } };
  }
}

type Powers = { readonly viewNow: (file: FileId) => FileView; readonly keep: (view: FileView) => FileView };

/** Lookups of a core that only remembers. */
export function fakeLookup(story: LookupStory, { viewNow, keep }: Powers): { readonly [C in keyof LookupAnswers]: (input: CallInput<C>) => CallAnswers[C] } {
  let on = new Set<LookupSource>(story === "off" ? [] : LOOKUP_SOURCES);
  const settings = (): CallAnswers["lookup.settings"] => LOOKUP_SOURCES.map((source) => ({ source, on: on.has(source), waiting: story === "waiting" ? 1 : 0 }));
  const look = (file: FileId): LookupView => {
    const { fields } = viewNow(file);
    const query = story === "names" ? { kind: "name" as const, text: "Hôtel de l’Invention" } : typeof fields.siren === "string" ? { kind: "siren" as const, text: fields.siren } : undefined;
    const marks = story !== "found" ? [] : (["naf", "address", "city"] as const).flatMap((field) => (fields[field] === undefined ? [] : [{ field, value: fields[field], source: "recherche-entreprises" as const, at: instant(Date.parse("2020-04-15T08:30:00Z")) }]));
    return { query, sources: LOOKUP_SOURCES.map((source) => sourceOf(source, on.has(source), story)), marks };
  };
  const known = (row: FileRow, typed: string): boolean => row.siren !== "" && (row.name.toLowerCase().includes(typed.toLowerCase()) || row.siren.startsWith(typed.replaceAll(/\s/g, "")));
  return {
    "lookup.known": ({ text, except }) => [1, 2, 3, 4, 5, 8, 10, 13].map((n) => rowOf(n)).filter((row) => row.file !== except && known(row, text)).map(({ file, siren, name, updatedAt }) => ({ file, siren, name, updatedAt })),
    "lookup.view": ({ file }) => ok(look(file)),
    "lookup.ask": ({ file }) => ok(look(file)),
    "lookup.forget": ({ file }) => ok(look(file)),
    "lookup.take": ({ file, from, fields }) => {
      const row = rowOf(from.kind === "known" ? Number(from.file.slice(-12)) : 3);
      const source: FileView["fields"] = { ...wholeFields, siren: row.siren, legalName: row.name };
      const view = viewNow(file);
      const taken = fields.flatMap(({ field }) => { const value = source[field]; return value === undefined ? [] : [{ field, before: view.fields[field] ?? null, value }]; });
      keep({ ...view, fields: { ...view.fields, ...Object.fromEntries(taken.map(({ field, value }) => [field, value])) } });
      return ok({ fields: taken });
    },
    "lookup.undo": ({ file, fields }) => {
      const view = viewNow(file);
      const left = Object.entries(view.fields).filter(([name]) => !fields.some(({ field }) => field === name));
      keep({ ...view, fields: Object.fromEntries(left) });
      return ok({ fields: fields.map(({ field }) => field) });
    },
    "lookup.settings": settings,
    "lookup.switch": ({ source, on: wanted }) => {
      on = new Set(LOOKUP_SOURCES.filter((known) => (known === source ? wanted : on.has(known))));
      return ok(settings());
    },
  };
}
