import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { WeatherAct } from "../../../shared/bridge/weather-acts.ts";
import type { WeatherAnswer } from "../../../shared/bridge/weather-views.ts";
import { isErrorCode, type CodedError, type ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";

/** In the folder of a demonstration, readable by its owner only: whoever reads it may make its weather. */
export const WEATHER_DOOR_FILE = "weather.json";
export const WEATHER_DOOR_PATH = "/weather";
const doorSchema = z.object({ format: z.literal(1), url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }), secret: z.string().min(32), pid: z.int() });
export type WeatherDoor = z.infer<typeof doorSchema>;

const answerSchema = z.discriminatedUnion("ok", [
  /** The same build made it: only that it is one is looked at. */
  z.object({ ok: z.literal(true), value: z.custom<WeatherAnswer>((value) => typeof value === "object" && value !== null && "view" in value) }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.custom<ErrorCode>(isErrorCode), params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional() }) }),
]);

/** What a demonstration under way wrote; undefined when none did. It may be gone since. */
export function readWeatherDoor(home: string): WeatherDoor | undefined {
  try {
    return doorSchema.parse(JSON.parse(readFileSync(join(home, WEATHER_DOOR_FILE), "utf8")));
  } catch {
    return undefined;
  }
}

/** Through the door of that demonstration. G9201 when there is none, or nobody behind it any more. */
export async function askWeather(home: string, act: WeatherAct): Promise<Result<WeatherAnswer, CodedError>> {
  const door = readWeatherDoor(home);
  if (door === undefined) return err({ code: "G9201" });
  try {
    const response = await fetch(`${door.url}${WEATHER_DOOR_PATH}`, {
      method: "POST", body: JSON.stringify(act), headers: { authorization: `Bearer ${door.secret}`, "content-type": "application/json" },
    });
    const answer = answerSchema.parse(await response.json());
    if (answer.ok) return answer;
    const { code, params } = answer.error;
    return err(params === undefined ? { code } : { code, params });
  } catch {
    return err({ code: "G9201" });
  }
}
