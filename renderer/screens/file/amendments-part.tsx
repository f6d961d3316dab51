import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";

/** The `id` of the part's heading: where the inbox leads. */
export const AMENDMENTS_TITLE = "amendments-title";

/** Edits that met a registered file: kept in sight, without effect. */
export function AmendmentsPart({ view, fields }: { readonly view: FileView; readonly fields: Fields }): ReactElement {
  const words = useWords();
  const { t } = words;
  return (
    <section className="conflicts calm" aria-labelledby={AMENDMENTS_TITLE}>
      <h2 id={AMENDMENTS_TITLE} tabIndex={-1}>{t("file.amendments.title")}</h2>
      <p className="small">{t("file.amendments.why")}</p>
      <ScrollRegion label={`${t("file.amendments.registered")}, ${t("file.amendments.proposed")}`}>
        <table className="table">
          <thead><tr><th scope="col"><span className="unseen">{t("import.column")}</span></th><th scope="col">{t("file.amendments.registered")}</th><th scope="col">{t("file.amendments.proposed")}</th></tr></thead>
          <tbody>
            {view.amendments.map(({ field, value }) => (
              <tr key={field}><th scope="row">{fieldLabel(field, words)}</th><td>{valueText(field, fields[field], words) || t("file.conflicts.empty")}</td><td>{valueText(field, value, words) || t("file.conflicts.empty")}</td></tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
