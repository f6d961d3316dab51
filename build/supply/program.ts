import { judgeAudit } from "./audit.ts";
import { auditAllowed } from "./audit-allowed.ts";
import { EXIT, worst, type ExitCode, type Verdict } from "./exit-codes.ts";
import { judgeElectron } from "./freshness.ts";
import { judgeLicences, lockedPackages } from "./licences.ts";
import { shippedPaths } from "./shipped.ts";

export type SupplyPowers = {
  /** Of the repository, with `/` at the end. */
  readonly root: string;
  readonly nowMs: () => number;
  /** What npm wrote for these arguments. */
  readonly npm: (args: readonly string[]) => Promise<string>;
  /** package.json's version of Electron. */
  readonly electron: string;
  readonly write: (line: string) => void;
};

/** Of everything that the lock file holds, whatever the environment leaves out of an installation. */
export const AUDIT = ["audit", "--json", "--package-lock-only", "--include=dev", "--include=optional", "--include=peer"] as const;

const checks: Readonly<Record<string, (powers: SupplyPowers) => Promise<Verdict>>> = {
  audit: async ({ npm, nowMs }) => judgeAudit(await npm(AUDIT), auditAllowed, new Date(nowMs()).toISOString().slice(0, 10)),
  licences: async ({ root }) => judgeLicences(lockedPackages(root), shippedPaths(root)),
  electron: async ({ npm, electron, nowMs }) => judgeElectron(await npm(["view", "electron", "time", "--json"]), electron, nowMs()),
};

export const USAGE = `npm run supply -- ${Object.keys(checks).join(" | ")}: one or several.\nEnds at 0: clean; 1: refused; 2: not understood; 3: nothing was judged, because no registry answered.`;

/** Runs the checks that are named, all of them, and answers how the worst of them ended. */
export async function runSupply(names: readonly string[], powers: SupplyPowers): Promise<ExitCode> {
  const wanted = names.map((name) => (Object.hasOwn(checks, name) ? checks[name] : undefined)).filter((check) => check !== undefined);
  if (wanted.length === 0 || wanted.length !== names.length) {
    powers.write(USAGE);
    return EXIT.usage;
  }
  const codes: ExitCode[] = [];
  for (const check of wanted) {
    const { code, lines } = await check(powers);
    lines.forEach(powers.write);
    codes.push(code);
  }
  return worst(codes);
}
