import type { BranchCheck } from "../../../../shared/bridge/check-views.ts";
import type { LineProofView } from "../../../../shared/bridge/sync-views.ts";
import { proofSentences } from "../../../../shared/i18n/proof-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/**
 * `verify`: rebuilds chain, outbox and hashes from the disk; 1 when something does not match. `--centre`: before that, compares what the centre told
 * with the centre, and takes anew what differs; 1 where that did not come to an end, 3 where the centre is away. And has the centre prove that its audit holds what this
 * workstation sent; 1 where it does not, and a centre that cannot prove it is told and no fault.
 */
export const verify = (given: Surroundings, withCentre = false): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const compared = withCentre ? await bridge.call("sync.compare", undefined) : undefined;
    if (compared?.ok === false) return out.failure(compared.error);
    const proof = withCentre ? await bridge.call("sync.prove", undefined) : undefined;
    const report = await bridge.call("core.verify", undefined);
    out.document(compared === undefined ? report : { ...report, centre: compared.value, ...(proof === undefined ? {} : { proof: proof.ok ? proof.value : { error: proof.error } }) });
    for (const check of compared?.value ?? []) out.line(branchLine(out, check));
    out.line(out.words.say(report.faults.length === 0 ? "verify.good" : "verify.bad", { changes: report.changes, files: report.files, faults: report.faults.length }));
    for (const fault of report.faults) out.line(`  ${fault}`);
    if (proof !== undefined) for (const line of proofLines(out, proof)) out.line(line);
    const centre = compared?.value.map(branchExit).find((code) => code !== EXIT.done) ?? EXIT.done;
    return report.faults.length === 0 && (proof?.ok !== true || proof.value.faults.length === 0) ? centre : EXIT.refused;
  });

function branchLine({ words }: Output, { name, outcome, files, mended, error }: BranchCheck): string {
  return words.say(`verify.branch.${outcome}`, { branch: name, files, mended, why: error === undefined ? "" : words.error(error) });
}

const branchExit = ({ outcome, error }: BranchCheck): ExitCode =>
  outcome === "same" || outcome === "mended" ? EXIT.done : error === undefined ? EXIT.refused : exitCodeOf(error);

function proofLines({ words: { language } }: Output, proof: Result<LineProofView, CodedError>): readonly string[] {
  const words = allWords[language];
  if (!proof.ok) return [words.t("settings.proof.none", { code: proof.error.code })];
  const { faults } = proof.value;
  return faults.length === 0 ? proofSentences(proof.value, words) : [words.count("settings.proof.faults", faults.length), ...faults.map((fault) => `  ${fault}`)];
}
