import type { WeatherView } from "../../shared/bridge/weather-views.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { fileId, NOW, rowOf } from "./fake-files.ts";

const since = (minutes: number) => ({ since: instant(NOW - minutes * 60_000) });
const place = (n: number, version: number, number?: string) => ({ file: fileId(n), name: rowOf(n).name, centre: { version, number } });

/** A day on which all is in service, and two workstations are open. */
export const fairWeather: WeatherView = {
  network: { kind: "fair", ...since(30) }, server: { kind: "up", ...since(30) }, provider: { isDown: false, ...since(30) },
  backup: { takenAt: instant(NOW - 30 * 60_000) }, busy: undefined,
  workstations: [
    { workstation: "main", kind: "open", person: "Hélène Fictive", sync: "idle", code: undefined, waiting: 0 },
    { workstation: "second", kind: "open", person: "Karim Exemple", sync: "idle", code: undefined, waiting: 0 },
    { workstation: "clone", kind: "closed", person: undefined, sync: undefined, code: undefined, waiting: 0 },
  ],
  places: {
    centre: "answers",
    files: [2, 3, 4].map((n) => ({ ...place(n, n, n === 2 ? "1-7K3M-9QPX-T" : undefined), here: { main: { version: n, since: undefined, changes: 0 }, second: { version: n, since: undefined, changes: 0 } } })),
  },
};

/** The network cut, the server killed, and a copy of the workstation that has stopped. */
export const stormyWeather: WeatherView = {
  network: { kind: "cut", ...since(2) }, server: { kind: "killed", startsAt: undefined, ...since(1) }, provider: { isDown: true, ...since(4) },
  backup: undefined, busy: undefined,
  workstations: [
    { workstation: "main", kind: "open", person: "Hélène Fictive", sync: "offline", code: "G5004", waiting: 3 },
    { workstation: "second", kind: "locked", person: undefined, sync: undefined, code: undefined, waiting: 0 },
    { workstation: "clone", kind: "open", person: "Hélène Fictive", sync: "stopped", code: "G4009", waiting: 1 },
  ],
  places: {
    centre: "away",
    files: [2, 3, 4].map((n) => ({ ...place(n, n), centre: undefined, here: { main: { version: n, since: n === 2 ? undefined : instant(NOW - 4 * 60_000), changes: n - 2 }, ...(n === 4 ? {} : { clone: { version: n, since: undefined, changes: 0 } }) } })),
  },
};
