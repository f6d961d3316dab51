import type { AppInfo } from "../../../../shared/bridge/app-views.ts";
import type { WeatherAct } from "../../../../shared/bridge/weather-acts.ts";
import { SLOW_LINE, WORKSTATIONS, type HeldFile, type WeatherView } from "../../../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { askWeather } from "../weather-door.ts";
import { withCore, type Surroundings } from "./command.ts";

/** What a line of `weather` asks for: the desk's work, or the date, which is the workstation's own to ask for. */
export type WeatherAsked = WeatherAct | { readonly act: "date"; readonly businessDate: string };

const NETWORKS = ["cut", "silent", "slow"] as const;
const PLAIN = ["fair", "start", "backup", "restore", "second", "clone"] as const;

/** Undefined where the words are none that `weather` knows. `afterS` goes with `kill` only. */
export function readWeather(what = "show", value: string | undefined, afterS: number | undefined): WeatherAsked | undefined {
  if (afterS !== undefined && what !== "kill") return undefined;
  if (what === "provider") return value === "down" || value === "up" ? { act: "provider", isDown: value === "down" } : undefined;
  if (what === "date") return value === undefined ? undefined : { act: "date", businessDate: value };
  if (what === "address" || what === "close") {
    const workstation = WORKSTATIONS.find((each) => each === (value ?? (what === "address" ? "main" : undefined)));
    if (workstation === undefined) return undefined;
    return what === "address" ? { act: "address", workstation } : workstation === "main" ? undefined : { act: "close", workstation };
  }
  if (value !== undefined) return undefined;
  if (what === "show") return { act: "look", places: true };
  if (what === "kill") return afterS === undefined ? { act: "kill" } : { act: "kill", startsAfterS: afterS };
  const network = NETWORKS.find((each) => each === what);
  if (network !== undefined) return { act: "network", network };
  const act = PLAIN.find((each) => each === what);
  return act === undefined ? undefined : { act };
}

/** `weather`: the weather of the demonstration in `home`, by its own door. 1 where there is none, or it did not come about. */
export async function weather(given: Surroundings, home: string, asked: WeatherAsked): Promise<ExitCode> {
  if (asked.act === "date") return await setDate(given, asked.businessDate);
  const { out } = given;
  const answer = await askWeather(home, asked);
  if (!answer.ok) return out.failure(answer.error);
  // After an order it is told where each file is too: what the order did is seen there.
  const looked = asked.act === "look" ? answer : await askWeather(home, { act: "look", places: true });
  const { address } = answer.value;
  const view = looked.ok ? looked.value.view : answer.value.view;
  out.document({ ...view, ...(address === undefined ? {} : { address }) });
  for (const line of skyLines(view, out, Date.now())) out.line(line);
  for (const line of placeLines(view, out)) out.line(line);
  if (address !== undefined) out.line(out.words.say("weather.address", { address }));
  return EXIT.done;
}

const setDate = (given: Surroundings, businessDate: string): Promise<ExitCode> =>
  withCore(given, async ({ bridge }) => {
    const answer: Result<AppInfo, CodedError> = await bridge.call("demonstration.setBusinessDate", { businessDate });
    if (!answer.ok) return given.out.failure(answer.error);
    given.out.document({ businessDate: answer.value.businessDate });
    given.out.line(given.out.words.say("weather.date", { date: given.out.format.date(answer.value.businessDate) }));
    return EXIT.done;
  });

function skyLines({ network, server, provider, backup, workstations }: WeatherView, { words: { say }, format }: Output, now: number): readonly string[] {
  const age = (since: number): string => format.age(now - since);
  return [
    say(`weather.network.${network.kind}`, { age: age(network.since), kilobits: SLOW_LINE.kilobits }),
    say(`weather.server.${server.kind}`, { age: age(server.since) }),
    say(provider.isDown ? "weather.provider.down" : "weather.provider.up", { age: age(provider.since) }),
    backup === undefined ? say("weather.backup.none") : say("weather.backup.at", { when: format.dayAndTime(backup.takenAt) }),
    ...workstations.map(({ workstation, kind, person = "", sync, code, waiting }) => {
      const line = sync === undefined ? "" : `${say(`weather.sync.${sync}`)}${code === undefined ? "" : ` (${code})`}`;
      return `${say(`weather.workstation.${workstation}`)} · ${say(`weather.workstation.${kind}`, { person, sync: line, waiting })}`;
    }),
  ];
}

/** One file a line, in columns: what each that was asked has of it. */
function placeLines({ places, workstations }: WeatherView, { words: { say } }: Output): readonly string[] {
  if (places === undefined) return [];
  if (places.files.length === 0) return ["", say("weather.noFile")];
  const open = workstations.filter(({ kind }) => kind === "open").map(({ workstation }) => workstation);
  const held = (file: HeldFile | undefined): string => (file === undefined ? "-" : file.changes > 0 ? say("weather.pending", { version: file.version, changes: file.changes }) : say("weather.version", { version: file.version }));
  const rows = [
    [say("weather.file"), ...open.map((name) => say(`weather.workstation.${name}`)), say("weather.centre"), ""],
    ...places.files.map(({ name, here, centre }) => [
      name === "" ? say("weather.unnamed") : name, ...open.map((each) => held(here[each])),
      places.centre === "answers" ? (centre === undefined ? "-" : say("weather.version", { version: centre.version })) : say("weather.away"), centre?.number ?? "",
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return ["", ...rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd())];
}
