import type { CallAnswers } from "../../shared/bridge/contract.ts";
import { ok } from "../../shared/kernel/result.ts";
import { NO_RELEASE_RULES, type ReleaseRules } from "../../shared/release/bank-rules.ts";
import type { ReleasesAnswer } from "../../shared/sync/release-messages.ts";
import { NOW } from "./fake-files.ts";

const DAY = 86_400_000;
const DEMO_BRANCH = "018f0000-0000-7000-8000-0000000000b1";
const other = "018f0000-0000-7000-8000-0000000000b2";
const held = (name: string, branch: string, label: string, is: string) => ({ name, branch, label, version: "1.3.0", channel: "stable", offered: "1.4.0", is, heardAt: NOW - 40 * 60_000 });

/** A bank in the middle of taking a release: its first branch has it, the others as far as the share reaches. */
const told: ReleasesAnswer = {
  epoch: { n: 1, id: "018f0000-0000-7000-8000-0000000000e1" }, rules: NO_RELEASE_RULES, workstations: 126, followNone: 6,
  channels: [
    { channel: "stable", version: "1.4.0", issuedAt: NOW - 3 * DAY, staging: 50, of: 112, reached: 112, standings: [{ is: "current", workstations: 47 }, { is: "staged", workstations: 41 }, { is: "ready", workstations: 14 }, { is: "centre-older", workstations: 2 }, { is: "not-heard", workstations: 8 }] },
    { channel: "pilot", version: "1.5.0-rc.1", issuedAt: NOW - DAY, staging: 100, of: 8, reached: 8, standings: [{ is: "current", workstations: 6 }, { is: "announced", workstations: 2 }] },
  ],
  versions: [{ version: "1.5.0-rc.1", workstations: 6 }, { version: "1.4.0", workstations: 47 }, { version: "1.3.0", workstations: 70 }, { version: "", workstations: 3 }],
  branches: [
    { id: DEMO_BRANCH, name: "Agence du Port", workstations: 54, versions: [{ version: "1.5.0-rc.1", workstations: 6 }, { version: "1.4.0", workstations: 38 }, { version: "1.3.0", workstations: 10 }] },
    { id: other, name: "Agence des Halles", workstations: 72, versions: [{ version: "1.4.0", workstations: 9 }, { version: "1.3.0", workstations: 60 }, { version: "", workstations: 3 }] },
  ],
  days: [{ day: "2020-04-15", version: "1.4.0", workstations: 31 }, { day: "2020-04-14", version: "1.5.0-rc.1", workstations: 6 }, { day: "2020-04-14", version: "1.4.0", workstations: 16 }],
  held: [held("Camille Épreuve", "Agence des Halles", "HALLES-02", "staged"), held("Noé Fictif", "Agence des Halles", "HALLES-07", "centre-older")],
  heldMore: 41,
};
const rules: ReleaseRules = { ...NO_RELEASE_RULES, firstBranches: [DEMO_BRANCH], share: 20 };

export const someReleases: CallAnswers["releases.read"] = ok(told);
export const heldReleases: CallAnswers["releases.read"] = ok({
  ...told, rules, channels: told.channels.map((channel) => (channel.channel === "stable" ? { ...channel, reached: 61, standings: [{ is: "current", workstations: 47 }, { is: "bank-staged", workstations: 51 }, { is: "ready", workstations: 14 }] } : channel)),
  held: [held("Camille Épreuve", "Agence des Halles", "HALLES-02", "bank-staged")], heldMore: 50,
});
export const haltedReleases: CallAnswers["releases.read"] = ok({ ...told, rules: { ...rules, halted: true }, channels: told.channels.map((channel) => ({ ...channel, reached: 0 })) });
/** A bank of two thousand branches. */
export const largeReleases: CallAnswers["releases.read"] = ok({
  ...told, branches: [...told.branches, ...Array.from({ length: 2_000 }, (_, n) => ({ id: `018f0000-0000-7000-8000-00000001${String(n).padStart(4, "0")}`, name: `Agence fictive ${String(n).padStart(4, "0")}`, workstations: 2, versions: [{ version: "1.4.0", workstations: 2 }] }))],
});
export const noReleases: CallAnswers["releases.read"] = ok({ ...told, workstations: 4, followNone: 4, channels: [], versions: [{ version: "1.3.0", workstations: 4 }], branches: [{ id: DEMO_BRANCH, name: "Agence du Port", workstations: 4, versions: [{ version: "1.3.0", workstations: 4 }] }], days: [], held: [], heldMore: 0 });
/** Whom other rules would reach: as if the second branch came last. */
export function previewed(answer: CallAnswers["releases.read"], preview: ReleaseRules | undefined): CallAnswers["releases.read"] {
  if (!answer.ok || preview === undefined) return answer;
  const reach = (of: number): number => (preview.halted ? 0 : Math.round((of * preview.share) / 100));
  return ok({ ...answer.value, channels: answer.value.channels.map((channel) => ({ ...channel, preview: reach(channel.of) })) });
}
