import type { ReactElement } from "react";
import { activeOn, levelOn, type Level } from "../../../shared/life/delegation.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { useWords } from "../../components/words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** What this person may approve, and for whom she stands in today; nothing where her bank has no ladder. */
export function DelegationLines({ me }: { readonly me: Me }): ReactElement | null {
  const words = useWords();
  const { t, format } = words;
  const today = useDeskState((state) => state.info?.businessDate);
  if (today === undefined || me.approvals === undefined || me.approvals.ladder.length === 0) return null;
  const standsIn = activeOn(me.approvals, today);
  return (
    <>
      <div><dt>{t("absence.level")}</dt><dd>{levelText(levelOn(me.role, { ...me.approvals, standIns: [] }, today), words)}</dd></div>
      {standsIn.length === 0 ? null : (
        <div><dt>{t("absence.standsIn")}</dt><dd>{standsIn.map((one) => t("absence.standsIn.line", { name: one.for, level: levelText(one.level, words), from: format.date(one.from), until: format.date(one.until) })).join(" ; ")}</dd></div>
      )}
    </>
  );
}

function levelText(level: Level | undefined, { t, format }: Words): string {
  if (level === undefined) return t("absence.level.none");
  return level.upTo === undefined ? t("absence.level.any", { level: level.name }) : t("absence.level.limit", { level: level.name, limit: format.amount(level.upTo) });
}
