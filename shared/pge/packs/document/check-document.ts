import { REASONS } from "../../assessment.ts";
import { SCHEMES } from "../../facts.ts";
import { FIELD_NAMES, fileFields, type FieldName } from "../../file-fields.ts";
import { pgeGrounds } from "../pge-france.grounds.ts";
import { pgeFrance } from "../pge-france.ts";
import { pgeReferences } from "../pge-france.references.ts";
import type { PackDocument } from "./document-schema.ts";

/** What is wrong in a document that has its form: where, and the key of what to do about it. */
export type DocumentFault = { readonly path: string; readonly fault: FaultKey; readonly detail?: string };
export type FaultKey =
  | "json" | "deep" | "missing" | "unknownKey" | "expected"
  | "order" | "unknownText" | "lawText" | "unknownHypothesis" | "twice" | "lawScheme" | "unknownReason" | "ownReason" | "unknownRule" | "lawRule" | "window" | "steps" | "field" | "sameAs";

const REQUIRED: readonly FieldName[] = FIELD_NAMES.filter((name) => fileFields[name].required);
const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Everything that the form alone cannot say. Empty: it compiles, and what it says stands on its own texts, reasons and rules. */
export function checkDocument(document: PackDocument): readonly DocumentFault[] {
  const faults: DocumentFault[] = [];
  const fault = (path: string, key: FaultKey, detail?: string): void => void faults.push({ path, fault: key, ...(detail === undefined ? {} : { detail }) });
  const twice = (path: string, keys: readonly string[]): void => keys.forEach((key, i) => { if (keys.indexOf(key) < i) fault(`${path}.${i}`, "twice", key); });
  twice("texts", document.texts.map(({ id }) => id));
  twice("rules", document.rules.map(({ id }) => id));
  twice("reasons", document.reasons.map(({ code }) => code));
  twice("schemes", document.schemes.map(({ code }) => code));
  twice("hypotheses", document.hypotheses.map(({ id }) => id));
  const texts = new Set(document.texts.map(({ id }) => id));
  for (const { id } of pgeReferences) if (!texts.has(id)) fault("texts", "lawText", id);
  for (const code of SCHEMES) if (!document.schemes.some((scheme) => scheme.code === code)) fault("schemes", "lawScheme", code);
  document.reasons.forEach(({ code }, i) => { if (!code.includes(".")) fault(`reasons.${i}.code`, "ownReason", code); });
  document.rules.forEach(({ id }, i) => { if (Object.hasOwn(pgeGrounds, id)) fault(`rules.${i}.id`, "lawRule", id); });
  if (document.basedOn === `${document.id}@${document.version}`) fault("basedOn", "sameAs");
  const known = {
    texts, hypotheses: new Set(document.hypotheses.map(({ id }) => id)), rules: new Set([...Object.keys(pgeGrounds), ...pgeFrance.hypotheses.map(({ rule }) => rule), ...document.rules.map(({ id }) => id)]),
    reasons: new Set<string>([...REASONS, ...document.reasons.map(({ code }) => code)]),
  };
  walk(document, "", known, fault);
  document.schemes.forEach((scheme, i) => {
    const shown = scheme.fields;
    if (shown !== undefined) for (const field of REQUIRED) if (!shown.includes(field)) fault(`schemes.${i}.fields`, "field", field);
  });
  return faults;
}

type Known = Readonly<Record<"texts" | "hypotheses" | "rules" | "reasons", ReadonlySet<string>>>;
type Fault = (path: string, key: FaultKey, detail?: string) => void;

/** Every member that names something: text, hypothesis, rule, reason; every list of values through time; every window. */
function walk(value: unknown, path: string, known: Known, fault: Fault): void {
  if (!isHolder(value)) return;
  const at = (name: string | number): string => (path === "" ? String(name) : `${path}.${name}`);
  if (Array.isArray(value)) {
    checkOrder(value, at, fault);
    value.forEach((one, i) => walk(one, at(i), known, fault));
    return;
  }
  const members: Readonly<Record<string, unknown>> = { ...value };
  const { text, rule, reason, hypotheses } = { text: members["text"], rule: members["rule"], reason: members["reason"], hypotheses: members["hypotheses"] };
  if (typeof text === "string" && !known.texts.has(text)) fault(at("text"), "unknownText", text);
  if (typeof rule === "string" && !known.rules.has(rule)) fault(at("rule"), "unknownRule", rule);
  if (typeof reason === "string" && !known.reasons.has(reason)) fault(at("reason"), "unknownReason", reason);
  if (Array.isArray(hypotheses)) hypotheses.forEach((id: unknown, i) => { if (typeof id === "string" && !known.hypotheses.has(id)) fault(`${at("hypotheses")}.${i}`, "unknownHypothesis", id); });
  checkWindow(members, at, fault);
  for (const [name, one] of Object.entries(members)) walk(one, at(name), known, fault);
}

/** PK4: the values of a parameter stand in the order of their days; the bounds of steps rise, and the last has none. */
function checkOrder(list: readonly unknown[], at: (i: number) => string, fault: Fault): void {
  const days = list.map((one) => member(one, "from"));
  days.forEach((from, i) => { if (i > 0 && typeof from === "string" && typeof days[i - 1] === "string" && String(days[i - 1]) >= from) fault(at(i), "order"); });
  if (!list.some((one) => isHolder(one) && "pct" in one && Object.keys(one).every((name) => name === "pct" || name === "below"))) return;
  const bounds = list.map((one) => member(one, "below"));
  bounds.forEach((below, i) => {
    const last = i === list.length - 1;
    if (last ? below !== undefined : below === undefined || (i > 0 && Number(bounds[i - 1]) >= Number(below))) fault(at(i), "steps");
  });
}

function checkWindow(members: Readonly<Record<string, unknown>>, at: (name: string) => string, fault: Fault): void {
  const [opens, closes] = [member(members["opens"], "value"), member(members["closes"], "value")];
  if (typeof opens === "string" && typeof closes === "string" && opens > closes) fault(at("closes"), "window");
}

const member = (holder: unknown, name: string): unknown => (isHolder(holder) ? (holder as Readonly<Record<string, unknown>>)[name] : undefined);
