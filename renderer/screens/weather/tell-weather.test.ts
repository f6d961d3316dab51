import { expect, test } from "vitest";
import { words } from "../../../shared/i18n/texts.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { tellWeather } from "./tell-weather.ts";

const now = 10_000_000;
const since = (minutes: number) => ({ since: instant(now - minutes * 60_000) });
const fair = { network: { kind: "fair", ...since(9) }, server: { kind: "up", ...since(9) }, provider: { isDown: false, ...since(9) }, busy: undefined } as const;

test("[WE10] a fair day is not spoken of; what is out of order is, with its age once it has one", () => {
  expect(tellWeather(fair, words.fr, now)).toEqual([]);
  expect(tellWeather({ ...fair, network: { kind: "cut", ...since(2) } }, words.en, now)).toEqual(["Network cut for 2\u00a0min"]);
  const storm = { ...fair, network: { kind: "slow", ...since(0) }, server: { kind: "killed", startsAt: undefined, ...since(3) }, provider: { isDown: true, ...since(0) } } as const;
  expect(tellWeather(storm, words.fr, now)).toEqual(["Réseau ralenti", expect.stringMatching(/^Serveur tué depuis 3.min$/), "Fournisseur d’identité coupé"]);
});

test("[WE10] while the desk is at work, what it does is said, not that the server is away for it", () => {
  expect(tellWeather({ ...fair, server: { kind: "stopped", ...since(0) }, busy: "restore" }, words.fr, now)).toEqual(["Restauration du centre en cours…"]);
});
