import type { ReactElement, Ref } from "react";
import type { FileRow } from "../../../shared/bridge/file-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { Icon } from "../../components/icon.tsx";
import { StatusMark } from "../../components/status-mark.tsx";
import { isJustNow, useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";

export type FileLineProps = { readonly row: FileRow; readonly onOpen: () => void; readonly current?: boolean; readonly tabbable?: boolean; /** That its answer is late, where that is looked at. */ readonly late?: string | undefined; readonly ref?: Ref<HTMLButtonElement> };

/** A file in two lines: who and how much; where it stands, since when, and what comes next. */
export function FileLine({ row, onOpen, current = false, tabbable = true, late, ref }: FileLineProps): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const now = useNow();
  return (
    <button ref={ref} type="button" className="file-line" aria-current={current || undefined} tabIndex={tabbable ? 0 : -1} onClick={onOpen}>
      <span className="file-top">
        <span className="file-name">{row.name || t("list.unnamed")}</span>
        <span className="file-amount figure">{row.amount === undefined ? "" : format.amount(row.amount)}</span>
      </span>
      <span className="file-what">
        <StatusMark status={row.status} />
        <span className="file-siren quiet small">{row.siren === "" ? t("list.noSiren") : grouped(row.siren, "siren")}</span>
        {late === undefined ? null : <span className="file-late small"><Icon name="alert" size={12} /> {late}</span>}
        <span className="file-age quiet small">{whereText(row, now, words)}</span>
      </span>
    </button>
  );
}

/** What comes next and since when; while it is on this computer only, that comes first, unless its state says so already. */
function whereText({ place, next, updatedAt }: FileRow, now: number, { t, format }: Words): string {
  if (place.kind === "here-only" && next === "wait") return format.age(now - place.since);
  if (place.kind === "here-only") return isJustNow(place.since, now) ? t("list.hereOnly.now") : t("list.hereOnly", { age: format.age(now - place.since) });
  if (place.kind === "folder") return isJustNow(place.since, now) ? t("list.folder.now") : t("list.folder", { age: format.age(now - place.since) });
  const age = format.age(now - updatedAt);
  return next === "none" || next === "wait" ? age : `${t(`next.${next}`)} · ${age}`;
}
