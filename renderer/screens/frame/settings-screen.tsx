import { useState, type ReactElement } from "react";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import { proofSentences } from "../../../shared/i18n/proof-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { LineProofView, VerifyReport } from "../../../shared/bridge/sync-views.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { lock, signOut } from "../../state/session-slice.ts";
import { setSettings } from "../../state/settings-slice.ts";
import { LookupSettings } from "../lookup/lookup-settings.tsx";
import { DevicesPart } from "../administration/devices-part.tsx";
import { AbsenceSetting } from "./absence-setting.tsx";
import { DelegationLines } from "./delegation-lines.tsx";
import { PassphraseSetting } from "./passphrase-setting.tsx";
import { PortfolioSetting } from "./portfolio-setting.tsx";
import { SharedFolderSetting } from "./shared-folder-setting.tsx";
import { roleName } from "../door/demo-accounts.tsx";

const languages = ["fr", "en"] as const;
const themes = ["system", "light", "dark", "contrast"] as const;

/** How this person likes her desk, and what is known of this workstation. */
export function SettingsScreen({ session }: { readonly session: Extract<SessionState, { readonly kind: "open" }> }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const settings = useDeskState((state) => state.settings);
  const info = useDeskState((state) => state.info);
  const { me, profile } = session;
  return (
    <main className="page narrow" id="content" tabIndex={-1}>
      <header className="page-head"><h1>{t("settings.title")}</h1></header>
      <section className="settings">
        <Choices legend={t("settings.language")} value={settings.language} onChange={(language) => void setSettings(desk, { language })} options={languages.map((value) => ({ value, label: t(`settings.language.${value}`) }))} />
        <Choices legend={t("settings.theme")} value={settings.theme} onChange={(theme) => void setSettings(desk, { theme })} options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))} />
        <Choices
          legend={t("settings.singleKeys")} hint={t("settings.singleKeys.why")} value={settings.singleKeys ? "on" : "off"} onChange={(value) => void setSettings(desk, { singleKeys: value === "on" })}
          options={[{ value: "on", label: t("settings.singleKeys.on") }, { value: "off", label: t("settings.singleKeys.off") }]}
        />
      </section>
      <LookupSettings />
      <section className="settings" aria-labelledby="settings-you">
        <h2 id="settings-you">{t("settings.you")}</h2>
        <dl className="lines">
          <div><dt>{t("settings.name")}</dt><dd>{me.name}</dd></div>
          <div><dt>{t("settings.role")}</dt><dd>{roleName(me.role, words)}</dd></div>
          <DelegationLines me={me} />
          <div><dt>{t("settings.bank")}</dt><dd>{me.bank?.name ?? profile.bank}</dd></div>
          <div><dt>{t("settings.branches")}</dt><dd>{me.branches.map((branch) => branch.name).join(", ") || profile.branch}</dd></div>
        </dl>
      </section>
      <PassphraseSetting />
      <AbsenceSetting me={me} />
      <PortfolioSetting me={me} />
      <DevicesPart />
      <section className="settings" aria-labelledby="settings-here">
        <h2 id="settings-here">{t("settings.here")}</h2>
        <dl className="lines">
          <div><dt>{t("settings.version")}</dt><dd>{info?.version}</dd></div>
          <div><dt>{t("settings.rules")}</dt><dd>{info?.rules}</dd></div>
          <div><dt>{t("settings.centre")}</dt><dd className="mono small">{info?.centre?.centre ?? t("settings.centre.never")}</dd></div>
        </dl>
        <SharedFolderSetting />
        <Verify />
        <div className="settings-row">
          <p className="quiet small">{t("settings.lock.why")}</p>
          <Button onPress={() => void lock(desk)}><Icon name="lock" />{t("frame.lock")}</Button>
        </div>
        <div className="settings-row">
          <p className="quiet small">{t("settings.signOut.why")}</p>
          <Button onPress={() => void signOut(desk)}>{t("frame.signOut")}</Button>
        </div>
      </section>
    </main>
  );
}

function Verify(): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [report, setReport] = useState<VerifyReport | "running">();
  const [proof, setProof] = useState<Result<LineProofView, CodedError>>();
  const verify = async (): Promise<void> => {
    setReport("running");
    setProof(undefined);
    setReport(await desk.ask("core.verify", undefined));
    setProof(await desk.attempt("sync.prove", undefined));
  };
  return (
    <>
      <div className="settings-row">
        <p className="quiet small">{t("settings.verify.why")}</p>
        <Button held={report === "running"} onPress={() => void verify()}>{t(report === "running" ? "settings.verify.running" : "settings.verify")}</Button>
      </div>
      {report === undefined || report === "running" ? null : report.faults.length === 0
        ? <Note tone="done" live><p>{t("settings.verify.fine", { changes: count("settings.verify.changes", report.changes), files: count("list.count", report.files) })}</p></Note>
        : <Note tone="stop" live><p>{count("settings.verify.faults", report.faults.length)}</p><CopyCode code={report.faults.join(" ; ")} /></Note>}
      {proof === undefined ? null : <ProofNote proof={proof} />}
    </>
  );
}

/** What the centre's audit proves of what was sent from here; without the centre, that it was not asked. */
function ProofNote({ proof }: { readonly proof: Result<LineProofView, CodedError> }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  if (!proof.ok) return <Note tone="plain" live><p>{t("settings.proof.none", { code: proof.error.code })}</p></Note>;
  const { faults } = proof.value;
  if (faults.length > 0) return <Note tone="stop" live><p>{count("settings.proof.faults", faults.length)}</p><CopyCode code={faults.join(" ; ")} /></Note>;
  return <Note tone={proof.value.anchored ? "done" : "plain"} live>{proofSentences(proof.value, words).map((sentence) => <p key={sentence}>{sentence}</p>)}</Note>;
}
