import type { ReactElement } from "react";
import { diagnosticLines } from "../../shared/i18n/diagnostic-words.ts";
import type { Diagnostic } from "../../shared/sync/diagnostic-messages.ts";
import { useWords } from "./words.ts";

/** A diagnostic in plain words, all of it. */
export function DiagnosticAccount({ diagnostic }: { readonly diagnostic: Diagnostic }): ReactElement {
  const words = useWords();
  return <dl className="diagnostic">{diagnosticLines(diagnostic, words).map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}
