import { expect, test } from "vitest";
import { ok } from "../../../shared/kernel/result.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { WeatherDesk } from "../deps.ts";
import { createWeatherHandler } from "./weather-handler.ts";

const at = { since: instant(0) };
const asked: unknown[] = [];
const desk: WeatherDesk = async (act) => {
  asked.push(act);
  return ok({ view: { network: { kind: "fair", ...at }, server: { kind: "up", ...at }, provider: { isDown: false, ...at }, backup: undefined, busy: undefined, workstations: [], places: undefined } });
};

test("[WE8] a core without a weather desk has no weather, nor has one with a desk on a store that is no demonstration", async () => {
  for (const handler of [createWeatherHandler(undefined, () => true), createWeatherHandler(undefined, () => false), createWeatherHandler(desk, () => false)]) {
    expect(await handler({ act: "network", network: "cut" })).toEqual({ ok: false, error: { code: "G9201" } });
  }
  expect(asked).toEqual([]);
  expect(await createWeatherHandler(desk, () => true)({ act: "kill" })).toMatchObject({ ok: true });
  expect(asked).toEqual([{ act: "kill" }]);
});
