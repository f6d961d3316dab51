import { expect, test } from "vitest";
import { readWeather } from "./weather.ts";

test("[WE8] every word of `weather` is one order of the desk, and nothing else is", () => {
  expect(readWeather(undefined, undefined, undefined)).toEqual({ act: "look", places: true });
  expect(readWeather("cut", undefined, undefined)).toEqual({ act: "network", network: "cut" });
  expect(readWeather("kill", undefined, 30)).toEqual({ act: "kill", startsAfterS: 30 });
  expect(readWeather("provider", "down", undefined)).toEqual({ act: "provider", isDown: true });
  expect(readWeather("date", "2021-01-04", undefined)).toEqual({ act: "date", businessDate: "2021-01-04" });
  expect([readWeather("address", undefined, undefined), readWeather("close", "clone", undefined)]).toEqual([{ act: "address", workstation: "main" }, { act: "close", workstation: "clone" }]);
  for (const act of ["fair", "start", "backup", "restore", "second", "clone"]) expect(readWeather(act, undefined, undefined)).toEqual({ act });
  for (const [what, value] of [["storm", undefined], ["cut", "down"], ["provider", undefined], ["provider", "sideways"], ["close", "main"], ["close", undefined], ["date", undefined]] as const) expect([what, value, readWeather(what, value, undefined)]).toEqual([what, value, undefined]);
  expect(readWeather("cut", undefined, 30)).toBeUndefined();
});
