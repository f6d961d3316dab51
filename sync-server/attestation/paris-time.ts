import type { Words } from "../../shared/i18n/texts.ts";

const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A moment (UTC ms) as it was in Paris, wherever this server's own clock lives, and said so. */
export function parisTime(at: number, { t, format }: Words): string {
  const parts = new Map(paris.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return t("paper.attestation.moment", { date: format.date(`${part("year")}-${part("month")}-${part("day")}`), hour: part("hour"), minute: part("minute") });
}
