import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Settings } from "../../shared/bridge/app-views.ts";
import type { SyncStatus } from "../../shared/bridge/sync-views.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { ok } from "../../shared/kernel/result.ts";
import type { HostLink } from "../bridge/host-link.ts";
import { App } from "../screens/app.tsx";
import { DeskContext } from "../state/desk-context.tsx";
import { createDesk } from "../state/desk.ts";
import { fleetOf5000, manyDevices, someDemand } from "./fake-devices.ts";
import { haltedReleases, heldReleases, largeReleases, noReleases } from "./fake-releases.ts";
import { askedPolicy, somePolicy, stalePolicy } from "./fake-policy.ts";
import { administratorSession, approverSession, choosingSession, createFakeBridge, managerSession, openedSession, regionSession, supervisorSession, someInfo, someProfile, someSync, type FakeOptions } from "./fake-bridge.ts";
import { someHolds } from "./fake-holds.ts";
import { fairWeather, stormyWeather } from "./fake-weather.ts";
import { NOW } from "./fake-files.ts";
import { doneImport, mappingImport, runningImport, stoppedImport } from "./fake-import.ts";
import { withNewScheme, withTighterRules } from "./fake-packs.ts";
import { someQuarantine } from "./fake-quarantine.ts";
import { aloneRecovery, confirmedRecovery, endedRecovery, someRecovery } from "./fake-recovery.ts";
import "../styles/all.css";

const offline: SyncStatus = { ...someSync, kind: "offline", waiting: 3, oldestWaitingAt: instant(NOW - 80 * 60_000), error: { code: "G5004" }, nextTryAt: instant(NOW + 40_000) };
const recovering: SyncStatus = { ...someSync, waiting: 2, oldestWaitingAt: instant(NOW - 20 * 60_000), recovery: "waiting" };
const notes = { fr: "Le calcul de la prime suit le barème de mai.\nLa liste s’ouvre plus vite.", en: "The premium follows the scale of May.\nThe list opens faster." };
const links = { "no-address": "no-address", gone: "gone" } as const satisfies { readonly [story: string]: HostLink };
const isLink = (name: string): name is keyof typeof links => Object.hasOwn(links, name);
const stories: { readonly [name: string]: FakeOptions } = {
  "sign-in": { session: { kind: "closed", profiles: [] } },
  bank: { session: { kind: "closed", profiles: [] }, info: { ...someInfo, demonstration: false } },
  away: { session: { kind: "closed", profiles: [] }, info: { ...someInfo, demonstration: false, centre: undefined } },
  passphrase: { session: choosingSession },
  unlock: { session: { kind: "closed", profiles: [someProfile] } },
  profiles: { session: { kind: "closed", profiles: [{ ...someProfile, waiting: 3 }, { ...someProfile, id: "karim", name: "Karim Exemple" }] } },
  "unlock-waiting": { session: { kind: "closed", profiles: [{ ...someProfile, waiting: 1 }] }, unlockFails: { code: "G1012", params: { seconds: 160 } } },
  "unlock-either": { session: { kind: "closed", profiles: [{ ...someProfile, opensBy: "either" }] }, vaultFails: { code: "G9582" } },
  forgotten: { session: { kind: "closed", profiles: [{ ...someProfile, recovery: "possible" }] } },
  "forgotten-waiting": { session: { kind: "closed", profiles: [{ ...someProfile, recovery: "waiting" }] }, recoveryFails: { code: "G9586" } },
  "unlock-both": { session: { kind: "closed", profiles: [{ ...someProfile, opensBy: "both" }] } },
  "no-vault": { session: { ...openedSession, opensBy: { way: "passphrase", wanted: "both" } } },
  "grace-soon": { session: { ...openedSession, grace: { over: false, days: 14, daysLeft: 3 } } },
  "grace-over": { session: { ...openedSession, grace: { over: true, days: 14, daysLeft: 0 } }, sync: offline },
  locking: {},
  slowed: { unlockFails: { code: "G1001", params: { seconds: 40 } } },
  welcome: { session: { kind: "closed", profiles: [someProfile], suggested: someProfile.id } },
  blocked: { session: { kind: "blocked", profile: someProfile, error: { code: "G1003", params: { reason: "behind-witness", missingChanges: "21–40", savedAt: NOW - 60_000, foundAt: NOW - 3_600_000 } }, profiles: [someProfile] } },
  desk: {},
  views: { savedViews: [{ name: "Garages à relancer", search: "garage", filter: "all", sort: "age" }, { name: "Mes brouillons", search: "", filter: "draft", sort: "recent" }, { name: "Plus gros montants", search: "", filter: "all", sort: "amount" }] },
  many: { files: 100_000 },
  empty: { files: 0, sync: { ...someSync, toSettle: 0, inbox: 0 } },
  inbox: { inbox: "all", info: { ...someInfo, clockOffMs: 47 * 60_000 }, sync: { ...someSync, kind: "stopped", waiting: 3, inbox: 16, error: { code: "G4009" } } },
  "import-map": { import: mappingImport },
  "import-running": { import: runningImport },
  "import-stopped": { import: stoppedImport },
  "import-done": { import: doneImport },
  "lookup-ready": { lookup: "ready" },
  "lookup-found": { lookup: "found" },
  "lookup-names": { lookup: "names" },
  "lookup-waiting": { lookup: "waiting" },
  "lookup-failed": { lookup: "failed" },
  "lookup-ceased": { lookup: "ceased" },
  "new-scheme": { info: withNewScheme(someInfo) },
  "rules-moved": { infoLater: withTighterRules(someInfo) },
  rules: { info: { ...someInfo, rules: "pge-france@1.1.0" } },
  offline: { sync: offline },
  checked: { sync: { ...someSync, check: { at: instant(NOW - 3 * 3_600_000), mended: 0, differs: false } } },
  mended: { sync: { ...someSync, check: { at: instant(NOW - 3 * 3_600_000), mended: 3, differs: false } } },
  folder: { sync: { ...offline, folder: { path: "\\\\serveur\\agence\\guichet", isDecided: false, lastReadAt: instant(NOW - 30_000), problem: undefined, heard: { changes: 5, files: 2 }, ignored: { foreign: 1, damaged: 2 } } } },
  full: { saveFails: { code: "G1005" } },
  announced: { update: { kind: "announced", version: "1.5.0", mandatory: false, notes } },
  ready: { update: { kind: "ready", version: "1.5.0", mandatory: false, notes } },
  mandatory: { update: { kind: "announced", version: "2.0.0", mandatory: true, notes } },
  weather: { weather: fairWeather },
  storm: { sync: offline, weather: stormyWeather },
  "storm-door": { session: { kind: "closed", profiles: [someProfile] }, weather: stormyWeather },
  clock: { info: { ...someInfo, clockOffMs: 47 * 60_000 } },
  recovering: { sync: recovering },
  offering: { sync: { ...someSync, kind: "sending", recovery: "offering" } },
  "held-back": { sync: { ...someSync, newsHeldBack: true } },
  behind: { sync: { ...someSync, kind: "stopped", waiting: 1, error: { code: "G4011" } } },
  copied: { sync: { ...someSync, kind: "stopped", waiting: 3, error: { code: "G4009" } } },
  administrator: { session: administratorSession, sync: recovering, recovery: ok(someRecovery) },
  "administrator-second": { session: administratorSession, sync: recovering, recovery: ok(confirmedRecovery), endFails: { code: "G4017" } },
  "administrator-alone": { session: administratorSession, sync: recovering, recovery: ok(aloneRecovery) },
  "administrator-ended": { session: administratorSession, recovery: ok(endedRecovery) },
  supervisor: { session: supervisorSession },
  manager: { session: managerSession, quarantine: ok(someQuarantine) },
  "manager-late": { session: managerSession, quarantine: ok(someQuarantine), decideFails: { code: "G8014" } },
  "evidence-here": { sync: offline, evidence: "here" },
  "evidence-fetching": { evidence: "fetching" },
  "evidence-fails": { evidence: "fails" },
  approver: { session: approverSession },
  "approver-refused": { session: approverSession, absenceFails: { code: "G2002", fields: [{ field: "standIn", reason: "STAND_IN_WITHOUT_LEVEL" }] } },
  region: { session: regionSession },
  "region-away": { session: regionSession, sync: offline, overview: "away" },
  "region-wrong": { session: regionSession, overview: "wrong" },
  devices: { session: managerSession, devices: manyDevices },
  get fleet() { return { session: administratorSession, devices: fleetOf5000() }; },
  "diagnostic-asked": { sync: { ...someSync, diagnostic: someDemand } },
  "devices-late": { session: managerSession, devices: manyDevices, deviceFails: { code: "G9503" } },
  "devices-away": { session: managerSession, devices: { ok: false, error: { code: "G5004" } } },
  "proof-missing": { proof: ok({ anchored: true, before: 0, upTo: 12, anchoredAt: 1_586_934_000_000, waiting: 0, faults: ["change 13: answered by the centre, and not in its audit"] }) },
  "proof-away": { proof: { ok: false, error: { code: "G5004" } } },
  policy: { session: administratorSession, policy: somePolicy },
  "policy-second": { session: administratorSession, policy: askedPolicy },
  "policy-stale": { session: administratorSession, policy: stalePolicy },
  "policy-late": { session: administratorSession, policy: askedPolicy, policyFails: { code: "G9591" } },
  "policy-away": { session: administratorSession, policy: { ok: false, error: { code: "G5004" } } },
  people: { session: administratorSession },
  "people-late": { session: administratorSession, peopleFails: { code: "G9634" } },
  "people-away": { session: administratorSession, people: { ok: false, error: { code: "G5004" } } },
  releases: { session: administratorSession, policy: somePolicy },
  "releases-held": { session: administratorSession, policy: askedPolicy, releases: heldReleases },
  "releases-halted": { session: administratorSession, policy: somePolicy, releases: haltedReleases },
  "releases-large": { session: administratorSession, policy: somePolicy, releases: largeReleases },
  "releases-none": { session: administratorSession, policy: somePolicy, releases: noReleases },
  "releases-away": { session: administratorSession, releases: { ok: false, error: { code: "G5004" } } },
  unapproved: { sync: { ...someSync, kind: "offline", waiting: 2, error: { code: "G9501" } } },
  "to-erase": { sync: { ...someSync, kind: "stopped", waiting: 3, error: { code: "G3003" }, erase: { mode: "carried", at: 1, documents: 2 } } },
  "manager-none": { session: managerSession },
  holds: { session: managerSession, holds: someHolds },
  "holds-away": { session: managerSession, holdFails: { code: "G5004" } },
  "administrator-none": { session: administratorSession },
  "administrator-away": { session: administratorSession, sync: offline, recovery: { ok: false, error: { code: "G5004" } } },
  "signed-out": { sync: { ...someSync, kind: "signed-out", waiting: 2, error: { code: "G3001" } } },
};

/** `?story=NAME&language=en&theme=dark`: one screen over a fake core, for looking at it. The fragment is the place, as in the real window. */
const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
const settings: Partial<Settings> = { language: asked.get("language") === "en" ? "en" : "fr", ...(theme === "dark" || theme === "light" || theme === "contrast" ? { theme } : {}) };
const name = asked.get("story") ?? "desk";
const bridge = createFakeBridge({ ...stories[name], settings });
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<StrictMode><DeskContext value={createDesk(bridge, isLink(name) ? { link: links[name] } : name === "locking" ? { locking: 60 } : {})}><App /></DeskContext></StrictMode>);
