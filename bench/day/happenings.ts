import { setTimeout } from "node:timers/promises";
import { NEW_RULES, publishScheme } from "../../build/demo/fictitious-scheme.ts";
import { helloSchema } from "../../shared/sync/protocol.ts";
import type { Country } from "./country.ts";
import type { DayCentre } from "./day-centre.ts";
import type { DayClock } from "./day-clock.ts";
import { BUSINESS_DATE } from "./make-fields.ts";
import type { RegionLine } from "./open-lines.ts";
import { CUT_REGION, TIMELINE, type Happening } from "./timeline.ts";
import type { DayState } from "./watch-day.ts";

export type Stage = { readonly centre: DayCentre; readonly country: Country; readonly lines: readonly RegionLine[]; readonly folder: string; readonly state: DayState; readonly say: (line: string) => void };

/** Lets the day happen, each in its time and one after the other. Ended early, only what mends is still done. `onDone` hears of each. */
export async function letHappen(stage: Stage, clock: DayClock, early: AbortSignal, onDone: (happening: Happening) => void): Promise<void> {
  for (const { at, happening } of TIMELINE) {
    await clock.until(at);
    if (early.aborted && !MENDS.has(happening)) continue;
    stage.state.happened.set(happening, "under-way");
    const late = clock.lateMs(at);
    stage.say(late > 1_000 && !early.aborted ? `${happening}, ${(late / 1_000).toFixed(1)} s late` : happening);
    await happen(happening, stage);
    stage.state.happened.set(happening, "done");
    onDone(happening);
  }
}

const MENDS: ReadonlySet<Happening> = new Set(["server-back", "region-back", "double-ends"]);

async function happen(happening: Happening, { centre, country, lines, folder, state }: Stage): Promise<void> {
  const cut = country.regions.findIndex(({ code }) => code === CUT_REGION);
  switch (happening) {
    case "server-killed": return await centre.killServer(0);
    case "server-back": return centre.servers()[0]?.isUp === true ? undefined : await centre.startServer(0);
    case "region-cut":
      lines[cut]?.proxy.setWeather({ kind: "cut" });
      return void state.cut.add(cut);
    case "region-back":
      lines[cut]?.proxy.setWeather({ kind: "fair" });
      return void state.cut.delete(cut);
    case "rule-changed":
      await publishScheme(centre.command, folder, BUSINESS_DATE);
      await allJudgeBy(centre, NEW_RULES);
      state.rules = NEW_RULES;
      return undefined;
    case "promotion": return await centre.loseDatabase();
    case "double-begins": state.isDoubling = true; return undefined;
    case "double-ends": state.isDoubling = false; return undefined;
    case "opens": case "peak": case "closes": return undefined;
  }
}

/** Every server judges by those rules: what was approved reached them all. */
async function allJudgeBy(centre: DayCentre, rules: string): Promise<void> {
  for (const end = Date.now() + 90_000; ; await setTimeout(50)) {
    const told = await Promise.all(centre.addresses().map(async (url) => helloSchema.parse(await (await fetch(`${url}/v1/hello`)).json()).rules));
    if (told.every((one) => one === rules)) return;
    if (Date.now() > end) throw new Error(`${rules} was published and some server does not judge by it`);
  }
}
