import { createInterface } from "node:readline";
import type { DayView } from "../day-view.ts";
import { openDayPage } from "../open-day-page.ts";
import { someDayView } from "./some-day-view.ts";

/** The page of a day that does not move but by what is told on its input: a line of JSON, what is other in the view from then on. Prints its address; ends with its input. */
let over: Partial<DayView> = {};
const page = await openDayPage(() => someDayView(over), 0);
console.log(page.address);
for await (const line of createInterface({ input: process.stdin })) over = JSON.parse(line) as Partial<DayView>;
await page.close();
