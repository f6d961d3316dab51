import { bankHold, bankNumberOf, type BankHold } from "../../../shared/release/bank-rules.ts";
import { releaseFault, type ReleaseFault } from "../../../shared/release/fault.ts";
import type { Channel, Manifest, ReleaseFile } from "../../../shared/release/manifest.ts";
import { supersedeFault, type Mark } from "../../../shared/release/supersede.ts";
import { updateFileOf, type Machine } from "../../../shared/release/update-file.ts";
import { compareVersions, type Version } from "../../../shared/release/version.ts";
import type { BankWord } from "./bank-word.ts";
import type { InstallKind } from "./install-kind.ts";

/** What the decision rests on; nothing else is looked at. */
export type Situation = {
  readonly current: Version;
  /** Protocol that this very program speaks. */
  readonly protocol: number;
  readonly channel: Channel;
  readonly install: InstallKind;
  readonly machine: Machine;
  /** {@link stagingNumberOf} the release in question. */
  readonly stagingNumber: number;
  /** From the centre's last hello. */
  readonly centre: { readonly protocol: number; readonly minProtocol: number } | undefined;
  readonly mark: Mark | undefined;
  /** What the banks of this computer's profiles decided, as it was heard last. */
  readonly bankWords: readonly BankWord[];
};

export type Offer =
  | { readonly kind: "refused"; readonly fault: ReleaseFault }
  | { readonly kind: "nothing"; readonly why: "sources" | "current" | "centre-older" | "halted" | "staged" | "no-file" | BankHold }
  | { readonly kind: "announce"; readonly mandatory: boolean }
  | { readonly kind: "download"; readonly mandatory: boolean; readonly file: ReleaseFile };

/** What a believed manifest means for this computer. Rules UP1 to UP4. */
export function decideOffer(manifest: Manifest, situation: Situation): Offer {
  const { current, channel, install, centre, mark } = situation;
  if (install === "sources") return { kind: "nothing", why: "sources" };
  if (manifest.channel !== channel) return { kind: "refused", fault: releaseFault("other-channel", manifest.channel) };
  const gone = supersedeFault(mark, manifest);
  if (gone !== undefined) return { kind: "refused", fault: gone };
  const order = compareVersions(manifest.version, current);
  if (order === 0) return { kind: "nothing", why: "current" };
  if (order < 0) return { kind: "refused", fault: releaseFault("downgrade", manifest.version) };
  if (centre !== undefined && manifest.minimumProtocol > centre.protocol) return { kind: "nothing", why: "centre-older" };
  const mandatory = isMandatory(manifest, situation);
  if (manifest.staging === 0) return { kind: "nothing", why: "halted" };
  const held = heldByBanks(manifest.version, mandatory, situation.bankWords);
  if (held !== undefined) return { kind: "nothing", why: held };
  if (!mandatory && situation.stagingNumber >= manifest.staging) return { kind: "nothing", why: "staged" };
  if (install === "per-machine") return { kind: "announce", mandatory };
  const file = updateFileOf(manifest, situation.machine);
  return file === undefined ? { kind: "nothing", why: "no-file" } : { kind: "download", mandatory, file };
}

/** The first word that holds it back: where profiles of several branches or banks share a computer, each of them may. Rules RE1 to RE4. */
export function heldByBanks(version: Version, mandatory: boolean, words: readonly BankWord[]): BankHold | undefined {
  for (const { rules, branches, replica } of words) {
    const held = bankHold(rules, { version, mandatory, branches, number: bankNumberOf(replica, version) });
    if (held !== undefined) return held;
  }
  return undefined;
}

/** Below the manifest's minimum; or no longer understood by the centre, where this release would be. */
const isMandatory = ({ minimumVersion, protocol }: Manifest, { current, centre, protocol: own }: Situation): boolean =>
  compareVersions(current, minimumVersion) < 0 || (centre !== undefined && own < centre.minProtocol && protocol >= centre.minProtocol);
