import type { Language } from "../shared/i18n/format.ts";
import { operatorWords, type OperatorWords } from "../shared/i18n/operator-words.ts";
import { words } from "../shared/i18n/texts.ts";
import type { ServerConfig } from "./config.ts";
import { MOST_FAULTS, verifyCentre, type CentreFault, type CentreVerified } from "./domain/audit/verify-centre.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { withCentre } from "./with-store.ts";

const TELL_MS = 2_000;

/**
 * `verify [--json]`: reads all that the store keeps, and names what is not as it was written. It changes nothing and may run beside servers. Answers the exit code: 1 where something is not as it was.
 * Progress goes to `fault` (standard error). @throws StartFault where the store does not open
 */
export async function runVerifyCommand(config: ServerConfig, args: readonly string[], language: Language, log: ServerLog, { out, fault }: CommandOutput): Promise<ExitCode> {
  const said = operatorWords(language);
  return await withCentre<ExitCode>(config, log, async ({ store, centre }) => {
    let toldAt = Date.now();
    const report = await verifyCentre({
      store, centre, now: Date.now,
      progress: (done) => {
        if (Date.now() - toldAt < TELL_MS) return;
        toldAt = Date.now();
        fault(`${counts(done, language, said)}\n`);
      },
    });
    out(args.includes("--json") ? `${JSON.stringify({ centre: centre.id, epoch: centre.epoch, ...report }, null, 2)}\n` : `${tell(report, language, said).join("\n")}\n`);
    return report.faults.length === 0 ? 0 : 1;
  });
}

function tell(report: CentreVerified, language: Language, said: OperatorWords): readonly string[] {
  const { say } = said;
  const { faults, tip } = report;
  const lines = [counts(report, language, said), say("verify.tip", { n: tip.n, hash: tip.hash })];
  if (faults.length === 0) return [...lines, say("verify.sound")];
  return [...lines, say("verify.broken", { n: faults.length === MOST_FAULTS ? `≥ ${faults.length}` : faults.length }), ...faults.map((one) => `  ${tellFault(one, said)}`)];
}

function counts({ links, workstations, changes, pushes, files, loans }: Omit<CentreVerified, "faults" | "tip">, language: Language, { say }: OperatorWords): string {
  const { format } = words[language];
  return say("verify.counts", { links: format.count(links), workstations: format.count(workstations), changes: format.count(changes), pushes: format.count(pushes), files: format.count(files), loans: format.count(loans) });
}

function tellFault({ part, why, at: { link, bank, replica, change, file } }: CentreFault, { say }: OperatorWords): string {
  const where = link !== undefined ? say("verify.at.link", { link }) : file !== undefined ? say("verify.at.file", { file, bank: bank ?? "" }) : say("verify.at.change", { replica: replica ?? "", change: change ?? 0, bank: bank ?? "" });
  return say("verify.fault", { where, part: say(`verify.part.${part}`), why: say(`verify.why.${why}`) });
}
