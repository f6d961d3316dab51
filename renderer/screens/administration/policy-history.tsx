import type { ReactElement } from "react";
import type { PolicyStanding } from "../../../shared/bridge/policy-calls.ts";
import { useWords } from "../../components/words.ts";
import { PolicyChanges } from "./policy-changes.tsx";

/** Every decision, the newest first, as what it changed. */
export function PolicyHistory({ standing: { current, before } }: { readonly standing: PolicyStanding }): ReactElement | null {
  const { t, format } = useWords();
  if (current.n === 0) return null;
  return (
    <details>
      <summary>{t("policy.history")}</summary>
      <ol className="policy-history" reversed>
        {[current, ...before].map(({ n, at = 0, askedBy, confirmedBy, rules, was }) => (
          <li key={n}>
            <p>{askedBy === undefined || confirmedBy === undefined ? t("policy.decided.directory", { n, when: format.dayAndTime(at) }) : t("policy.decided", { n, when: format.dayAndTime(at), by: askedBy, second: confirmedBy })}</p>
            <PolicyChanges before={was} after={rules} />
          </li>
        ))}
      </ol>
    </details>
  );
}
