import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WeatherAct } from "../../shared/bridge/weather-acts.ts";
import type { WeatherAnswer } from "../../shared/bridge/weather-views.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { askWeather, readWeatherDoor, type WeatherDoor } from "../../main/hosts/cli/weather-door.ts";
import { openControlDoor } from "./control-door.ts";

const at = { since: instant(0) };
const some: WeatherAnswer = { view: { network: { kind: "fair", ...at }, server: { kind: "up", ...at }, provider: { isDown: false, ...at }, backup: undefined, busy: undefined, workstations: [], places: undefined } };
let home: string;
let asked: WeatherAct[];
let door: { readonly close: () => Promise<void> };
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "guichet-door-"));
  asked = [];
  door = await openControlDoor(home, async (act) => {
    asked.push(act);
    return act.act === "restore" ? err({ code: "G9203" }) : ok(some);
  });
});
afterEach(async () => {
  await door.close();
  rmSync(home, { recursive: true, force: true });
});

const written = (): WeatherDoor => {
  const found = readWeatherDoor(home);
  if (found === undefined) throw new Error("no door");
  return found;
};
/** As anybody on this computer may knock: fetch would not let a test lie about Host. */
const knock = (headers: Readonly<Record<string, string>>, body = '{"act":"network","network":"cut"}'): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asking = request(`${written().url}/weather`, { method: "POST", headers: { "content-type": "application/json", ...headers } }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
    asking.once("error", reject).end(body);
  });

test("[WE8] the door opens to the secret of its file only, which its owner alone can read, and never to a page of a browser", async () => {
  const { secret } = written();
  const good = { authorization: `Bearer ${secret}` };
  if (process.platform !== "win32") expect(statSync(join(home, "weather.json")).mode & 0o777).toBe(0o600);
  expect(await knock({})).toBe(401);
  expect(await knock({ authorization: `Bearer ${secret.slice(1)}x` })).toBe(401);
  expect(await knock({ ...good, origin: "http://127.0.0.1:8787" })).toBe(403);
  expect(await knock({ ...good, host: "weather.example" })).toBe(403);
  expect(await knock(good, '{"act":"network","network":"storm"}')).toBe(400);
  expect(await knock(good, "x".repeat(10_000))).toBe(400);
  expect(asked).toEqual([]);
  expect(await knock(good)).toBe(200);
  expect(asked).toEqual([{ act: "network", network: "cut" }]);
});

test("[WE8] a command goes through it, hears why not, and hears that there is none once it is closed", async () => {
  expect(await askWeather(home, { act: "kill", startsAfterS: 5 })).toMatchObject({ ok: true, value: { view: { server: { kind: "up" } } } });
  expect(await askWeather(home, { act: "restore" })).toEqual({ ok: false, error: { code: "G9203" } });
  const left = written();
  await door.close();
  expect(readWeatherDoor(home)).toBeUndefined();
  expect(await askWeather(home, { act: "look" })).toEqual({ ok: false, error: { code: "G9201" } });
  writeFileSync(join(home, "weather.json"), JSON.stringify(left));
  expect(await askWeather(home, { act: "look" }), "left by a process that was killed").toEqual({ ok: false, error: { code: "G9201" } });
});
