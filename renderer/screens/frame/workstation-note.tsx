import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { eraseHere } from "../../state/devices.ts";
import { refreshWaiting } from "../../state/sync-slice.ts";

/** At her home, and in the panel of what waits: this workstation waits to be approved, and whom to ask; or it must erase itself, and what is carried out first. */
export function WorkstationNote({ panel = false }: { readonly panel?: boolean }): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const error = useDeskState(({ sync }) => sync?.error);
  const erase = useDeskState(({ sync }) => sync?.erase);
  if (erase !== undefined && panel) return <EraseNote documents={erase.documents} />;
  if (erase !== undefined) {
    return (
      <div className="today-note">
        <Note tone="stop">
          <p><strong>{t("devices.order.title")}</strong></p>
          <p>{t("devices.order.why")}</p>
          <p><Button look="main" onPress={() => { desk.set({ panel: "sync" }); void refreshWaiting(desk); }}>{t("devices.order.open")}</Button></p>
        </Note>
      </div>
    );
  }
  if (panel || (error?.code !== "G9501" && error?.code !== "G9502")) return null;
  return (
    <div className="today-note">
      <Note tone="attend">
        <p><strong>{t(error.code === "G9501" ? "devices.waiting.title" : "devices.refused.title")}</strong></p>
        <p>{t(`${error.code}.work`)} {t(`${error.code}.todo`)}</p>
      </Note>
    </div>
  );
}

function EraseNote({ documents }: { readonly documents: number }): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [asking, setAsking] = useState(false);
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const erase = async (): Promise<void> => {
    setRunning(true);
    setFailed(await eraseHere(desk));
    setRunning(false);
  };
  return (
    <Note tone="stop">
      <p><strong>{t("devices.order.title")}</strong></p>
      <p>{t("devices.order.why")}</p>
      {documents === 0 ? null : <p>{count("devices.order.documents", documents)}</p>}
      {asking ? <p role="alert">{t("devices.order.sure")}</p> : null}
      <p><Button look="danger" held={running} onPress={() => (asking ? void erase() : setAsking(true))}>{t("devices.order.erase")}</Button></p>
      {failed === undefined ? null : <ErrorAccount error={failed} />}
    </Note>
  );
}
