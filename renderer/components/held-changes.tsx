import type { ReactElement } from "react";
import type { HeldChange } from "../../shared/bridge/inbox-views.ts";
import { fieldLabel, valueText } from "../../shared/i18n/field-words.ts";
import { useWords } from "./words.ts";

/** Changes without effect, with every value that they hold. */
export function HeldChanges({ changes }: { readonly changes: readonly HeldChange[] }): ReactElement {
  const words = useWords();
  const { t, find, format } = words;
  return (
    <ul className="held-changes">
      {changes.map(({ change, kind, madeAt, code, fields, document }) => (
        <li key={change}>
          <p className="small"><strong>{find(`sync.kind.${kind}`) ?? kind}</strong> <span className="quiet">{format.dayAndTime(madeAt)}{code === undefined ? null : <> · {find(`${code}.happened`) ?? ""} {code}</>}</span></p>
          {document === undefined ? null : <p className="small">{document}</p>}
          {fields.length === 0 ? null : (
            <dl className="lines">{fields.map(({ field, value }) => <div key={field}><dt>{fieldLabel(field, words)}</dt><dd>{valueText(field, value, words) || t("inbox.left.nothing")}</dd></div>)}</dl>
          )}
        </li>
      ))}
    </ul>
  );
}
