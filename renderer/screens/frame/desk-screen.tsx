import { useEffect, type ReactElement } from "react";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { ErrorAccount, HelpOfCode } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Button } from "../../components/button.tsx";
import { useTitle } from "../../components/use-title.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { followAddress } from "../../state/navigate.ts";
import { routeToHash } from "../../state/route.ts";
import { flushSaves } from "../../state/saving.ts";
import { DeclarationPanel } from "../declaration/declaration-panel.tsx";
import { ExportPanel } from "../list/export-panel.tsx";
import { ViewsPanel } from "../list/views-panel.tsx";
import { ClockNote } from "./clock-note.tsx";
import { DatePanel } from "./date-panel.tsx";
import { DiagnosticPanel } from "./diagnostic-panel.tsx";
import { DemoBanner } from "./demo-banner.tsx";
import { KeysPanel } from "./keys-panel.tsx";
import { LockingNote } from "./locking-note.tsx";
import { Palette } from "./palette.tsx";
import { Place } from "./place.tsx";
import { Rail } from "./rail.tsx";
import { StatusLine } from "./status-line.tsx";
import { SyncPanel } from "./sync-panel.tsx";
import { PremiumsPanel } from "../premiums/premiums-panel.tsx";
import { UpdatePanel } from "./update-panel.tsx";
import { useFocusKept } from "./use-focus-kept.ts";
import { useKeys } from "./use-keys.ts";

type Open = Extract<SessionState, { readonly kind: "open" }>;

/** The desk: rail, one screen, the quiet line, and at most one thing floating above. */
export function DeskScreen({ session }: { readonly session: Open }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const route = useDeskState((state) => state.route);
  useKeys();
  useTitle(usePlaceName());
  useEffect(() => followAddress(desk), [desk]);
  useFocusKept(route);
  useEffect(() => {
    const save = (): void => void flushSaves(desk);
    window.addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", save);
    return () => {
      window.removeEventListener("pagehide", save);
      document.removeEventListener("visibilitychange", save);
    };
  }, [desk]);
  return (
    <HelpOfCode value={helpOfCode}>
      <div className="desk">
        <a className="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")?.focus(); }}>{t("frame.skip")}</a>
        <div className="banners">
          <DemoBanner me={session.me} profile={session.profile} />
          <ClockNote />
          <LockingNote />
        </div>
        <Rail name={session.me.name} role={session.me.role} />
        <Place session={session} />
        <StatusLine />
        <Panels />
      </div>
    </HelpOfCode>
  );
}

const helpOfCode = (code: ErrorCode): ReactElement => <CodeHelp code={code} />;

function CodeHelp({ code }: { readonly code: ErrorCode }): ReactElement {
  const { t } = useWords();
  return <a className="small" href={routeToHash({ kind: "help", topic: code })}>{t("help.ofCode")}</a>;
}

/** The open file's name, or the screen's. */
function usePlaceName(): string {
  const { t } = useWords();
  const route = useDeskState((state) => state.route);
  const name = useDeskState((state) => state.desk.view?.fields.legalName);
  if (route.kind === "today") return t("today.title");
  if (route.kind === "settings") return t("settings.title");
  if (route.kind === "weather") return t("weather.title");
  if (route.kind === "administration") return t("frame.administration");
  if (route.kind === "overview") return t("overview.title");
  if (route.kind === "inbox") return t("frame.toSettle");
  if (route.kind === "help") return t("help.title");
  if (route.kind === "import") return t("import.title");
  if (route.file !== undefined) return typeof name === "string" ? name : t("file.new");
  return t("list.title");
}

function Panels(): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const panel = useDeskState((state) => state.panel);
  const failure = useDeskState((state) => state.failure);
  const close = (): void => desk.set({ panel: undefined });
  const dismiss = (): void => desk.set({ failure: undefined });
  if (failure !== undefined) {
    return (
      <Floating title={t("frame.failed")} onClose={dismiss}>
        <ErrorAccount error={failure} />
        <div className="foot"><Button look="main" onPress={dismiss}>{t("frame.close")}</Button></div>
      </Floating>
    );
  }
  switch (panel) {
    case undefined: return null;
    case "sync": return <SyncPanel onClose={close} />;
    case "palette": return <Palette onClose={close} />;
    case "keys": return <KeysPanel onClose={close} />;
    case "date": return <DatePanel onClose={close} />;
    case "update": return <UpdatePanel onClose={close} />;
    case "declare": return <DeclarationPanel onClose={close} />;
    case "premiums": return <PremiumsPanel onClose={close} />;
    case "export": return <ExportPanel onClose={close} />;
    case "diagnostic": return <DiagnosticPanel onClose={close} />;
    case "views": return <ViewsPanel onClose={close} />;
  }
}
