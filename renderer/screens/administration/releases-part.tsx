import { useCallback, useState, type ReactElement } from "react";
import type { PolicyStanding } from "../../../shared/bridge/policy-calls.ts";
import { releaseRulesText } from "../../../shared/i18n/policy-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useMay } from "../../state/desk-context.tsx";
import { readPolicy } from "../../state/policy.ts";
import { readReleases } from "../../state/releases.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { ReleaseAdoption } from "./release-adoption.tsx";
import { ReleaseChannels } from "./release-channels.tsx";
import { ReleaseHeld } from "./release-held.tsx";
import { ReleasePanel } from "./release-panel.tsx";

/** Which versions of Guichet the bank's workstations are offered and run, and what the bank holds back: asked of the centre each time. */
export function ReleasesPart(): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const decides = useMay("policy.decide");
  const [known, setKnown] = useState<ReleasesAnswer>();
  const [policy, setPolicy] = useState<PolicyStanding>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [deciding, setDeciding] = useState(false);
  const [proposed, setProposed] = useState(false);
  const load = useCallback((): void => {
    const ask = async (): Promise<void> => {
      const [answer, standing] = await Promise.all([readReleases(desk), decides ? readPolicy(desk) : undefined]);
      setAsking(false);
      setError(answer.ok ? undefined : answer.error);
      if (answer.ok) setKnown(answer.value);
      if (standing?.ok === true) setPolicy(standing.value);
    };
    void ask();
  }, [desk, decides]);
  useWhenBack(load);
  return (
    <section className="recovery releases" aria-labelledby="releases-title">
      <div className="recovery-head">
        <h2 id="releases-title">{t("releases.title")}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${t("releases.title")}`} onPress={() => { setAsking(true); setProposed(false); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("releases.intro")}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {proposed ? <Note tone="attend" live><p>{t("policy.said.proposed")}</p></Note> : null}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {known === undefined ? null : (
        <>
          <ReleaseChannels known={known} />
          <dl className="totals"><div><dt>{t("releases.rules")}</dt><dd>{releaseRulesText(known.rules, words)}</dd></div></dl>
          {policy?.asked === undefined ? null : <p className="small attend">{t("releases.decide.waits")}</p>}
          {policy?.may.includes("propose") === true ? <div className="recovery-actions"><Button onPress={() => { setProposed(false); setDeciding(true); }}>{t("releases.decide")}</Button></div> : null}
          <ReleaseAdoption known={known} />
          <ReleaseHeld known={known} />
          {deciding && policy !== undefined ? <ReleasePanel known={known} standing={policy} onClose={() => setDeciding(false)} onProposed={(standing) => { setPolicy(standing); setDeciding(false); setProposed(true); }} /> : null}
        </>
      )}
    </section>
  );
}
