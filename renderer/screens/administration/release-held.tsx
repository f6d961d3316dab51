import type { ReactElement } from "react";
import { standingText, versionName } from "../../../shared/i18n/adoption-words.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import { useWords } from "../../components/words.ts";

/** Workstations that wait, and why they say so. */
export function ReleaseHeld({ known: { held, heldMore } }: { readonly known: ReleasesAnswer }): ReactElement {
  const words = useWords();
  const { t, count, format } = words;
  if (held.length === 0) return <p className="quiet">{t("releases.held.none")}</p>;
  return (
    <details className="recovery-list">
      <summary>{`${t("releases.held")} (${held.length + heldMore})`}</summary>
      <ul className="devices-list">
        {held.map(({ name, branch, label, version, is, offered, heardAt }, place) => (
          <li className="device-line" key={`${label} ${place}`}>
            <div>
              <p><strong>{name}</strong> <span className="quiet">{branch}</span></p>
              <p className="small">{t("releases.held.line", { label, version: versionName(version, words), is: standingText(is, words), offered, when: format.dayAndTime(heardAt) })}</p>
            </div>
          </li>
        ))}
      </ul>
      {heldMore === 0 ? null : <p className="small quiet">{count("releases.held.more", heldMore)}</p>}
    </details>
  );
}
