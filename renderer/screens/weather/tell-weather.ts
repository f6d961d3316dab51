import type { WeatherView } from "../../../shared/bridge/weather-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";

type Told = { readonly what: string; readonly since: number };

/** What is out of order on purpose, or under way, in a few words each; nothing on a fair day. */
export function tellWeather({ network, server, provider, busy }: Pick<WeatherView, "network" | "server" | "provider" | "busy">, { t, format }: Words, now: number): readonly string[] {
  const wrong: readonly Told[] = [
    ...(network.kind === "fair" ? [] : [{ what: t(`weather.network.${network.kind}`), since: network.since }]),
    ...(server.kind === "up" || busy !== undefined ? [] : [{ what: t(`weather.server.${server.kind}`), since: server.since }]),
    ...(provider.isDown ? [{ what: t("weather.provider.down"), since: provider.since }] : []),
  ];
  const told = wrong.map(({ what, since }) => (now - since < MINUTE_MS ? what : t("weather.since", { what, age: format.age(now - since) })));
  return busy === undefined ? told : [...told, t(`weather.busy.${busy}`)];
}
const MINUTE_MS = 60_000;
