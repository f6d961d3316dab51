import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { tellWeather } from "./tell-weather.ts";

/** What is out of order on purpose, wherever one is; nothing on a fair day, and nothing outside demonstrations. */
export function WeatherMark(): ReactElement | null {
  const words = useWords();
  const now = useNow();
  const weather = useDeskState((state) => state.weather);
  if (weather === undefined || weather === "none") return null;
  const told = tellWeather(weather, words, now);
  return <output className="weather-mark">{told.length === 0 ? null : <><Icon name="alert" size={14} />{told.join(" · ")}</>}</output>;
}
