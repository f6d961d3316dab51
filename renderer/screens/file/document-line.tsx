import { useState, type ReactElement } from "react";
import type { DocumentView } from "../../../shared/bridge/document-views.ts";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import { Button } from "../../components/button.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { openPicture, orderDocument, readDocument } from "../../state/documents-slice.ts";
import { saveCopy } from "./save-copy.ts";

/** One document: what it is, where it is, and what can be done with it. */
export function DocumentLine({ document }: { readonly document: DocumentView }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format, find } = words;
  const [picture, setPicture] = useState<string>();
  const [removing, setRemoving] = useState(false);
  const { name, place, readable, removable, type } = document;
  const facts = { piece: find(`piece.${document.piece}`) ?? t("piece.AUTRE"), size: format.size(document.size), who: document.attachedBy, when: format.dayAndTime(document.attachedAt) };
  const { icon, text, error } = tellPlace(document, words);
  const isMoving = place.kind === "sending" || place.kind === "fetching";
  const again = isMoving ? undefined : place.kind === "to-fetch" ? "documents.fetch" : place.kind === "refused" ? "documents.again" : place.kind === "here-only" && (place.stopped || place.error !== undefined) ? "documents.send" : undefined;
  const named = (action: string): string => t("documents.action", { action, name });
  return (
    <li className="document">
      <div className="document-what">
        <p className="document-name">{name}</p>
        <p className="quiet small">{t("documents.by", facts)}</p>
        <p className="small document-place"><Icon name={icon} size={14} />{text}{isMoving ? <progress value={place.done} max={place.total} aria-label={named(text)} /> : null}</p>
        {error === undefined ? null : <p className="small fault">{accountOf(error, words).happened} {accountOf(error, words).todo} <span className="quiet">{error.code}</span></p>}
      </div>
      <div className="document-actions">
        {readable && type !== "application/pdf" ? <Button short label={named(t("documents.preview"))} onPress={() => void openPicture(desk, document).then(setPicture)}>{t("documents.preview")}</Button> : null}
        {readable ? <Button short label={named(t("documents.save"))} onPress={() => void readDocument(desk, document).then((bytes) => (bytes === undefined ? undefined : saveCopy(name, bytes)))}>{t("documents.save")}</Button> : null}
        {again === undefined ? null : <Button short label={named(t(again))} onPress={() => void orderDocument(desk, "documents.transfer", document)}>{t(again)}</Button>}
        {isMoving ? <Button short label={named(t("documents.stop"))} onPress={() => void orderDocument(desk, "documents.cancel", document)}>{t("documents.stop")}</Button> : null}
        {removable ? <Button short look="plain" label={named(t("documents.remove"))} onPress={() => setRemoving(true)}>{t("documents.remove")}</Button> : null}
      </div>
      {picture === undefined ? null : <Floating title={name} look="picture" onClose={() => setPicture(undefined)}><img src={picture} alt={named(facts.piece)} decoding="async" /></Floating>}
      {removing ? (
        <Floating title={t("documents.remove.title")} onClose={() => setRemoving(false)}>
          <p><strong>{name}</strong></p>
          <p>{t("documents.remove.why")}</p>
          <div className="foot end">
            <Button onPress={() => setRemoving(false)}>{t("documents.remove.keep")}</Button>
            <Button look="danger" onPress={() => { setRemoving(false); void orderDocument(desk, "documents.remove", document); }}>{t("documents.remove.confirm")}</Button>
          </div>
        </Floating>
      ) : null}
    </li>
  );
}

type Told = { readonly icon: IconName; readonly text: string; readonly error?: Extract<DocumentView["place"], { readonly kind: "refused" }>["error"] };

function tellPlace({ place }: DocumentView, { t, format }: Words): Told {
  switch (place.kind) {
    case "here-only": return { icon: "cloudOff", text: t(place.stopped ? "documents.stopped" : "documents.here"), error: place.error };
    case "sending": return { icon: "send", text: t("documents.sending", { percent: percentOf(place, format) }) };
    case "centre": return { icon: "check", text: t("documents.centre") };
    case "to-fetch": return { icon: "cloud", text: t("documents.toFetch"), error: place.error };
    case "fetching": return { icon: "cloud", text: t("documents.fetching", { percent: percentOf(place, format) }) };
    case "refused": return { icon: "alert", text: t("documents.refused"), error: place.error };
    default: return assertNever(place, "place of a document");
  }
}

const percentOf = ({ done, total }: { readonly done: number; readonly total: number }, format: Words["format"]): string => format.percent(Math.floor((100 * done) / total));
