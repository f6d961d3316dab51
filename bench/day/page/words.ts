import type { Language } from "../../../shared/i18n/format.ts";
import type { DayView } from "../day-view.ts";
import type { Happening } from "../timeline.ts";

const fr = {
  title: "25 mars 2020, rejoué", invented: "Banques, agences, entreprises et montants inventés", settings: "Affichage", otherLanguage: "English", dark: "Sombre", light: "Clair",
  now: "Maintenant", pace: "Allure", rules: "Règles", servers: "Serveurs", figures: "Chiffres du jour", asked: "Demandé", registered: "Enregistré", within: "Répondu en une seconde", waiting: "En attente d’envoi",
  map: "Régions", reasons: "Refus, par motif", noReason: "Aucun refus pour l’instant.", line: "Le fil du jour", gone: "La journée n’est plus jointe : la commande s’est arrêtée.", doubled: "chaque envoi part deux fois",
} as const;
type Text = keyof typeof fr;
const en: Readonly<Record<Text, string>> = {
  title: "25 March 2020, replayed", invented: "Banks, branches, companies and amounts are invented", settings: "Display", otherLanguage: "Français", dark: "Dark", light: "Light",
  now: "Now", pace: "Pace", rules: "Rules", servers: "Servers", figures: "Figures of the day", asked: "Asked", registered: "Registered", within: "Answered within a second", waiting: "Waiting to be sent",
  map: "Regions", reasons: "Refusals, by reason", noReason: "No refusal so far.", line: "The course of the day", gone: "The day is not reached any more: the command has ended.", doubled: "each batch is sent twice",
};

const happenings: Readonly<Record<Happening, readonly [fr: string, en: string]>> = {
  opens: ["Les agences ouvrent", "The branches open"],
  peak: ["La pointe du matin", "The morning's peak"],
  "server-killed": ["Un serveur est tué", "A server is killed"],
  "server-back": ["Un serveur revient", "A server comes back"],
  "region-cut": ["Une région est coupée", "A region is cut off"],
  "region-back": ["La région revient", "The region is back"],
  "rule-changed": ["La règle change", "The rule changes"],
  promotion: ["La base bascule", "The database fails over"],
  "double-begins": ["Tout part deux fois", "Batches go twice"],
  "double-ends": ["Tout part une fois", "Batches go once"],
  closes: ["Les agences ferment", "The branches close"],
};
const phases: Readonly<Record<DayView["phase"], readonly [fr: string, en: string]>> = {
  opening: ["Le centre démarre", "The centre starts"], day: ["Les agences travaillent", "The branches are at work"], draining: ["Les derniers envois partent", "The last batches leave"],
  counting: ["Le centre est compté", "The centre is counted"], exact: ["Juste au centime", "Exact to the cent"], inexact: ["Les comptes ne concordent pas", "The accounts do not agree"],
};
const reasons: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  G2002: ["Incomplet ou mal saisi", "Incomplete or mistyped"], G2003: ["Non éligible", "Not eligible"], G2004: ["Plafond dépassé", "Over the ceiling"], G2005: ["Procédure individuelle", "Individual procedure"],
  G2010: ["Déjà une attestation ce mois-ci", "Already registered this month"], G2012: ["Changement inconnu", "Unknown kind of change"],
};

export type DayWords = { readonly say: (text: Text) => string; readonly happening: (which: Happening) => string; readonly phase: (which: DayView["phase"]) => string; readonly reason: (code: string) => string };
export function dayWords(language: Language): DayWords {
  const i = language === "fr" ? 0 : 1;
  return {
    say: (text) => (language === "fr" ? fr : en)[text],
    happening: (which) => happenings[which][i],
    phase: (which) => phases[which][i],
    reason: (code) => reasons[code]?.[i] ?? code,
  };
}
export const isDayText = (key: string | undefined): key is Text => key !== undefined && key in fr;
