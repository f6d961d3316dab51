import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `verify`: rebuilds chain, outbox and hashes from the disk; 1 when something does not match. */
export const verify = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const report = await bridge.call("core.verify", undefined);
    out.document(report);
    out.line(out.words.say(report.faults.length === 0 ? "verify.good" : "verify.bad", { changes: report.changes, files: report.files, faults: report.faults.length }));
    for (const fault of report.faults) out.line(`  ${fault}`);
    return report.faults.length === 0 ? EXIT.done : EXIT.refused;
  });
