import type { ReactElement } from "react";
import type { DayCheck } from "../../../shared/bridge/overview-views.ts";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";

/** What the comparison proved, or that it proved nothing. */
export function CheckNote({ check: { outcome, files, mended, error } }: { readonly check: DayCheck }): ReactElement {
  const { t, format } = useWords();
  switch (outcome) {
    case "same": return <Note tone="done" live><p>{t("overview.day.same", { files: format.count(files) })} {t("overview.day.waits")}</p></Note>;
    case "mended": return <Note tone="attend" live><p>{t("overview.day.mended", { files: format.count(files), mended: format.count(mended) })} {t("overview.day.waits")}</p></Note>;
    case "differs": return <Note tone="stop" live><p>{t("overview.day.differs")}</p></Note>;
    case "moved": return <Note tone="plain" live><p>{t("overview.day.moved")} {t("overview.day.local")}</p></Note>;
    case "failed": return <Note tone="attend" live>{error === undefined ? null : <ErrorAccount error={error} />}<p>{t("overview.day.local")}</p></Note>;
  }
}
