import type { ReactElement } from "react";
import type { BranchId } from "../../../shared/kernel/ids.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { useWords } from "../../components/words.ts";
import { branchId } from "./places.ts";

type BranchChoiceProps = { readonly id: string; readonly branches: Me["branches"]; readonly value: BranchId | undefined; readonly onChoose: (branch: BranchId | undefined) => void };

/** One of a person's branches. */
export function BranchChoice({ id, branches, value, onChoose }: BranchChoiceProps): ReactElement {
  const { t } = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>{t("overview.branch")}</label>
      <select id={id} className="input" value={value ?? ""} onChange={(event) => onChoose(branchId(event.target.value))}>
        {branches.map((branch) => <option key={branch.id} value={branch.id}>{branch.name}</option>)}
      </select>
    </div>
  );
}
