import { useId, useState, type ReactElement } from "react";
import type { PolicyStanding } from "../../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankPolicy } from "../../../shared/policy/bank-policy.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { proposePolicy } from "../../state/policy.ts";
import { LayoutChoice } from "./layout-choice.tsx";
import { PolicyChanges } from "./policy-changes.tsx";
import { readLimit, WholeNumber, type Limit } from "./whole-number.tsx";
import type { PolicySaid } from "./policy-part.tsx";

const UNLOCKS = ["passphrase", "either", "both"] as const satisfies readonly BankPolicy["unlock"][];
const DAYS: Limit = { min: 1, max: 365 };
const MONTHS: Limit = { min: 1, max: 120 };
const YEARS: Limit = { min: 5, max: 30 };

/** Other rules for the bank, as the first of two persons says them; what they would change stands below while she chooses. */
export function PolicyPanel({ standing, onClose, onSaid }: { readonly standing: PolicyStanding; readonly onClose: () => void; readonly onSaid: (standing: PolicyStanding, said: PolicySaid) => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const id = useId();
  const { current: { rules } } = standing;
  const [approves, setApproves] = useState(rules.approveWorkstations ? "yes" : "no");
  const [unlock, setUnlock] = useState(rules.unlock);
  const [days, setDays] = useState(textOf(rules.graceDays));
  const [months, setMonths] = useState(textOf(rules.retention.neverLoanMonths));
  const [years, setYears] = useState(textOf(rules.retention.afterLoanYears));
  const [declaration, setDeclaration] = useState(rules.declaration);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const [graceDays, neverLoanMonths, afterLoanYears] = [readLimit(days, DAYS), readLimit(months, MONTHS), readLimit(years, YEARS)];
  const wanted: BankPolicy | undefined = graceDays === undefined || neverLoanMonths === undefined || afterLoanYears === undefined ? undefined
    : { approveWorkstations: approves === "yes", unlock, graceDays, retention: { neverLoanMonths, afterLoanYears }, ...(declaration === undefined ? {} : { declaration }), ...(rules.releases === undefined ? {} : { releases: rules.releases }) };
  const propose = async (): Promise<void> => {
    if (wanted === undefined) return;
    setSending(true);
    setFailed(undefined);
    const answer = await proposePolicy(desk, standing, wanted);
    setSending(false);
    if (answer.ok) onSaid(answer.value, "proposed");
    else setFailed(answer.error);
  };
  return (
    <Floating title={t("policy.panel")} onClose={onClose} look="wide">
      <p>{t("policy.panel.why")}</p>
      <form className="policy-form" onSubmit={(event) => { event.preventDefault(); void propose(); }}>
        <Choices legend={t("policy.rule.approveWorkstations")} value={approves} onChange={setApproves} options={(["yes", "no"] as const).map((value) => ({ value, label: t(`policy.approve.${value}`) }))} />
        <Choices legend={t("policy.rule.unlock")} value={unlock} onChange={setUnlock} options={UNLOCKS.map((value) => ({ value, label: t(`policy.unlock.${value}`) }))} />
        <WholeNumber id={`${id}-days`} label={t("policy.rule.graceDays")} hint={t("policy.days")} limit={DAYS} value={days} onChange={setDays} />
        <WholeNumber id={`${id}-months`} label={t("policy.rule.neverLoanMonths")} hint={t("policy.months")} limit={MONTHS} value={months} onChange={setMonths} />
        <WholeNumber id={`${id}-years`} label={t("policy.rule.afterLoanYears")} hint={t("policy.years")} limit={YEARS} value={years} onChange={setYears} />
        <LayoutChoice value={declaration} onChange={setDeclaration} />
        {wanted === undefined ? null : <PolicyChanges before={rules} after={wanted} />}
        {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
        <div className="foot end">
          <Button onPress={onClose}>{t("devices.cancel")}</Button>
          <Button submit look="main" held={sending || wanted === undefined} onPress={() => void propose()}>{t(sending ? "devices.sending" : "policy.propose")}</Button>
        </div>
      </form>
    </Floating>
  );
}

const textOf = (value: number | null): string => (value === null ? "" : String(value));
