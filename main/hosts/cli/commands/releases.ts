import { channelLines, channelName, standingText, versionName } from "../../../../shared/i18n/adoption-words.ts";
import { releaseRulesText } from "../../../../shared/i18n/policy-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { MOST_FIRST_BRANCHES, releaseRulesOf, type ReleaseRules } from "../../../../shared/release/bank-rules.ts";
import { isVersion } from "../../../../shared/release/version.ts";
import type { ReleasesAnswer } from "../../../../shared/sync/release-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellPolicy } from "./policy.ts";

export type ReleaseOptions = { readonly halt?: "yes" | "no"; readonly upTo?: string; readonly first?: string; readonly share?: string };

/** `releases`: what is offered, run and held back on the bank's workstations. */
export const showReleases = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const known = await bridge.call("releases.read", {});
    if (!known.ok) return out.failure(known.error);
    out.document(known.value);
    for (const line of releaseLines(out, known.value)) out.line(line);
    return EXIT.done;
  });

/** `releases propose`: what the bank is to hold back, the rest of its rules as they are; `policy confirm` is the second word. `--first`: names or ids of branches, by commas; none. */
export const proposeReleases = (given: Surroundings, options: ReleaseOptions): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const [policy, known] = [await bridge.call("policy.read", undefined), await bridge.call("releases.read", {})];
    if (!policy.ok) return out.failure(policy.error);
    if (!known.ok) return out.failure(known.error);
    const releases = withOptions(releaseRulesOf(policy.value.current.rules), options, known.value.branches);
    if (releases === undefined) return sayUsage(out, out.words.say("cli.releasesValues"));
    return tellPolicy(out, await bridge.call("policy.propose", { base: policy.value.current.n, policy: { ...policy.value.current.rules, releases } }), "proposed");
  });

export function withOptions(now: ReleaseRules, { halt, upTo, first, share }: ReleaseOptions, branches: ReleasesAnswer["branches"]): ReleaseRules | undefined {
  const names = first === undefined ? undefined : first === "none" ? [] : first.split(",").map((name) => name.trim());
  const found = names?.map((name) => branches.filter((branch) => branch.id === name || branch.name === name));
  const percent = share === undefined ? now.share : /^\d{1,3}$/.test(share) ? Number(share) : Number.NaN;
  const version = upTo === undefined ? now.upTo : upTo === "none" ? null : isVersion(upTo) ? upTo : undefined;
  if (version === undefined || !(percent <= 100) || found?.some((one) => one.length !== 1) === true || (found?.length ?? 0) > MOST_FIRST_BRANCHES) return undefined;
  return { halted: halt === undefined ? now.halted : halt === "yes", upTo: version, firstBranches: found?.flatMap((one) => one.map(({ id }) => id)) ?? now.firstBranches, share: percent };
}

export function releaseLines(out: Output, { rules, channels, followNone, versions, branches, workstations, held, heldMore }: ReleasesAnswer): readonly string[] {
  const words = allWords[out.words.language];
  const { t, count } = words;
  const counted = (all: ReleasesAnswer["versions"]): string => all.map((one) => `${versionName(one.version, words)}: ${one.workstations}`).join(" · ");
  return [
    `${t("releases.rules")} · ${releaseRulesText(rules, words)}`,
    ...(channels.length === 0 ? [t("releases.none")] : []),
    ...channels.flatMap((channel) => [channelName(channel.channel, words), ...channelLines(channel, words).map((line) => `  ${line}`), ...channel.standings.map(({ is, workstations: n }) => `  ${n} · ${standingText(is, words)}`)]),
    ...(followNone === 0 ? [] : [count("releases.followNone", followNone)]),
    `${t("releases.all")} · ${workstations} · ${counted(versions)}`,
    ...branches.filter((branch) => branch.workstations > 0).map((branch) => `  ${branch.name} · ${branch.workstations} · ${counted(branch.versions)}`),
    ...(held.length === 0 ? [t("releases.held.none")] : [`${t("releases.held")} (${held.length + heldMore})`, ...held.map((one) => `  ${one.name}, ${one.branch} · ${t("releases.held.line", { label: one.label, version: versionName(one.version, words), is: standingText(one.is, words), offered: one.offered, when: out.format.dayAndTime(one.heardAt) })}`)]),
  ];
}
