import type { BankPolicy } from "../policy/bank-policy.ts";
import type { DeclarationLayout } from "../life/declaration-layout.ts";
import type { Words } from "./texts.ts";

export type PolicyRule = "approveWorkstations" | "unlock" | "graceDays" | "neverLoanMonths" | "afterLoanYears" | "declaration";
export type PolicyLine = { readonly rule: PolicyRule; readonly label: string; readonly value: string };

/** What a bank decided, rule by rule, in words. */
export function policyLines({ approveWorkstations, unlock, graceDays, retention, declaration }: BankPolicy, { t, count }: Words): readonly PolicyLine[] {
  const none = (value: number | null, key: "policy.graceDays" | "policy.neverLoanMonths" | "policy.afterLoanYears"): string => (value === null ? t(`${key}.none`) : count(key, value));
  return [
    { rule: "approveWorkstations", label: t("policy.rule.approveWorkstations"), value: t(approveWorkstations ? "policy.approve.yes" : "policy.approve.no") },
    { rule: "unlock", label: t("policy.rule.unlock"), value: t(`policy.unlock.${unlock}`) },
    { rule: "graceDays", label: t("policy.rule.graceDays"), value: none(graceDays, "policy.graceDays") },
    { rule: "neverLoanMonths", label: t("policy.rule.neverLoanMonths"), value: none(retention.neverLoanMonths, "policy.neverLoanMonths") },
    { rule: "afterLoanYears", label: t("policy.rule.afterLoanYears"), value: none(retention.afterLoanYears, "policy.afterLoanYears") },
    { rule: "declaration", label: t("policy.rule.declaration"), value: declaration === undefined ? t("policy.declaration.none") : t("policy.declaration", { columns: layoutText(declaration) }) },
  ];
}

/** Everything that a layout says, so that two that differ are told apart. */
function layoutText({ delimiter, decimal, date, columns, total, answer }: DeclarationLayout): string {
  const titles = columns.map(({ title, says }) => `${title} (${says})`).join(delimiter === "\t" ? " ⇥ " : ` ${delimiter} `);
  const kinds = [answer.accepted.join(", "), answer.rejected.join(", ")].join(" / ");
  return [titles, `1${decimal}00`, date, total, `${answer.number} → ${answer.outcome} (${kinds})`, answer.reference ?? "", answer.reason ?? ""].filter((part) => part !== "").join(" · ");
}

export type PolicyChange = { readonly rule: PolicyRule; readonly label: string; readonly before: string; readonly after: string };
/** What changes from one decision to the next, in words. */
export function policyChanges(before: BankPolicy, after: BankPolicy, words: Words): readonly PolicyChange[] {
  const then = policyLines(after, words);
  return policyLines(before, words).flatMap(({ rule, label, value }) => {
    const next = then.find((line) => line.rule === rule)?.value ?? "";
    return next === value ? [] : [{ rule, label, before: value, after: next }];
  });
}
