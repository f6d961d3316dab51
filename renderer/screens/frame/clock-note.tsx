import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** Only where this computer's clock is not the centre's: by how much, and what that changes. Nothing is ordered by it. */
export function ClockNote(): ReactElement | null {
  const { t, format } = useWords();
  const offMs = useDeskState((state) => state.info?.clockOffMs);
  if (offMs === undefined) return null;
  return <output className="clock-note"><Icon name="alert" size={14} /><span>{t("frame.clockOff", { age: format.age(Math.abs(offMs)) })}</span></output>;
}
