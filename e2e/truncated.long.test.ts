import { expect, test } from "vitest";
import { everyOffset, lineUnderWeather, truncateEverywhere } from "./support/line-under-weather.ts";

/** Some thousand rounds of a fifth of a second each, where nothing else is at work. */
const HUNG_MS = 3_600_000;

test.each([["author", "sent"], ["author", "received"], ["reader", "sent"], ["reader", "received"]] as const)("[ST4] [SY4] [WS6] [WS10] cut after each single byte of what the %s has %s, a change is there once, nothing is lost and nothing waits", async (who, way) => {
  const line = await lineUnderWeather();
  const { [way]: told } = await truncateEverywhere(line, who, everyOffset, [way]);
  console.info(`${who}, ${way}: ${JSON.stringify(told)}`);
  expect([told.rounds > 300, told.cut > told.rounds * 0.8]).toEqual([true, true]);
}, HUNG_MS);
