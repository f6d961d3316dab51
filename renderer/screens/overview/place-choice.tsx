import type { ReactElement } from "react";
import type { Me } from "../../../shared/sync/protocol.ts";
import { useWords } from "../../components/words.ts";
import { branchId, EVERYWHERE, regionsOf, type Place } from "./places.ts";

const REGION = "region ";
const textOf = (place: Place): string => (place.kind === "all" ? "" : place.kind === "region" ? `${REGION}${place.name}` : place.id);

/** All of a person's branches, a region of them, or one. */
export function PlaceChoice({ id, branches, value, onChoose }: { readonly id: string; readonly branches: Me["branches"]; readonly value: Place; readonly onChoose: (place: Place) => void }): ReactElement {
  const { t } = useWords();
  const regions = regionsOf(branches);
  const options = branches.map((branch) => <option key={branch.id} value={branch.id}>{branch.name}</option>);
  const choose = (text: string): void => {
    const one = branchId(text);
    onChoose(text.startsWith(REGION) ? { kind: "region", name: text.slice(REGION.length) } : one === undefined ? EVERYWHERE : { kind: "branch", id: one });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t(regions.length === 0 ? "overview.branch" : "overview.place")}</label>
      <select id={id} className="input" value={textOf(value)} onChange={(event) => choose(event.target.value)}>
        <option value="">{t("overview.branch.all")}</option>
        {regions.length === 0 ? options : (
          <>
            <optgroup label={t("overview.place.regions")}>{regions.map((name) => <option key={name} value={`${REGION}${name}`}>{name}</option>)}</optgroup>
            <optgroup label={t("overview.place.branches")}>{options}</optgroup>
          </>
        )}
      </select>
    </div>
  );
}
