import type { Format } from "../../../shared/i18n/format.ts";
import type { DayView } from "../day-view.ts";
import { byId, fillList, make, part, setText } from "./elements.ts";
import type { DayWords } from "./words.ts";

/** A tile a region, where it roughly lies: how much was registered, what waits, whether its line is cut. The words say what the colours do. */
export function showRegions({ regions }: DayView, _words: DayWords, format: Format): void {
  const french = format.language === "fr";
  const most = Math.max(1, ...regions.map(({ registered, branches }) => registered / Math.max(1, branches)));
  const tiles = fillList(byId("regions"), regions.length, () => {
    const tile = make("li", "region");
    tile.append(make("span", "name"), make("b", "count"), make("span", "state"));
    return tile;
  });
  for (const [i, { name, column, row, branches, registered, waiting, isCut }] of regions.entries()) {
    const tile = tiles[i];
    if (tile === undefined) continue;
    tile.style.setProperty("--column", String(column));
    tile.style.setProperty("--row", String(row));
    tile.style.setProperty("--depth", `${Math.round((100 * registered) / Math.max(1, branches) / most)}%`);
    tile.dataset["state"] = isCut ? "cut" : waiting > 0 ? "waiting" : "calm";
    setText(part(tile, "name"), name);
    setText(part(tile, "count"), format.count(registered));
    setText(part(tile, "state"), stateText(isCut, waiting, branches, french, format));
  }
}

function stateText(isCut: boolean, waiting: number, branches: number, french: boolean, { count }: Format): string {
  if (isCut) return french ? `réseau coupé, ${count(waiting)} en attente` : `no network, ${count(waiting)} waiting`;
  if (waiting > 0) return french ? `${count(waiting)} en attente` : `${count(waiting)} waiting`;
  return french ? `${count(branches)} agence${branches > 1 ? "s" : ""}` : `${count(branches)} branch${branches === 1 ? "" : "es"}`;
}
