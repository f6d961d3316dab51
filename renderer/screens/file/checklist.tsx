import { useState, type ReactElement } from "react";
import type { DocumentView } from "../../../shared/bridge/document-views.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { checklistOf, KBIS_DAYS, missingOf, type ExpectedPiece } from "../../../shared/life/checklist.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** What the file should hold and what of it is there; what is missing becomes a text for the client. */
export function Checklist({ view, documents }: { readonly view: FileView; readonly documents: readonly DocumentView[] }): ReactElement | null {
  const words = useWords();
  const { t } = words;
  const today = useDeskState((state) => state.info?.businessDate);
  const [copied, setCopied] = useState(false);
  if (today === undefined || view.status === "withdrawn" || view.status === "cancelled" || view.status === "declined") return null;
  const checklist = checklistOf(view.fields, documents.filter(({ place }) => place.kind !== "refused"), today, view.life.now.disbursed !== undefined);
  const missing = missingOf(checklist);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(reminder(nameOf(view.fields), missing, words));
    setCopied(true);
  };
  return (
    <div className="checklist">
      <h3>{t("checklist.title")}</h3>
      <p className="quiet small">{missing.length === 0 ? t("checklist.done") : t("checklist.why")}</p>
      <ul>
        {checklist.map((one) => (
          <li key={one.name} className={one.state === "there" || one.optional ? "small" : "small wanting"}>
            <Icon name={one.state === "there" ? "check" : one.optional ? "info" : "alert"} size={14} /> {t(`checklist.of.${one.name}`)}{t("frame.colon")}<span className="quiet">{stateText(one, words)}</span>
          </li>
        ))}
      </ul>
      {missing.length === 0 ? null : <Button short onPress={() => void copy()}><Icon name={copied ? "check" : "copy"} size={14} /><span aria-live="polite">{t(copied ? "checklist.copied" : "checklist.ask")}</span></Button>}
    </div>
  );
}

function stateText({ state, optional }: ExpectedPiece, { t, format }: Words): string {
  if (state === "there") return t("checklist.there");
  if (state === "old") return t("checklist.old", { days: format.count(KBIS_DAYS) });
  return t(optional ? "checklist.optional" : "checklist.missing");
}

const nameOf = ({ legalName, tradeName, siren }: FileView["fields"]): string => [legalName, tradeName, siren].find((one) => typeof one === "string") ?? "";

/** In the language of the window: a text to be read again before it leaves. */
function reminder(name: string, missing: readonly ExpectedPiece[], { t }: Words): string {
  const lines = missing.map((one) => {
    const piece = t(`checklist.of.${one.name}`);
    return t("checklist.line", { piece: one.state === "old" ? t("checklist.fresh", { piece }) : piece });
  });
  return [t("checklist.subject", { name }), "", t("checklist.body"), ...lines, "", t("checklist.end"), ""].join("\n");
}
