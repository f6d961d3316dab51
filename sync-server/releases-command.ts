import type { ServerConfig } from "./config.ts";
import { describeReleases } from "./domain/releases/describe-releases.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { releaseRulesOf } from "../shared/release/bank-rules.ts";
import { refuseUnknownBank } from "./refuse-unknown-bank.ts";
import type { OpenStore } from "./open-services.ts";

/** The `releases BANK` command: what its administrators see of releases, as JSON. */
export async function listReleasesOf(config: ServerConfig, bank: string, log: ServerLog, out: (text: string) => void, open: OpenStore): Promise<void> {
  const store = await open(config, log);
  try {
    await refuseUnknownBank(store, bank);
    const [rows, branches, policy] = await Promise.all([store.listReleases(bank), store.listBranches(bank), store.policyOf(bank)]);
    out(`${JSON.stringify(describeReleases({ rows, branches, rules: releaseRulesOf(policy), preview: undefined, at: Date.now() }), undefined, 2)}\n`);
  } finally {
    await store.close();
  }
}
