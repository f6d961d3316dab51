import { useEffect, useId, useState, type ReactElement } from "react";
import type { PolicyStanding } from "../../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankPolicy } from "../../../shared/policy/bank-policy.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { proposePolicy } from "../../state/policy.ts";
import { readReleases } from "../../state/releases.ts";
import { BranchTicks } from "./branch-ticks.tsx";
import { PolicyChanges } from "./policy-changes.tsx";
import { readReleaseRules } from "./read-release-rules.ts";
import { WholeNumber } from "./whole-number.tsx";

const SHARE = { min: 0, max: 100 };
/** What is typed is counted once the hand rests. */
const PAUSE_MS = 400;

type Props = { readonly known: ReleasesAnswer; readonly standing: PolicyStanding; readonly onClose: () => void; readonly onProposed: (standing: PolicyStanding) => void };

/** What the bank is to hold back, as the first of two persons says it; whom it would reach is counted while she chooses. */
export function ReleasePanel({ known, standing, onClose, onProposed }: Props): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const id = useId();
  const { current: { rules } } = standing;
  const [halted, setHalted] = useState(known.rules.halted ? "yes" : "no");
  const [upTo, setUpTo] = useState<string>(known.rules.upTo ?? "");
  const [first, setFirst] = useState<readonly string[]>(known.rules.firstBranches);
  const [share, setShare] = useState(String(known.rules.share));
  const [counted, setCounted] = useState<{ readonly of: string; readonly channels: ReleasesAnswer["channels"] }>();
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const wanted = readReleaseRules({ halted: halted === "yes", upTo, first, share });
  const asked = wanted === undefined ? "" : JSON.stringify(wanted);
  useEffect(() => {
    if (asked === "") return undefined;
    let isOver = false;
    const count = async (): Promise<void> => {
      const answer = await readReleases(desk, readReleaseRules({ halted: halted === "yes", upTo, first, share }));
      if (!isOver && answer.ok) setCounted({ of: asked, channels: answer.value.channels });
    };
    const timer = setTimeout(() => void count(), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, asked, halted, upTo, first, share]);
  const policy: BankPolicy | undefined = wanted === undefined ? undefined : { ...rules, releases: wanted };
  const propose = async (): Promise<void> => {
    if (policy === undefined) return;
    setSending(true);
    setFailed(undefined);
    const answer = await proposePolicy(desk, standing, policy);
    setSending(false);
    if (answer.ok) onProposed(answer.value);
    else setFailed(answer.error);
  };
  const isWrong = readReleaseRules({ halted: false, upTo, first: [], share: "0" }) === undefined;
  return (
    <Floating title={t("releases.panel")} onClose={onClose} look="wide">
      <p>{t("releases.panel.why")}</p>
      <form className="policy-form" onSubmit={(event) => { event.preventDefault(); void propose(); }}>
        <Choices legend={t("releases.halted")} value={halted} onChange={setHalted} options={(["no", "yes"] as const).map((value) => ({ value, label: t(`releases.halted.${value}`) }))} />
        <div className="field">
          <label htmlFor={`${id}-up`}>{t("releases.upTo")}</label>
          <p className="hint" id={`${id}-up-hint`}>{t("releases.upTo.hint")}</p>
          <input id={`${id}-up`} className="input" autoComplete="off" spellCheck={false} value={upTo} aria-describedby={isWrong ? `${id}-up-hint ${id}-up-wrong` : `${id}-up-hint`} aria-invalid={isWrong || undefined} onChange={(event) => setUpTo(event.target.value)} />
          {isWrong ? <p className="fault" id={`${id}-up-wrong`}><Icon name="alert" size={14} />{t("releases.upTo.wrong")}</p> : null}
        </div>
        <fieldset className="field" aria-describedby={`${id}-first-hint`}>
          <legend>{t("releases.first")}</legend>
          <p className="hint" id={`${id}-first-hint`}>{t("releases.first.hint")}</p>
          <BranchTicks branches={known.branches} chosen={first} label={({ name, workstations }) => `${name} (${workstations})`} onChange={setFirst} />
        </fieldset>
        <WholeNumber id={`${id}-share`} label={t("releases.share")} hint={t("releases.share.hint")} limit={SHARE} value={share} onChange={setShare} />
        <output>
          {counted?.of !== asked ? (wanted === undefined ? "" : t("releases.preview.asking")) : counted.channels.map(({ version, of, preview = 0 }) => t("releases.preview", { version, n: preview, of })).join(" ")}
        </output>
        {policy === undefined ? null : <PolicyChanges before={rules} after={policy} />}
        {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
        <div className="foot end">
          <Button onPress={onClose}>{t("devices.cancel")}</Button>
          <Button submit look="main" held={sending || policy === undefined} onPress={() => void propose()}>{t(sending ? "devices.sending" : "policy.propose")}</Button>
        </div>
      </form>
    </Floating>
  );
}
