import type { ReactElement } from "react";
import { KeyCap } from "../../components/key-cap.tsx";
import { useRefreshedRules } from "../../state/refreshed-rules.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { refreshWaiting } from "../../state/sync-slice.ts";
import { DiagnosticLine } from "./diagnostic-line.tsx";
import { ImportLine } from "./import-line.tsx";
import { syncTelling } from "./sync-telling.ts";
import { UpdateLine } from "./update-line.tsx";
import { SyncMark } from "./sync-mark.tsx";

/** The foot of the desk: where the work is, in one quiet line that opens its panel. */
export function StatusLine(): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const sync = useDeskState((state) => state.sync);
  const rules = useDeskState((state) => state.info?.rules ?? "");
  const refreshed = useRefreshedRules();
  const telling = sync === undefined ? undefined : syncTelling(sync, words);
  const open = (): void => {
    desk.set({ panel: "sync" });
    void refreshWaiting(desk);
  };
  return (
    <footer className="status-line">
      <button type="button" className={`sync-pill ${telling?.tone ?? ""}`} onClick={open} aria-haspopup="dialog">
        <SyncMark mark={telling?.mark ?? "idle"} />
        <output>{telling === undefined ? words.t("sync.idle.never") : telling.parts.map((part, i) => <span key={i} className={part === telling.act ? "act-part" : undefined}>{i > 0 ? " · " : ""}{part}</span>)}</output>
      </button>
      <span className="status-rest">
        <DiagnosticLine />
        <ImportLine />
        <UpdateLine />
        {refreshed === undefined ? <span className="quiet">{words.t("frame.rules", { rules })}</span> : <output className="rules-note">{words.t("frame.refreshed", refreshed)}</output>}
        <button type="button" className="line-button" onClick={() => desk.set({ panel: "palette" })}>{words.t("frame.palette")} <KeyCap keys={["Ctrl", "K"]} /></button>
        <button type="button" className="line-button" onClick={() => desk.set({ panel: "keys" })}>{words.t("frame.allKeys")} <KeyCap keys={["?"]} /></button>
      </span>
    </footer>
  );
}
