import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { WeatherDesk } from "../deps.ts";

/** Passes on to the weather desk of `npm start`. G9201 where nobody gave this core one, and in whatever is not a demonstration. */
export const createWeatherHandler = (weather: WeatherDesk | undefined, isDemonstration: () => boolean): BridgeCalls["weather.act"] =>
  async (act) => (weather !== undefined && isDemonstration() ? await weather(act) : err({ code: "G9201" }));
