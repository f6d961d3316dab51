import { DAY_REGIONS } from "../country.ts";
import type { DayView } from "../day-view.ts";
import { LAST, OPENS } from "../hours.ts";
import { CUT_REGION, TIMELINE } from "../timeline.ts";
import { TRAFFIC_MINUTES } from "../watch-day.ts";

/** A day at half past eleven: a region without its network, files that wait there, reasons of each kind. */
export function someDayView(over: Partial<DayView> = {}): DayView {
  const minute = over.minute ?? 11 * 60 + 30;
  return {
    phase: "day", minute, speed: 2, waiting: 214, answered: 9_482, withinSecond: 9_201, perSecond: 96, isDoubling: false, rules: "pge-france@1.0.0", balance: undefined,
    asked: { files: 4_120, cents: 61_284_310_000 }, registered: { files: 3_574, cents: 52_918_440_000 },
    regions: DAY_REGIONS.map(({ code, name, column, row, weight }, i) => ({
      code, name, column, row, branches: Math.round(weight / 12), registered: Math.round(weight / 45) + i, waiting: code === CUT_REGION ? 208 : i % 5 === 0 ? 2 : 0, isCut: code === CUT_REGION,
    })),
    refused: [["G2004", 212], ["G2002", 170], ["G2003", 96], ["G2010", 71], ["G2012", 41], ["G2005", 38]].map(([code, answers]) => ({ code: String(code), answers: Number(answers) })),
    servers: [{ isUp: true }, { isUp: true }],
    traffic: Array.from({ length: Math.ceil((LAST - OPENS) / TRAFFIC_MINUTES) }, (_, i) => ({ answered: OPENS + i * TRAFFIC_MINUTES > minute ? 0 : Math.round(400 + 260 * Math.sin(i / 2.1)), waiting: 0 })),
    timeline: TIMELINE.map(({ at, happening }) => ({ at, happening, state: at < minute ? "done" : "to-come" })),
    ...over,
  };
}
