import { push1, push4 } from "./push.ts";
import { rate833, smallPush } from "./rate.ts";
import type { Scenario } from "./scenario.ts";

/** In the order of a first look: the quick ones of the workstation last. */
export const scenarios: readonly Scenario[] = [push1, push4, smallPush, rate833];
