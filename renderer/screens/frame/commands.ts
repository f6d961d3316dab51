import { mayDo, type Right } from "../../../shared/access/rights.ts";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { COMPLEMENTS, type Complement } from "../../../shared/life/complement.ts";
import { canComplement, complementFile } from "../../state/complement.ts";
import { createFile, sealFile } from "../../state/file-slice.ts";
import { go } from "../../state/navigate.ts";
import { hasNumber } from "../../state/papers.ts";
import { lock, signOut } from "../../state/session-slice.ts";
import { setSettings } from "../../state/settings-slice.ts";
import { refreshWaiting, syncNow } from "../../state/sync-slice.ts";
import { canGoBack, goBack } from "../../state/undo-slice.ts";
import { hasUpdate } from "../../state/update-slice.ts";
import { makeWeather } from "../../state/weather-slice.ts";
import type { Desk } from "../../state/desk.ts";
import { requestNextField, requestSubmit } from "../file/file-requests.ts";
import { startGuide } from "../guide/start-guide.ts";
import { requestEvidence, requestPaper } from "../papers/paper-requests.ts";

/** Everything that can be ordered by name or by key, whatever the screen. */
export type Command = {
  readonly id: string;
  readonly text: TextKey;
  readonly keys?: readonly string[];
  readonly run: (desk: Desk) => void;
  /** False where the order would do nothing. */
  readonly can?: (desk: Desk) => boolean;
};

const hasWeather = (desk: Desk): boolean => { const { weather } = desk.get(); return weather !== undefined && weather !== "none"; };
const may = (right: Right) => (desk: Desk): boolean => {
  const { session } = desk.get();
  return session?.kind === "open" && mayDo(session.me.role, right);
};
const enters = may("files.enter");
const hasFile = (desk: Desk): boolean => desk.get().desk.view !== undefined;
const hasNumberedFile = (desk: Desk): boolean => {
  const { view } = desk.get().desk;
  return view !== undefined && hasNumber(view);
};

export async function startFile(desk: Desk): Promise<void> {
  const file = await createFile(desk);
  if (file !== undefined) go(desk, { kind: "files", filter: "all", file });
}

export async function startComplement(desk: Desk, scheme: Complement): Promise<void> {
  const file = await complementFile(desk, scheme);
  if (file !== undefined) go(desk, { kind: "files", filter: "all", file });
}

export const commands: readonly Command[] = [
  { id: "new", text: "list.new", keys: ["N"], run: (desk) => void startFile(desk), can: enters },
  { id: "submit", text: "file.submit", keys: ["Ctrl", "⏎"], run: requestSubmit, can: hasFile },
  { id: "next", text: "keys.next", keys: ["F2"], run: requestNextField, can: hasFile },
  { id: "undo", text: "undo.undo", keys: ["Ctrl", "Z"], run: (desk) => goBack(desk, "undo"), can: (desk) => canGoBack(desk, "undo") },
  { id: "redo", text: "undo.redo", keys: ["Ctrl", "Y"], run: (desk) => goBack(desk, "redo"), can: (desk) => canGoBack(desk, "redo") },
  { id: "seal", text: "keys.seal", keys: ["Ctrl", "S"], run: (desk) => void sealFile(desk), can: hasFile },
  { id: "paper-summary", text: "papers.make.summary", keys: ["Ctrl", "P"], run: (desk) => requestPaper(desk, "summary"), can: hasFile },
  { id: "paper-schedule", text: "papers.make.schedule", run: (desk) => requestPaper(desk, "schedule"), can: hasFile },
  { id: "paper-refusal", text: "papers.make.refusal", run: (desk) => requestPaper(desk, "refusal"), can: hasFile },
  { id: "paper-attestation", text: "papers.make.attestation", run: (desk) => requestPaper(desk, "attestation"), can: hasNumberedFile },
  { id: "paper-registration", text: "papers.make.registration", run: (desk) => requestPaper(desk, "registration"), can: hasNumberedFile },
  { id: "evidence", text: "evidence.make", run: requestEvidence, can: (desk) => desk.get().desk.view?.registration !== undefined },
  ...COMPLEMENTS.map((scheme): Command => ({ id: `complement-${scheme}`, text: `life.complement.${scheme}`, run: (desk) => void startComplement(desk, scheme), can: (desk) => enters(desk) && canComplement(desk.get().desk.view) })),
  { id: "today", text: "frame.today", run: (desk) => go(desk, { kind: "today" }) },
  { id: "files", text: "frame.files", run: (desk) => go(desk, { kind: "files", filter: "all", file: undefined }) },
  { id: "settle", text: "frame.toSettle", run: (desk) => go(desk, { kind: "inbox" }) },
  { id: "overview", text: "overview.title", run: (desk) => go(desk, { kind: "overview" }) },
  { id: "administration", text: "frame.administration", run: (desk) => go(desk, { kind: "administration", part: undefined }), can: may("administration.open") },
  { id: "settings", text: "frame.settings", run: (desk) => go(desk, { kind: "settings" }) },
  { id: "help", text: "keys.helpScreen", keys: ["H"], run: (desk) => go(desk, { kind: "help", topic: undefined }) },
  { id: "guide", text: "guide.start", run: (desk) => void startGuide(desk), can: enters },
  { id: "import", text: "list.import", run: (desk) => go(desk, { kind: "import" }), can: enters },
  { id: "export", text: "export.title", run: (desk) => desk.set({ panel: "export" }) },
  { id: "views", text: "views.title", run: (desk) => { go(desk, { kind: "files", filter: desk.get().list.query.filter, file: undefined }); desk.set({ panel: "views" }); } },
  { id: "premiums", text: "premium.panel", run: (desk) => desk.set({ panel: "premiums" }), can: may("loans.follow") },
  { id: "declare", text: "declare.title", run: (desk) => desk.set({ panel: "declare" }), can: may("loans.follow") },
  { id: "sync", text: "sync.now", run: (desk) => { desk.set({ panel: "sync" }); void syncNow(desk); } },
  { id: "waiting", text: "sync.title", run: (desk) => { desk.set({ panel: "sync" }); void refreshWaiting(desk); } },
  { id: "update", text: "update.title", run: (desk) => desk.set({ panel: "update" }), can: (desk) => hasUpdate(desk.get().update) },
  { id: "date", text: "frame.demo.change", run: (desk) => desk.set({ panel: "date" }), can: (desk) => desk.get().info?.demonstration === true },
  { id: "weather", text: "weather.title", run: (desk) => go(desk, { kind: "weather" }), can: hasWeather },
  { id: "weather-cut", text: "weather.cut", run: (desk) => void makeWeather(desk, { act: "network", network: "cut" }), can: hasWeather },
  { id: "weather-fair", text: "weather.fair", run: (desk) => void makeWeather(desk, { act: "fair" }), can: hasWeather },
  { id: "light", text: "settings.theme.light", run: (desk) => void setSettings(desk, { theme: "light" }) },
  { id: "dark", text: "settings.theme.dark", run: (desk) => void setSettings(desk, { theme: "dark" }) },
  { id: "contrast", text: "settings.theme.contrast", run: (desk) => void setSettings(desk, { theme: "contrast" }) },
  { id: "fr", text: "settings.language.fr", run: (desk) => void setSettings(desk, { language: "fr" }) },
  { id: "en", text: "settings.language.en", run: (desk) => void setSettings(desk, { language: "en" }) },
  { id: "keys", text: "frame.allKeys", keys: ["?"], run: (desk) => desk.set({ panel: "keys" }) },
  { id: "lock", text: "frame.lock", run: (desk) => void lock(desk) },
  { id: "sign-out", text: "frame.signOut", run: (desk) => void signOut(desk) },
];
