import type { ReactElement } from "react";
import type { InboxEntry } from "../../../shared/bridge/inbox-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { tellInbox } from "../../../shared/i18n/inbox-words.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { dismiss, dismissalOf } from "../../state/inbox.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { actOn, openAt, type OnScreen } from "./inbox-action.ts";

/** Kinds that are about loss, and told in its colour; their word says it too. */
const GRAVE: readonly InboxEntry["kind"][] = ["line-stopped", "here-old", "refused"];

/** Kinds whose code somebody else may be asked about. */
const TO_SUPPORT: readonly InboxEntry["kind"][] = ["line-stopped", "refused", "lost-file", "held-back", "document", "folder-problem"];

/** One thing that needs the advisor: what, whose company, since when, why, and the one next action. */
export function InboxLine({ entry, on, short = false }: { readonly entry: InboxEntry; readonly on: OnScreen; /** At home: the action alone. */ readonly short?: boolean }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const telling = tellInbox(entry, words, useNow());
  const company = entry.kind === "left-work" && entry.name === "" ? t("inbox.left.nobody") : entry.name || (entry.file === undefined ? "" : t("list.unnamed"));
  const dismissal = short ? undefined : dismissalOf(entry);
  const whose = company === "" ? "" : `${t("frame.colon")}${company}`;
  return (
    <li className="inbox-line">
      <div className="inbox-what">
        <p className="inbox-top">
          <strong className={GRAVE.includes(entry.kind) ? "stop" : "attend"}>{telling.what}</strong>
          {company === "" ? null : <span className="inbox-name">{company}{entry.siren === "" ? null : <span className="quiet small"> {grouped(entry.siren, "siren")}</span>}</span>}
          {telling.since === "" ? null : <span className="quiet small inbox-since">{telling.since}</span>}
        </p>
        <p className="small">{telling.reason}{entry.error === undefined ? null : !short && TO_SUPPORT.includes(entry.kind) ? <> <CopyCode code={entry.error.code} label={`${t("door.copy")} ${entry.error.code}${whose}`} /></> : <span className="quiet"> {entry.error.code}</span>}</p>
        {telling.fields === "" ? null : <p className="small quiet">{telling.fields}</p>}
      </div>
      <div className="inbox-do">
        <Button short label={`${telling.todo}${whose}`} onPress={() => actOn(desk, entry, on)}>{telling.todo}</Button>
        {entry.kind === "duplicate" && !short ? <Button short look="plain" label={`${t("inbox.own")}${whose}`} onPress={() => openAt(desk, entry.file, undefined)}>{t("inbox.own")}</Button> : null}
        {dismissal === undefined ? null : <Button short look="plain" label={`${t(`inbox.dismiss.${dismissal.kind}`)}${whose}`} onPress={() => void dismiss(desk, dismissal)}>{t(`inbox.dismiss.${dismissal.kind}`)}</Button>}
      </div>
    </li>
  );
}
