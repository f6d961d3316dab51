import { expect, test } from "vitest";
import { everyOffset, lineUnderWeather, truncateEverywhere } from "./support/line-under-weather.ts";

test.each(["author", "reader"] as const)("[ST4] [SY4] [WS6] [WS10] cut after each single byte of what the %s sends and receives, a change is there once, nothing is lost and nothing waits", async (who) => {
  const line = await lineUnderWeather();
  const told = await truncateEverywhere(line, who, everyOffset);
  console.info(`${who}: ${JSON.stringify(told)}`);
  for (const way of ["sent", "received"] as const) expect([way, told[way].rounds > 500, told[way].cut > told[way].rounds * 0.8]).toEqual([way, true, true]);
});
