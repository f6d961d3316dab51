import { useId, type ReactElement } from "react";
import { BANK_ROLES, type BankRole } from "../../../shared/access/roles.ts";
import type { PeopleAnswer, Person } from "../../../shared/sync/people-messages.ts";
import { useWords } from "../../components/words.ts";
import { finderOf } from "./find-branches.ts";

const SHOWS = ["active", "toDo", "decided", "gone", "all"] as const;
export type Choice = { readonly search: string; readonly role: BankRole | "all"; readonly show: (typeof SHOWS)[number] };
export const everybody: Choice = { search: "", role: "all", show: "active" };

const shows: { readonly [S in Choice["show"]]: (person: Person) => boolean } = {
  active: ({ active, asked }) => active || asked !== undefined, toDo: ({ asked }) => asked !== undefined, decided: ({ decided }) => decided !== undefined, gone: ({ active }) => !active, all: () => true,
};

/** Those who are shown, found by the words of a search in their name, their branches and regions. */
export function findPeople({ people, branches }: PeopleAnswer, { search, role, show }: Choice): readonly Person[] {
  const places = new Map(branches.map(({ id, name, region }) => [id, `${name} ${region ?? ""}`]));
  const isFound = finderOf(search);
  return people.filter((person) => shows[show](person) && (role === "all" || person.role === role) && isFound(person.name, ...person.branches.map((branch) => places.get(branch) ?? "")));
}

export function PeopleChoice({ choice, onChoose }: { readonly choice: Choice; readonly onChoose: (choice: Choice) => void }): ReactElement {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="devices-choice">
      <div className="field"><label htmlFor={`${id}-search`}>{t("people.search")}</label><input id={`${id}-search`} className="input" type="search" value={choice.search} onChange={(event) => onChoose({ ...choice, search: event.target.value })} /></div>
      <div className="field">
        <label htmlFor={`${id}-role`}>{t("people.role")}</label>
        <select id={`${id}-role`} className="input" value={choice.role} onChange={(event) => onChoose({ ...choice, role: BANK_ROLES.find((one) => one === event.target.value) ?? "all" })}>
          <option value="all">{t("people.role.all")}</option>
          {BANK_ROLES.map((one) => <option key={one} value={one}>{t(`door.role.${one}`)}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-show`}>{t("people.show")}</label>
        <select id={`${id}-show`} className="input" value={choice.show} onChange={(event) => onChoose({ ...choice, show: SHOWS.find((one) => one === event.target.value) ?? "active" })}>
          {SHOWS.map((one) => <option key={one} value={one}>{t(`people.show.${one}`)}</option>)}
        </select>
      </div>
    </div>
  );
}
