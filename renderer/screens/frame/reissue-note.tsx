import { useState, type ReactElement } from "react";
import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { reissue } from "../../state/sync-slice.ts";

/** A copied or restored workstation: what happened, one word of the person, and her work goes on under a new identity. */
export function ReissueNote({ code }: { readonly code: ErrorCode }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [failed, setFailed] = useState<CodedError>();
  const [running, setRunning] = useState(false);
  const agree = async (): Promise<void> => {
    setRunning(true);
    setFailed(await reissue(desk));
    setRunning(false);
  };
  return (
    <Note tone="attend">
      <p><strong>{t(`${code}.happened`)}</strong></p>
      <p>{t(`${code}.work`)} {t("sync.reissue.offer")}</p>
      <p><Button look="main" held={running} onPress={() => void agree()}>{t("sync.reissue")}</Button> <span className="quiet">{code}</span></p>
      {failed === undefined ? null : <ErrorAccount error={failed} />}
    </Note>
  );
}
