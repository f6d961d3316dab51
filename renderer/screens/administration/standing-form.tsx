import { useId, type ReactElement } from "react";
import { BANK_ROLES, REACH } from "../../../shared/access/roles.ts";
import type { PeopleAnswer, PersonStanding } from "../../../shared/sync/people-messages.ts";
import { Choices } from "../../components/choices.tsx";
import { useWords } from "../../components/words.ts";
import { BranchTicks } from "./branch-ticks.tsx";

type Props = { readonly to: PersonStanding; readonly branches: PeopleAnswer["branches"]; readonly onChange: (to: PersonStanding) => void };

/** Role, branches with her own first, and whether she is of the bank. */
export function StandingForm({ to, branches, onChange }: Props): ReactElement {
  const { t } = useWords();
  const id = useId();
  const hasBranches = REACH[to.role] === "branches" || REACH[to.role] === "region";
  const [own = ""] = to.branches;
  const others = to.branches.slice(1);
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-role`}>{t("people.column.role")}</label>
        <select id={`${id}-role`} className="input" value={to.role} onChange={(event) => {
          const role = BANK_ROLES.find((one) => one === event.target.value) ?? to.role;
          onChange({ ...to, role, branches: REACH[role] === "bank" || REACH[role] === "none" ? [] : to.branches });
        }}>
          {BANK_ROLES.map((one) => <option key={one} value={one}>{t(`door.role.${one}`)}</option>)}
        </select>
      </div>
      {!hasBranches ? null : (
        <>
          <div className="field">
            <label htmlFor={`${id}-own`}>{t("people.panel.first")}</label>
            <select id={`${id}-own`} className="input" value={own} onChange={(event) => onChange({ ...to, branches: event.target.value === "" ? [] : [event.target.value, ...others.filter((one) => one !== event.target.value)] })}>
              <option value="">{t("people.panel.first.none")}</option>
              {branches.map((branch) => <option key={branch.id} value={branch.id}>{branch.name}</option>)}
            </select>
          </div>
          {own === "" ? null : (
            <fieldset className="field">
              <legend>{t("people.panel.others")}</legend>
              {REACH[to.role] === "region" ? <p className="hint">{t("people.panel.region")}</p> : null}
              <BranchTicks branches={branches.filter((branch) => branch.id !== own)} chosen={others} onChange={(chosen) => onChange({ ...to, branches: [own, ...chosen] })} />
            </fieldset>
          )}
        </>
      )}
      <Choices legend={t("people.panel.standing")} value={to.active ? "yes" : "no"} onChange={(value) => onChange({ ...to, active: value === "yes" })} options={(["yes", "no"] as const).map((value) => ({ value, label: t(value === "yes" ? "people.panel.active" : "people.panel.inactive") }))} />
    </>
  );
}
