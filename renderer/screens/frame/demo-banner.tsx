import type { ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { WeatherMark } from "../weather/weather-mark.tsx";

/** Only in a demonstration: who and where one is, and the day that every rule applies on. */
export function DemoBanner({ me, profile }: { readonly me: Me; readonly profile: Profile }): ReactElement | null {
  const desk = useDesk();
  const { t, format } = useWords();
  const info = useDeskState((state) => state.info);
  const hasWeather = useDeskState((state) => state.weather !== undefined && state.weather !== "none");
  if (info?.demonstration !== true) return null;
  return (
    <aside className="demo-banner" aria-label={t("frame.demo")}>
      <strong>{t("frame.demo")}</strong>
      <span className="who">{me.name}</span>
      <span>{me.bank?.name ?? profile.bank}</span>
      <span>{profile.branch}</span>
      <WeatherMark />
      <span className="spread">
        <strong className="day">{t("frame.demo.date", { date: format.date(info.businessDate) })}</strong>
        <button type="button" className="banner-button" onClick={() => desk.set({ panel: "date" })}>{t("frame.demo.change")}</button>
        {hasWeather ? <button type="button" className="banner-button" onClick={() => go(desk, { kind: "weather" })}>{t("weather.title")}</button> : null}
      </span>
    </aside>
  );
}
