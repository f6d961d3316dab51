import type { Fault } from "../../shared/evidence/fault.ts";
import type { PlacedFinding, Report } from "../../shared/evidence/verify-archive.ts";
import type { EvidenceWords } from "../../shared/i18n/evidence-words.ts";

export type Line = { readonly mark: "holds" | "broken" | "unproven" | "absent" | "noted"; readonly title: string; readonly sentence: string; readonly places: readonly string[] };
/** What a person is told of an archive, in order. Texts only. */
export type Telling = {
  readonly mark: "done" | "attend" | "stop";
  readonly title: string;
  readonly text: string;
  /** The first thing that is false, and where. */
  readonly first: { readonly title: string; readonly what: string; readonly places: readonly string[] } | undefined;
  readonly about: readonly (readonly [string, string])[];
  readonly faults: readonly { readonly what: string; readonly places: readonly string[] }[];
  readonly moreFaults: number;
  readonly findings: readonly Line[];
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly demonstration: boolean;
};

const MARKS = { sound: "done", unproven: "attend", falsified: "stop" } as const;
/** An archive that was damaged everywhere names its first hundred places. */
const MOST_FAULTS = 100;

export function tellReport(report: Report, name: string, words: EvidenceWords): Telling {
  const { say } = words;
  const { verdict, faults, manifest } = report;
  const contradiction = report.findings.find(({ outcome, place }) => outcome === "broken" && place !== undefined) ?? report.findings.find(({ outcome, check }) => outcome === "broken" && check !== "bytes");
  const [fault] = faults;
  return {
    mark: MARKS[verdict], title: say(`verdict.${verdict}`), text: say(`verdict.${verdict}.text`),
    first: fault === undefined
      ? contradiction === undefined ? undefined : { title: say("first.contradiction"), what: sentenceOf(contradiction, words), places: findingPlaces(contradiction, words) }
      : { title: say("first.title"), what: say(`fault.${fault.kind}`), places: faultPlaces(fault, words) },
    about: aboutOf(report, name, words),
    faults: faults.slice(0, MOST_FAULTS).map((one) => ({ what: say(`fault.${one.kind}`), places: faultPlaces(one, words) })),
    moreFaults: Math.max(0, faults.length - MOST_FAULTS),
    findings: report.findings.map((finding) => ({ mark: finding.outcome === "unproven" && (finding.check === "missing" || finding.check === "unknown") ? "noted" : finding.outcome, title: say(`check.${finding.check}`), sentence: sentenceOf(finding, words), places: finding.outcome === "broken" ? findingPlaces(finding, words) : [] })),
    missing: manifest.missing.map(({ what, name: of, why, code }) => `${say(`missing.${what}`, { name: what === "paper" ? (words.find(`paper.${of}`) ?? of) : of })}${COLON[words.language]}${say(`why.${why}`)}${code === undefined ? "" : ` (${code})`}`),
    unknown: manifest.unknown.map((one) => say(`unknown.${one}`)),
    demonstration: manifest.demonstration,
  };
}

const COLON = { fr: "\u00a0: ", en: ": " } as const;

function sentenceOf({ check, outcome, why, holes = {} }: PlacedFinding, words: EvidenceWords): string {
  const { format } = words;
  const filled = {
    ...holes,
    ...(typeof holes["at"] === "number" ? { at: format.dayAndTime(holes["at"]) } : {}),
    ...(check === "figures" && typeof holes["amount"] === "number" ? { amount: format.amountExact(holes["amount"]) } : {}),
    ...(check === "figures" && typeof holes["grantOn"] === "string" ? { grantOn: format.date(holes["grantOn"]) } : {}),
  };
  return words.find(`check.${check}.${outcome}${why === undefined ? "" : `.${why}`}`, filled) ?? words.say("broken.malformed");
}

/** Bytes are counted from 0, as programs that show bytes count them. */
function faultPlaces(fault: Fault, { say, format, language }: EvidenceWords): readonly string[] {
  const { entry, within, offset, end, exact, path, is, was } = fault;
  const at = { within: format.count(within ?? 0), offset: format.count(offset), end: format.count((within ?? 0) + end - offset) };
  const place = within === undefined ? say("place.frame", at) : exact ? say("place.exact", at) : say("place.range", at);
  return [
    ...(entry === undefined ? [] : [say("place.entry", { entry })]), place, ...(path === undefined || path === "" ? [] : [say("place.path", { path })]),
    ...(is === undefined || was === undefined ? [] : [say("place.was", { is: byteText(is, language), was: byteText(was, language) })]),
  ];
}

function findingPlaces({ at, place, holes = {} }: PlacedFinding, { say, format }: EvidenceWords): readonly string[] {
  if (at === undefined) return [];
  const path = typeof holes["path"] === "string" && at.path.length > 0 ? [say("place.path", { path: holes["path"] })] : [];
  return [say("place.entry", { entry: at.entry }), ...(place === undefined ? [] : [say("place.exact", { within: format.count(place.within), offset: format.count(place.offset) })]), ...path];
}

/** A printable sign as itself, any other by its number. */
function byteText(byte: number, language: EvidenceWords["language"]): string {
  const number = `0x${byte.toString(16).padStart(2, "0")}`;
  if (byte <= 0x20 || byte >= 0x7f) return number;
  const sign = String.fromCharCode(byte);
  return language === "fr" ? `«\u00a0${sign}\u00a0» (${number})` : `“${sign}” (${number})`;
}

function aboutOf({ manifest, dossier }: Report, name: string, { say, format }: EvidenceWords): readonly (readonly [string, string])[] {
  const fields = dossier?.granted.fields ?? {};
  const company = [fields.legalName, fields.tradeName].find((one): one is string => typeof one === "string" && one !== "");
  return [
    [say("about.name"), name], ...(dossier === undefined ? [] : [[say("about.number"), dossier.granted.number] as const]), ...(company === undefined ? [] : [[say("about.company"), company] as const]),
    ...(typeof fields.amount === "number" ? [[say("about.amount"), format.amountExact(fields.amount)] as const] : []), [say("about.file"), manifest.file],
    [say("about.made"), format.dayAndTime(manifest.madeAt)], [say("about.program"), manifest.program],
  ];
}
