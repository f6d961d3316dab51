import type { ReactElement } from "react";
import { policyChanges } from "../../../shared/i18n/policy-words.ts";
import type { BankPolicy } from "../../../shared/policy/bank-policy.ts";
import { useWords } from "../../components/words.ts";

/** Rule by rule, what was and what is to be. The arrow is read out as words. */
export function PolicyChanges({ before, after }: { readonly before: BankPolicy; readonly after: BankPolicy }): ReactElement {
  const words = useWords();
  const { t } = words;
  const changes = policyChanges(before, after, words);
  if (changes.length === 0) return <p>{t("policy.same")}</p>;
  return (
    <dl className="policy-changes">
      {changes.map(({ rule, label, before: was, after: then }) => (
        <div key={rule}>
          <dt>{label}</dt>
          <dd><span className="unseen">{t("policy.from")} </span><s>{was}</s> <span aria-hidden="true">→</span><span className="unseen"> {t("policy.to")} </span> <strong>{then}</strong></dd>
        </div>
      ))}
    </dl>
  );
}
