import { createHash } from "node:crypto";
import type { PolicyStanding, PolicyStep } from "../../../../shared/bridge/policy-calls.ts";
import { policyChanges, policyLines } from "../../../../shared/i18n/policy-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { bankPolicySchema, type BankPolicy } from "../../../../shared/policy/bank-policy.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { readLayoutFile } from "../read-layout-file.ts";
import { sayUsage } from "../say-usage.ts";
import { withDesk, type Surroundings } from "./command.ts";

export type PolicyOptions = { readonly approve?: "yes" | "no"; readonly unlock?: BankPolicy["unlock"]; readonly grace?: string; readonly neverLoan?: string; readonly afterLoan?: string; /** A file, or "none". */ readonly declaration?: string };

/** `policy`: what the bank decided, what waits with its code, and what came before. */
export const showPolicy = (given: Surroundings): Promise<ExitCode> => withDesk(given, async (bridge) => tellPolicy(given.out, await bridge.call("policy.read", undefined)));

/** `policy propose`: the rules given, the others as they are. Another administrator must confirm. */
export const proposePolicy = (given: Surroundings, options: PolicyOptions): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const { declaration: file } = options;
    const read = file === undefined || file === "none" ? { layout: undefined } : readLayoutFile(out, file);
    if ("code" in read) return read.code;
    const known = await bridge.call("policy.read", undefined);
    if (!known.ok) return out.failure(known.error);
    const wanted = bankPolicySchema.safeParse({ ...withOptions(known.value.current.rules, options), ...(file === undefined ? {} : { declaration: read.layout }) });
    if (!wanted.success) return sayUsage(out, out.words.say("cli.policyNumbers"));
    return tellPolicy(out, await bridge.call("policy.propose", { base: known.value.current.n, policy: wanted.data }), "proposed");
  });

/** `policy confirm CODE`: exactly what `policy` showed under that code; another proposal since has another one. */
export const confirmPolicy = (given: Surroundings, code: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const known = await bridge.call("policy.read", undefined);
    if (!known.ok) return out.failure(known.error);
    const { asked } = known.value;
    if (asked === undefined) return out.failure({ code: "G9503" });
    if (codeOf(asked) !== code) return out.failure({ code: "G9505" });
    return tellPolicy(out, await bridge.call("policy.confirm", { base: asked.base, policy: asked.policy }), "confirmed");
  });

export const withdrawPolicy = (given: Surroundings): Promise<ExitCode> => withDesk(given, async (bridge) => tellPolicy(given.out, await bridge.call("policy.withdraw", undefined), "withdrawn"));

/** Made of the proposal and what it follows: whoever names it has seen it. */
const codeOf = ({ base, policy }: NonNullable<PolicyStanding["asked"]>): string => createHash("sha256").update(`${base} ${policy}`).digest("hex").slice(0, 12);

const orNone = (given: string | undefined, now: number | null): number | null => (given === undefined ? now : given === "none" ? null : Number(given));
const withOptions = (now: BankPolicy, { approve, unlock, grace, neverLoan, afterLoan }: PolicyOptions): BankPolicy => ({
  approveWorkstations: approve === undefined ? now.approveWorkstations : approve === "yes", unlock: unlock ?? now.unlock, graceDays: orNone(grace, now.graceDays),
  retention: { neverLoanMonths: orNone(neverLoan, now.retention.neverLoanMonths), afterLoanYears: orNone(afterLoan, now.retention.afterLoanYears) },
  ...(now.declaration === undefined ? {} : { declaration: now.declaration }),
  ...(now.releases === undefined ? {} : { releases: now.releases }),
});

/** A bank's policy as it stands after a word. */
export function tellPolicy(out: Output, answer: Result<PolicyStanding, CodedError>, said?: "proposed" | "confirmed" | "withdrawn"): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  const { before, asked, ...rest } = answer.value;
  out.document({ ...rest, before, ...(asked === undefined ? {} : { asked: { ...asked, code: codeOf(asked) } }) });
  if (said !== undefined) out.line(allWords[out.words.language].t(`policy.said.${said}`));
  for (const line of policyLinesOf(out, said === undefined ? answer.value : { ...answer.value, before: [] })) out.line(line);
  return EXIT.done;
}

/** What is in force, what waits, before and after, and each decision before. */
export function policyLinesOf(out: Output, { current, before, asked }: PolicyStanding): readonly string[] {
  const words = allWords[out.words.language];
  const { t } = words;
  const isStale = asked !== undefined && asked.base !== current.n;
  return [
    ...policyLines(current.rules, words).map(({ label, value }) => `${label} · ${value}`),
    current.n === 0 ? t("policy.current.none") : decided(out, current),
    ...(asked === undefined ? [] : [isStale ? t("policy.stale") : t("policy.asked", { who: asked.by, until: out.format.dayAndTime(asked.until) }), ...changed(out, current.rules, asked.rules), ...(isStale || asked.mine ? [] : [`  ${codeOf(asked)}`])]),
    ...before.flatMap((step) => [decided(out, step), ...changed(out, step.was, step.rules)]),
  ];
}

function changed({ words }: Output, before: BankPolicy, after: BankPolicy): readonly string[] {
  const own = allWords[words.language];
  const changes = policyChanges(before, after, own);
  return changes.length === 0 ? [`  ${own.t("policy.same")}`] : changes.map(({ label, before: was, after: then }) => `  ${label} · ${own.t("policy.arrow", { before: was, after: then })}`);
}

function decided({ words, format }: Output, { n, at = 0, askedBy, confirmedBy }: PolicyStep): string {
  const { t } = allWords[words.language];
  const when = format.dayAndTime(at);
  return askedBy === undefined || confirmedBy === undefined ? t("policy.decided.directory", { n, when }) : t("policy.decided", { n, when, by: askedBy, second: confirmedBy });
}
