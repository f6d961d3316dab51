import { useId, type ReactElement } from "react";
import { EVERYTHING, FLEET_SHOWS, FLEET_SORTS, UNSEEN_DAYS, type FleetQuery, type FleetTotals } from "../../../shared/fleet/fleet.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";

type FleetChoiceProps = { readonly query: FleetQuery; readonly totals: FleetTotals; readonly onNarrow: (over: Partial<FleetQuery>) => void };

/** Search, filters and order: each acts at once. */
export function FleetChoice({ query, totals, onNarrow }: FleetChoiceProps): ReactElement {
  const { t, format } = useWords();
  const id = useId();
  const isNarrowed = query.search !== "" || query.show !== "all" || query.branch !== "" || query.version !== "" || query.unseenDays !== 0;
  return (
    <search className="devices-choice">
      <div className="field"><label htmlFor={`${id}-search`}>{t("devices.search")}</label><input id={`${id}-search`} className="input" type="search" autoComplete="off" spellCheck={false} value={query.search} onChange={(event) => onNarrow({ search: event.target.value })} /></div>
      <Choice id={`${id}-show`} label={t("devices.show")} value={query.show} onChoose={(show) => onNarrow({ show })} options={FLEET_SHOWS.map((value) => ({ value, text: t(`devices.show.${value}`) }))} />
      {totals.branches.length < 2 ? null : (
        <Choice id={`${id}-branch`} label={t("devices.fleet.branch")} value={query.branch} onChoose={(branch) => onNarrow({ branch })} options={[{ value: "", text: t("devices.fleet.branch.any") }, ...totals.branches.map((value) => ({ value, text: value }))]} />
      )}
      {totals.versions.length < 2 ? null : (
        <Choice id={`${id}-version`} label={t("devices.fleet.seenVersion")} value={query.version} onChoose={(version) => onNarrow({ version })} options={[{ value: "", text: t("devices.fleet.version.any") }, ...totals.versions.map(({ version, many }) => ({ value: version, text: t("devices.fleet.version", { version, n: format.count(many) }) }))]} />
      )}
      <Choice id={`${id}-unseen`} label={t("devices.fleet.unseen")} value={String(query.unseenDays)} onChoose={(days) => onNarrow({ unseenDays: Number(days) })} options={UNSEEN_DAYS.map((days) => ({ value: String(days), text: t(`devices.fleet.unseen.${days}`) }))} />
      <Choice id={`${id}-sort`} label={t("devices.fleet.sort")} value={query.sort} onChoose={(sort) => onNarrow({ sort })} options={FLEET_SORTS.map((value) => ({ value, text: t(`devices.fleet.sort.${value}`) }))} />
      {isNarrowed ? <Button look="plain" short onPress={() => onNarrow({ ...EVERYTHING, sort: query.sort })}>{t("devices.fleet.clear")}</Button> : null}
    </search>
  );
}

type ChoiceProps<V extends string> = { readonly id: string; readonly label: string; readonly value: V; readonly options: readonly { readonly value: V; readonly text: string }[]; readonly onChoose: (value: V) => void };
function Choice<V extends string>({ id, label, value, options, onChoose }: ChoiceProps<V>): ReactElement {
  const choose = (text: string): void => {
    const chosen = options.find((one) => one.value === text);
    if (chosen !== undefined) onChoose(chosen.value);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((one) => <option key={one.value} value={one.value}>{one.text}</option>)}
      </select>
    </div>
  );
}
