import type { WeatherAct } from "../../shared/bridge/weather-acts.ts";
import type { WeatherAnswer, WeatherView } from "../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { flushSaves } from "./saving.ts";

/** Where each file is, is looked at while it is shown; the sky itself less often. */
const LOOK_MS = 1_000;
const GLANCE_MS = 2_000;

/** Keeps what the weather desk says at hand, and asks no more where there is none. Answers the way to stop. */
export function followWeather(desk: Desk): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const places = desk.get().route.kind === "weather" && desk.get().session?.kind === "open";
    const answer = await desk.attempt("weather.act", { act: "look", places });
    if (isOver) return;
    if (answer.ok) keep(desk, answer.value.view);
    else if (answer.error.code === "G9201") return keep(desk, undefined);
    timer = setTimeout(() => void look(), places ? LOOK_MS : GLANCE_MS);
    return undefined;
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Gives an order to the desk; what is being typed is saved first, for a copy is made with this workstation locked. */
export async function makeWeather(desk: Desk, act: WeatherAct): Promise<Result<string | undefined, CodedError>> {
  await flushSaves(desk);
  const answer: Result<WeatherAnswer, CodedError> = await desk.attempt("weather.act", act);
  if (!answer.ok) return answer;
  keep(desk, answer.value.view);
  return ok(answer.value.address);
}

/** Screens are told of changes only; an answer without places leaves those that are known. */
function keep(desk: Desk, view: WeatherView | undefined): void {
  const before = desk.get().weather;
  const kept = view === undefined ? "none" : { ...view, places: view.places ?? (before === undefined || before === "none" ? undefined : before.places) };
  if (JSON.stringify(before) !== JSON.stringify(kept)) desk.set({ weather: kept });
}
