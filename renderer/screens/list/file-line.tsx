import type { ReactElement, Ref } from "react";
import type { FileRow } from "../../../shared/bridge/contract.ts";
import { grouped } from "../../components/field-words.ts";
import { StatusMark } from "../../components/status-mark.tsx";
import { useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";

export type FileLineProps = { readonly row: FileRow; readonly onOpen: () => void; readonly current?: boolean; readonly tabbable?: boolean; readonly ref?: Ref<HTMLButtonElement> };

/** A file in two lines: who and how much; where it stands, since when, and what comes next. */
export function FileLine({ row, onOpen, current = false, tabbable = true, ref }: FileLineProps): ReactElement {
  const { t, format } = useWords();
  const now = useNow();
  const age = format.age(now - row.updatedAt);
  return (
    <button ref={ref} type="button" className="file-line" aria-current={current || undefined} tabIndex={tabbable ? 0 : -1} onClick={onOpen}>
      <span className="file-top">
        <span className="file-name">{row.name || t("list.unnamed")}</span>
        <span className="file-amount figure">{row.amount === undefined ? "" : format.amount(row.amount)}</span>
      </span>
      <span className="file-what">
        <StatusMark status={row.status} />
        <span className="file-siren quiet small">{row.siren === "" ? t("list.noSiren") : grouped(row.siren, "siren")}</span>
      <span className="file-age quiet small">{row.place.kind === "here-only" ? t("list.hereOnly", { age: format.age(now - row.place.since) }) : row.next === "none" || row.next === "wait" ? age : `${t(`next.${row.next}`)} · ${age}`}</span>
      </span>
    </button>
  );
}
