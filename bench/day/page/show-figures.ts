import type { Format } from "../../../shared/i18n/format.ts";
import type { DayView } from "../day-view.ts";
import { clockText } from "../hours.ts";
import { byId, fillList, make, part, setText } from "./elements.ts";
import type { DayWords } from "./words.ts";

const MILLION = 100_000_000;

/** Large sums are read in millions while they grow; the exact ones are in the balance. */
function amountText(cents: number, { amount, count, language }: Format): string {
  if (cents < MILLION) return amount(Math.trunc(cents / 100) * 100);
  const hundredths = String(Math.trunc(cents / (MILLION / 100)) % 100).padStart(2, "0");
  const millions = count(Math.trunc(cents / MILLION));
  return language === "fr" ? `${millions},${hundredths}\u00a0M€` : `€${millions}.${hundredths}M`;
}

export function showFigures(view: DayView, words: DayWords, format: Format): void {
  const french = format.language === "fr";
  const files = (count: number): string => (french ? `${format.count(count)} dossier${count > 1 ? "s" : ""}` : `${format.count(count)} file${count === 1 ? "" : "s"}`);
  setText(byId("clock"), french ? clockText(view.minute).replace(":", " h ") : clockText(view.minute));
  // The balance says it louder.
  byId("phase").hidden = view.balance !== undefined;
  setText(byId("phase"), view.isDoubling ? `${words.phase(view.phase)} ; ${words.say("doubled")}`.replace(" ;", french ? " ;" : ";") : words.phase(view.phase));
  setText(byId("pace"), french ? `${String(view.speed).replace(".", ",")} min par seconde` : `${view.speed} min a second`);
  setText(byId("rules"), view.rules);
  const up = view.servers.filter(({ isUp }) => isUp).length;
  setText(byId("servers"), french ? `${up} sur ${view.servers.length}` : `${up} of ${view.servers.length}`);
  byId("servers").classList.toggle("attend", up < view.servers.length);
  setText(byId("asked-cents"), amountText(view.asked.cents, format));
  setText(byId("asked-files"), files(view.asked.files));
  setText(byId("registered-cents"), amountText(view.registered.cents, format));
  setText(byId("registered-files"), files(view.registered.files));
  setText(byId("within"), view.answered === 0 ? "–" : format.percent(Math.floor((1_000 * view.withinSecond) / view.answered) / 10));
  setText(byId("answered"), french ? `${format.count(view.answered)} réponses` : `${format.count(view.answered)} answers`);
  setText(byId("waiting"), format.count(view.waiting));
  byId("waiting").classList.toggle("attend", view.waiting > 0 && view.regions.some(({ isCut }) => isCut));
  setText(byId("rate"), french ? `${format.count(view.perSecond)} réponses par seconde` : `${format.count(view.perSecond)} answers a second`);
  showBalance(view, words, format);
  showReasons(view, words, format);
}

function showBalance({ phase, balance }: DayView, words: DayWords, { language, count }: Format): void {
  const place = byId("balance");
  place.dataset["phase"] = phase;
  const told = balance === undefined ? "" : language === "fr" ? `${words.phase(phase)} : ${count(balance.lost)} perdu, ${count(balance.twice)} en double` : `${words.phase(phase)}: ${count(balance.lost)} lost, ${count(balance.twice)} twice`;
  setText(place, told);
}

function showReasons({ refused }: DayView, words: DayWords, format: Format): void {
  byId("no-reason").hidden = refused.length > 0;
  const most = Math.max(1, ...refused.map(({ answers }) => answers));
  const rows = fillList(byId("reasons"), refused.length, () => {
    const row = make("li", "reason");
    row.append(make("span", "why"), make("span", "code"), make("b", "count"), make("span", "bar"));
    return row;
  });
  for (const [i, { code, answers }] of refused.entries()) {
    const row = rows[i];
    if (row === undefined) continue;
    setText(part(row, "why"), words.reason(code));
    setText(part(row, "code"), code);
    setText(part(row, "count"), format.count(answers));
    part(row, "bar").style.setProperty("--share", String(answers / most));
  }
}
