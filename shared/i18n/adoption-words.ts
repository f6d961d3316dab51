import type { ReleasesAnswer } from "../sync/release-messages.ts";
import type { Words } from "./texts.ts";

type Channel = ReleasesAnswer["channels"][number];

export const channelName = (channel: string, { t }: Words): string => (channel === "stable" || channel === "pilot" ? t(`releases.channel.${channel}`) : t("releases.channel.other", { channel }));

/** What a workstation makes of a release; a word of a later version as it is. */
export const standingText = (is: string, { t, find }: Words): string => find(`releases.is.${is}`) ?? t("releases.is.other", { is });

/** What is offered on a channel, since when, and to how many by whose word. */
export function channelLines({ version, issuedAt, staging, of, reached }: Channel, { t, count, format }: Words): readonly string[] {
  return [
    t("releases.offered", { version, when: format.dayAndTime(issuedAt) }),
    `${count("releases.follow", of)} · ${staging === 0 ? t("releases.staging.halted") : t("releases.staging", { staging })}`,
    t("releases.reached", { n: reached, of }),
  ];
}

export const versionName = (version: string, { t }: Words): string => (version === "" ? t("releases.version.unknown") : version);
