import type { Language } from "../shared/i18n/format.ts";
import { reportingWords, type ReportingWords } from "../shared/i18n/reporting-words.ts";
import { isUuid } from "../shared/kernel/ids.ts";
import type { ServerConfig } from "./config.ts";
import { runChecks } from "./domain/reporting/run-checks.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { refuseUnknownBank } from "./refuse-unknown-bank.ts";
import { CONSISTENCY_IDS } from "./store/consistency/checks.ts";
import type { CheckFound } from "./store/store.ts";
import { withStore } from "./with-store.ts";

export type ConsistencyOrder = { readonly bank: string | undefined; readonly json: boolean };

/** `[--bank ID] [--json]`. Undefined: not well formed. */
export function consistencyArguments(args: readonly string[]): ConsistencyOrder | undefined {
  const at = args.indexOf("--bank");
  const bank = at === -1 ? undefined : args[at + 1];
  const flags = args.filter((_one, i) => at === -1 || (i !== at && i !== at + 1));
  if ((at !== -1 && !isUuid(bank)) || flags.some((flag) => flag !== "--json") || flags.length > 1) return undefined;
  return { bank, json: flags.length === 1 };
}

/**
 * `consistency`: every check that must find nothing, at the store itself; it changes nothing and may run beside servers. Answers the exit code: 1 where something was found, or it was stopped. Progress goes to
 * `fault`. @throws StartFault
 */
export async function runConsistency(config: ServerConfig, { bank, json }: ConsistencyOrder, language: Language, log: ServerLog, { out, fault }: CommandOutput, signal: AbortSignal): Promise<ExitCode> {
  const words = reportingWords(language);
  return await withStore<ExitCode>(config, log, async (store) => {
    await refuseUnknownBank(store, bank);
    const checked = await runChecks({ store, bank, signal, progress: (n, of, check) => fault(`${words.say("consistency.progress", { n, of, check })}\n`) });
    const faults = checked.filter(({ found }) => found !== 0);
    const isWhole = checked.length === CONSISTENCY_IDS.length;
    if (json) out(`${JSON.stringify({ bank: bank ?? null, isWhole, checked: checked.map(({ check }) => check), found: faults }, null, 2)}\n`);
    else out(`${[...faults.flatMap((one) => tell(one, words)), ...(isWhole ? (faults.length === 0 ? [words.say("consistency.nothing", { n: checked.length })] : []) : [words.say("consistency.cancelled", { n: checked.length, of: CONSISTENCY_IDS.length })])].join("\n")}\n`);
    return isWhole && faults.length === 0 ? 0 : 1;
  });
}

function tell({ check, found, rows }: CheckFound, { say, format }: ReportingWords): readonly string[] {
  const sentence = say(`check.${check}`);
  if (found === "unreadable") return [say("consistency.unreadable", { check, sentence })];
  return [
    say("consistency.found", { check, found: format.count(found), sentence }),
    ...rows.map(({ bank, subject, number, differs }) => say("consistency.row", { what: [subject, number].filter((one) => one !== null).join(" "), differs, bank: bank ?? "" })),
    ...(found > rows.length ? [say("consistency.more", { n: format.count(found - rows.length) })] : []),
  ];
}
