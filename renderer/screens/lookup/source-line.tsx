import type { ReactElement } from "react";
import type { LookupSource } from "../../../shared/bridge/lookup-views.ts";
import { useWords } from "../../components/words.ts";
import { dayOf } from "./day-of.ts";

/** Who said it and on which day: never left out of what comes from elsewhere. */
export function SourceLine({ source, at, fresh }: { readonly source: LookupSource; readonly at: number; readonly fresh: boolean }): ReactElement {
  const { t, format } = useWords();
  return <p className="quiet small lookup-source">{t(fresh ? "lookup.source" : "lookup.source.old", { source: t(`lookup.source.${source}`), date: format.date(dayOf(at)) })}</p>;
}
