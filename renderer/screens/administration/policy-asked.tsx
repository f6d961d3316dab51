import { useState, type ReactElement } from "react";
import type { PolicyStanding } from "../../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { confirmPolicy, withdrawPolicy } from "../../state/policy.ts";
import { PolicyChanges } from "./policy-changes.tsx";
import type { PolicySaid } from "./policy-part.tsx";

type Props = { readonly standing: PolicyStanding; readonly asked: NonNullable<PolicyStanding["asked"]>; readonly onSaid: (standing: PolicyStanding, said: PolicySaid) => void };

/** What one administrator proposed, before and after; the second confirms exactly that. */
export function PolicyAsked({ standing: { current, may }, asked, onSaid }: Props): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const say = async (work: () => Promise<Result<PolicyStanding, CodedError>>, said: PolicySaid): Promise<void> => {
    setSending(true);
    setFailed(undefined);
    const answer = await work();
    setSending(false);
    if (answer.ok) onSaid(answer.value, said);
    else setFailed(answer.error);
  };
  const isStale = asked.base !== current.n;
  return (
    <div className="policy-asked">
      <Note tone="attend">
        <p><strong>{isStale ? t("policy.stale") : t("policy.asked", { who: asked.by, until: format.dayAndTime(asked.until) })}</strong></p>
        <PolicyChanges before={current.rules} after={asked.rules} />
      </Note>
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      <div className="recovery-actions">
        {may.includes("confirm") ? <Button look="main" held={sending} onPress={() => void say(() => confirmPolicy(desk, asked), "confirmed")}>{t(sending ? "devices.sending" : "policy.confirm")}</Button> : null}
        {may.includes("withdraw") ? <Button held={sending} onPress={() => void say(() => withdrawPolicy(desk), "withdrawn")}>{t("policy.withdraw")}</Button> : null}
      </div>
    </div>
  );
}
