import { useState, type ReactElement } from "react";
import type { AppInfo } from "../../../shared/bridge/app-views.ts";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";

type Checked = { readonly info: AppInfo; readonly reached: boolean };

/** Asks the centre its time again. What the clock is now is told by the inbox; this tells what came of asking. */
export function useClockCheck(): { readonly check: () => void; readonly checked: Checked | undefined } {
  const desk = useDesk();
  const [checked, setChecked] = useState<Checked>();
  const check = async (): Promise<void> => {
    const info = await desk.ask("app.checkClock", undefined);
    if (info === undefined) return;
    desk.set({ info });
    setChecked({ info, reached: desk.get().sync?.kind !== "offline" });
  };
  return { check: () => void check(), checked };
}

export function ClockChecked({ checked }: { readonly checked: Checked | undefined }): ReactElement | null {
  const { t, format } = useWords();
  if (checked === undefined) return null;
  if (!checked.reached) return <Note tone="plain" live><p>{t("inbox.clock.unknown")}</p></Note>;
  return checked.info.clockOffMs === undefined ? null : <Note tone="attend" live><p>{t("inbox.clock.checked", { age: format.age(Math.abs(checked.info.clockOffMs)) })}</p></Note>;
}
