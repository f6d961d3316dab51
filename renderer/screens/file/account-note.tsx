import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { isEnded } from "../../../shared/bridge/row-statuses.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";

/** [LI17] At the head of a file whose account changed after the pre-approval: who changed it, what it holds, and the way to the call back for who may record it. */
export function AccountNote({ view }: { readonly view: FileView }): ReactElement | null {
  const { t, format } = useWords();
  const { accountChange, steps } = view.life;
  if (accountChange === undefined || isEnded(view.status)) return null;
  const mayConfirm = steps.some(({ step, whyNot }) => step === "account-confirmed" && whyNot === undefined);
  return (
    <Note tone="attend">
      <p><strong>{t("account.changed")}</strong></p>
      <p>{t("account.changed.why", { name: accountChange.by, when: format.dayAndTime(accountChange.at) })}</p>
      {mayConfirm ? <Button short look="plain" onPress={leadToConfirmation}>{t("account.confirm")}</Button> : null}
    </Note>
  );
}

function leadToConfirmation(): void {
  const button = document.querySelector<HTMLElement>("[data-step='account-confirmed'] button");
  button?.scrollIntoView({ block: "center" });
  button?.focus();
}
