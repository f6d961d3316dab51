import type { BranchCheck } from "../../../../shared/bridge/check-views.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/**
 * `verify`: rebuilds chain, outbox and hashes from the disk; 1 when something does not match. `--centre`: before that, compares what the centre told
 * with the centre, and takes anew what differs; 1 where that did not come to an end, 3 where the centre is away.
 */
export const verify = (given: Surroundings, withCentre = false): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const compared = withCentre ? await bridge.call("sync.compare", undefined) : undefined;
    if (compared?.ok === false) return out.failure(compared.error);
    const report = await bridge.call("core.verify", undefined);
    out.document(compared === undefined ? report : { ...report, centre: compared.value });
    for (const check of compared?.value ?? []) out.line(branchLine(out, check));
    out.line(out.words.say(report.faults.length === 0 ? "verify.good" : "verify.bad", { changes: report.changes, files: report.files, faults: report.faults.length }));
    for (const fault of report.faults) out.line(`  ${fault}`);
    const centre = compared?.value.map(branchExit).find((code) => code !== EXIT.done) ?? EXIT.done;
    return report.faults.length === 0 ? centre : EXIT.refused;
  });

function branchLine({ words }: Output, { name, outcome, files, mended, error }: BranchCheck): string {
  return words.say(`verify.branch.${outcome}`, { branch: name, files, mended, why: error === undefined ? "" : words.error(error) });
}

const branchExit = ({ outcome, error }: BranchCheck): ExitCode =>
  outcome === "same" || outcome === "mended" ? EXIT.done : error === undefined ? EXIT.refused : exitCodeOf(error);
