import { useId, useRef, useState, type ReactElement } from "react";
import { RIB_PARTS, type ColumnTarget, type ImportView } from "../../../shared/bridge/import-views.ts";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { FIELD_NAMES, fileFields, isFieldName, type Section } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { mapImport, runImport } from "../../state/import-slice.ts";

type Props = { readonly view: ImportView; readonly onError: (error: CodedError | undefined) => void };
const SECTIONS: readonly Section[] = ["company", "figures", "procedure", "request", "approval", "account"];

/** Where each column goes, beside what it holds. */
export function MapColumns({ view, onError }: Props): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, count } = words;
  const id = useId();
  // Two choices in a row must both hold: the second may be made before the core has answered the first.
  const [targets, setTargets] = useState(() => view.columns.map(({ target }) => target));
  const saving = useRef<Promise<void>>(Promise.resolve());
  const twice = targets.find((target, at) => target !== undefined && targets.indexOf(target) !== at);
  const nothing = targets.every((target) => target === undefined);
  const place = (at: number, target: ColumnTarget | undefined): void => {
    const next = targets.with(at, target);
    setTargets(next);
    const before = saving.current;
    const save = async (): Promise<void> => {
      await before;
      onError(await mapImport(desk, view, next));
    };
    saving.current = save();
  };
  const run = async (): Promise<void> => {
    await saving.current;
    onError(await runImport(desk, view));
  };
  const titleOf = (title: string, at: number): string => title || t("import.map.untitled", { n: at + 1 });
  return (
    <section className="import-part">
      <h2>{t("import.map.title")}</h2>
      <p className="quiet small">{t("import.map.why")}</p>
      {view.remembered ? <Note tone="plain"><p>{t("import.map.remembered")}</p></Note> : null}
      <ScrollRegion label={t("import.map.title")} tall>
        <table className="table import-map">
          <thead><tr><th scope="col">{t("import.map.column")}</th><th scope="col">{t("import.map.samples")}</th><th scope="col">{t("import.map.target")}</th></tr></thead>
          <tbody>
            {view.columns.map(({ title, samples, neverKept }, at) => ({ title, samples, neverKept, target: targets[at] })).map(({ title, target, samples, neverKept }, at) => (neverKept ? (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place: titles may be twice the same
              <tr key={at} className="aside"><th scope="row">{titleOf(title, at)}</th><td colSpan={2}>{t("import.map.neverKept")}</td></tr>
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place: titles may be twice the same
              <tr key={at} className={target === undefined ? "aside" : undefined}>
                <th scope="row">{titleOf(title, at)}</th>
                <td>{samples.map((sample, n) => <span key={`${n} ${sample}`} className="sample">{sample}</span>)}</td>
                <td>
                  <select
                    className="input" aria-label={t("import.map.targetOf", { title: titleOf(title, at) })} aria-invalid={target !== undefined && target === twice} aria-describedby={target !== undefined && target === twice ? `${id}-fault` : undefined} value={target ?? ""}
                    onChange={(event) => place(at, toTarget(event.target.value))}
                  >
                    <option value="">{t("import.map.none")}</option>
                    {SECTIONS.map((section) => (
                      <optgroup key={section} label={t(`section.${section}`)}>
                        {FIELD_NAMES.filter((field) => fileFields[field].section === section).map((field) => <option key={field} value={field}>{fieldLabel(field, words)}</option>)}
                      </optgroup>
                    ))}
                    <optgroup label={t("import.target.rib")}>{RIB_PARTS.map((part) => <option key={part} value={part}>{t(`import.target.${part}`)}</option>)}</optgroup>
                  </select>
                </td>
              </tr>
            )))}
          </tbody>
        </table>
      </ScrollRegion>
      <div id={`${id}-fault`}>
        {twice === undefined && !nothing ? null : <Note tone="stop" live><p>{nothing ? t("import.map.nothing") : t("import.map.twice", { field: targetLabel(twice, words) })}</p></Note>}
      </div>
      <div className="foot start">
        <Button look="main" held={twice !== undefined || nothing} describedBy={`${id}-fault`} onPress={() => void run()}>{count("import.run", view.rows)}</Button>
      </div>
    </section>
  );
}

const toTarget = (value: string): ColumnTarget | undefined => (isFieldName(value) ? value : RIB_PARTS.find((part) => part === value));
const targetLabel = (target: ColumnTarget | undefined, words: Words): string => (target === undefined ? "" : isFieldName(target) ? fieldLabel(target, words) : words.t(`import.target.${target}`));
