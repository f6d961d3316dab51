import type { PeopleAnswer, Person, PersonStanding } from "../sync/people-messages.ts";
import type { Words } from "./texts.ts";

type Branches = PeopleAnswer["branches"];
export type StandingChange = { readonly label: string; readonly before: string; readonly after: string };

export const branchNames = (named: readonly string[], branches: Branches, { t }: Words): string => (named.length === 0 ? t("people.noBranch") : named.map((one) => branches.find(({ id }) => id === one)?.name ?? one).join(", "));

/** What changes from one standing to another, in words. */
export function standingChanges(was: PersonStanding, to: PersonStanding, branches: Branches, words: Words): readonly StandingChange[] {
  const { t } = words;
  const lines = (one: PersonStanding) => [
    { label: t("people.column.role"), value: t(`door.role.${one.role}`) },
    { label: t("people.column.branches"), value: branchNames(one.branches, branches, words) },
    { label: t("people.panel.standing"), value: t(one.active ? "people.panel.active" : "people.panel.inactive") },
  ];
  const after = lines(to);
  return lines(was).flatMap(({ label, value }, place) => (after[place]?.value === value ? [] : [{ label, before: value, after: after[place]?.value ?? "" }]));
}

export const changesText = (changes: readonly StandingChange[], { t }: Words): string => changes.map(({ label, before, after }) => `${label} ${t("people.arrow", { before, after })}`).join(" ; ");

/** Role, branches and what else is known of somebody, each a few words. */
export function personFacts({ role, branches, level, active, workstations, heardAt }: Person, all: Branches, words: Words): readonly string[] {
  const { t, count, format } = words;
  return [
    ...(active ? [] : [t("people.gone")]), t(`door.role.${role}`), branchNames(branches, all, words), ...(level === undefined ? [] : [t("people.level", { level })]),
    workstations === 0 ? t("people.workstations.none") : count("people.workstations", workstations), ...(heardAt === undefined ? [] : [t("people.heard", { when: format.dayAndTime(heardAt) })]),
  ];
}

export function decidedText({ decided }: Person, { t, format }: Words): string | undefined {
  if (decided === undefined) return undefined;
  const { by, second, at } = decided;
  return second === undefined ? t("people.decided.one", { by, when: format.dayAndTime(at) }) : t("people.decided", { by, second, when: format.dayAndTime(at) });
}

export const askedText = ({ asked }: Person, branches: Branches, words: Words): string | undefined =>
  asked === undefined ? undefined : words.t("people.asked", { by: asked.by, what: changesText(standingChanges(asked.was, asked.to, branches, words), words), until: words.format.dayAndTime(asked.until) });

/** It gives nothing, so that one word is enough; as the centre judges it. */
export const onlyTakesAway = (was: PersonStanding, to: PersonStanding): boolean => was.active && was.role === to.role && to.branches.every((branch) => was.branches.includes(branch));
