import type { BankPolicy } from "../policy/bank-policy.ts";
import type { DeclarationLayout } from "../life/declaration-layout.ts";
import { isNoRule, releaseRulesOf, type ReleaseRules } from "../release/bank-rules.ts";
import type { Words } from "./texts.ts";

export type PolicyRule = "approveWorkstations" | "unlock" | "graceDays" | "neverLoanMonths" | "afterLoanYears" | "declaration" | "releases";
export type PolicyLine = { readonly rule: PolicyRule; readonly label: string; readonly value: string };

/** What a bank decided, rule by rule, in words. */
export function policyLines({ approveWorkstations, unlock, graceDays, retention, declaration, ...rest }: BankPolicy, words: Words): readonly PolicyLine[] {
  const { t, count } = words;
  const none = (value: number | null, key: "policy.graceDays" | "policy.neverLoanMonths" | "policy.afterLoanYears"): string => (value === null ? t(`${key}.none`) : count(key, value));
  return [
    { rule: "approveWorkstations", label: t("policy.rule.approveWorkstations"), value: t(approveWorkstations ? "policy.approve.yes" : "policy.approve.no") },
    { rule: "unlock", label: t("policy.rule.unlock"), value: t(`policy.unlock.${unlock}`) },
    { rule: "graceDays", label: t("policy.rule.graceDays"), value: none(graceDays, "policy.graceDays") },
    { rule: "neverLoanMonths", label: t("policy.rule.neverLoanMonths"), value: none(retention.neverLoanMonths, "policy.neverLoanMonths") },
    { rule: "afterLoanYears", label: t("policy.rule.afterLoanYears"), value: none(retention.afterLoanYears, "policy.afterLoanYears") },
    { rule: "declaration", label: t("policy.rule.declaration"), value: declaration === undefined ? t("policy.declaration.none") : t("policy.declaration", { columns: layoutText(declaration) }) },
    { rule: "releases", label: t("policy.rule.releases"), value: releaseRulesText(releaseRulesOf(rest), words) },
  ];
}

/** Everything that a layout says, so that two that differ are told apart. */
function layoutText({ delimiter, decimal, date, columns, total, answer }: DeclarationLayout): string {
  const titles = columns.map(({ title, says }) => `${title} (${says})`).join(delimiter === "\t" ? " ⇥ " : ` ${delimiter} `);
  const kinds = [answer.accepted.join(", "), answer.rejected.join(", ")].join(" / ");
  return [titles, `1${decimal}00`, date, total, `${answer.number} → ${answer.outcome} (${kinds})`, answer.reference ?? "", answer.reason ?? ""].filter((part) => part !== "").join(" · ");
}

/** What a bank decided on releases, in one line. */
export function releaseRulesText(rules: ReleaseRules, { t, count }: Words): string {
  if (isNoRule(rules)) return t("policy.releases.none");
  if (rules.halted) return t("policy.releases.halted");
  const { upTo, firstBranches, share } = rules;
  return [
    ...(upTo === null ? [] : [t("policy.releases.upTo", { version: upTo })]), ...(firstBranches.length === 0 ? [] : [count("policy.releases.first", firstBranches.length)]),
    ...(share === 100 ? [] : [t("policy.releases.share", { share })]),
  ].join(" · ") || t("policy.releases.none");
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
