import { useState, type ReactElement } from "react";
import { BranchSearch } from "./branch-search.tsx";
import { BRANCHES_SHOWN, findBranches } from "./find-branches.ts";

type Branch = { readonly id: string; readonly name: string; readonly region?: string | undefined };
type Props<B extends Branch> = { readonly branches: readonly B[]; readonly chosen: readonly string[]; readonly label?: (branch: B) => string; readonly onChange: (chosen: readonly string[]) => void };

/** Any number of the bank's branches: those ticked first, and of a large bank, with many branches, those that a search finds. */
export function BranchTicks<B extends Branch>({ branches, chosen, label = ({ name }) => name, onChange }: Props<B>): ReactElement {
  const [search, setSearch] = useState("");
  // Set anew with each search only: what is ticked does not jump from under the hand.
  const [kept, setKept] = useState(chosen);
  const { shown, more } = findBranches(branches, search, branches.length > BRANCHES_SHOWN ? kept : []);
  return (
    <div className="branch-ticks">
      <BranchSearch of={branches.length} search={search} more={more} onSearch={(text) => { setSearch(text); setKept([...new Set([...kept, ...chosen])]); }} />
      <div className="choices">
        {shown.map((branch) => (
          <label key={branch.id}><input type="checkbox" checked={chosen.includes(branch.id)} onChange={(event) => onChange(event.target.checked ? [...chosen, branch.id] : chosen.filter((one) => one !== branch.id))} />{label(branch)}</label>
        ))}
      </div>
    </div>
  );
}
