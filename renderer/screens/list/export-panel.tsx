import { useState, type ReactElement } from "react";
import type { ExportReady } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { exportList } from "../../state/import-slice.ts";

const FORMATS = ["xlsx", "csv"] as const;

/** The list as it is shown, all its rows, as a table of one's own. */
export function ExportPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const total = useDeskState((state) => state.list.total);
  const [as, setAs] = useState<(typeof FORMATS)[number]>("xlsx");
  const [isWorking, setIsWorking] = useState(false);
  const [made, setMade] = useState<ExportReady>();
  const [error, setError] = useState<CodedError>();
  const take = async (): Promise<void> => {
    setIsWorking(true);
    const kept = await exportList(desk, as);
    setIsWorking(false);
    setMade(kept.ok ? kept.value : undefined);
    setError(kept.ok ? undefined : kept.error);
  };
  return (
    <Floating title={t("export.title")} onClose={onClose}>
      {total === undefined ? null : <p className="quiet">{count("export.what", total)}</p>}
      <Choices legend={t("export.format")} value={as} onChange={setAs} options={FORMATS.map((value) => ({ value, label: t(`export.format.${value}`) }))} />
      <p className="quiet small">{t(`export.format.${as}.why`)}</p>
      {made === undefined ? null : <Note tone="done" live><p>{t("export.done", { name: made.name, n: format.count(made.rows) })}</p></Note>}
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      <div className="foot"><Button look="main" held={isWorking} onPress={() => void take()}>{isWorking ? t("export.working") : t("export.go")}</Button></div>
    </Floating>
  );
}
