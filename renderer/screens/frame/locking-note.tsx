import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { stayOpen } from "../../state/activity.ts";

/** Nobody was seen at the window for a while: when it locks, and a way to stay for whoever reads without touching anything. */
export function LockingNote(): ReactElement | null {
  const desk = useDesk();
  const { t, format } = useWords();
  const seconds = useDeskState((state) => state.locking);
  if (seconds === undefined) return null;
  return (
    <div className="clock-note">
      <Icon name="lock" size={14} />
      <output>{t("frame.locking", { wait: format.wait(seconds) })}</output>
      <button type="button" className="banner-button" onClick={() => stayOpen(desk)}>{t("frame.locking.stay")}</button>
    </div>
  );
}
