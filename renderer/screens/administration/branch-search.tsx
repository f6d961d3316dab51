import { useId, type ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { BRANCHES_SHOWN } from "./find-branches.ts";

type Props = { readonly of: number; readonly search: string; readonly more: number; readonly onSearch: (search: string) => void };

/** Narrows a list of branches; not there where all of them are in sight. */
export function BranchSearch({ of, search, more, onSearch }: Props): ReactElement | null {
  const { t, count } = useWords();
  const id = useId();
  if (of <= BRANCHES_SHOWN) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{t("branches.search")}</label>
      <input id={id} className="input" type="search" autoComplete="off" spellCheck={false} value={search} aria-describedby={`${id}-more`} onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }} onChange={(event) => onSearch(event.target.value)} />
      <output className="small quiet" id={`${id}-more`}>{more === 0 ? "" : count("branches.more", more)}</output>
    </div>
  );
}
