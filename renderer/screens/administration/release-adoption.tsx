import { useState, type ReactElement } from "react";
import { versionName } from "../../../shared/i18n/adoption-words.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { BranchSearch } from "./branch-search.tsx";
import { findBranches } from "./find-branches.ts";

/** How many workstations run which version, branch by branch; and since when. */
export function ReleaseAdoption({ known: { versions, branches, workstations, days } }: { readonly known: ReleasesAnswer }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const [search, setSearch] = useState("");
  const peopled = branches.filter((branch) => branch.workstations > 0);
  const { shown, more } = findBranches(peopled, search);
  const rows = [...shown, { id: "", name: t("releases.all"), workstations, versions }];
  return (
    <>
      <details className="recovery-list" open>
        <summary>{t("releases.adoption")}</summary>
        <BranchSearch of={peopled.length} search={search} more={more} onSearch={setSearch} />
        <ScrollRegion label={t("releases.adoption")}>
          <table className="table">
            <thead><tr><th scope="col">{t("releases.branch")}</th><th scope="col" className="amount">{t("releases.workstations")}</th>{versions.map(({ version }) => <th scope="col" className="amount" key={version}>{versionName(version, words)}</th>)}</tr></thead>
            <tbody>{rows.map((row) => (
              <tr key={row.id}><th scope="row">{row.name}</th><td className="amount">{row.workstations}</td>{versions.map(({ version }) => <td className="amount" key={version}>{row.versions.find((one) => one.version === version)?.workstations ?? 0}</td>)}</tr>
            ))}</tbody>
          </table>
        </ScrollRegion>
      </details>
      {days.length === 0 ? null : (
        <details className="recovery-list">
          <summary>{t("releases.days")}</summary>
          <p className="small quiet">{t("releases.days.what")}</p>
          <ScrollRegion label={t("releases.days")}>
            <table className="table">
              <thead><tr><th scope="col">{t("releases.day")}</th><th scope="col">{t("releases.version")}</th><th scope="col" className="amount">{t("releases.workstations")}</th></tr></thead>
              <tbody>{days.map((one) => <tr key={`${one.day} ${one.version}`}><td>{format.date(one.day)}</td><td>{versionName(one.version, words)}</td><td className="amount">{one.workstations}</td></tr>)}</tbody>
            </table>
          </ScrollRegion>
        </details>
      )}
    </>
  );
}
