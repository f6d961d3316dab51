import { save } from "../local/save.ts";
import { search } from "../local/search.ts";
import { pull } from "./pull.ts";
import { push1, push4 } from "./push.ts";
import { rate833, smallPush } from "./rate.ts";
import type { Scenario } from "./scenario.ts";
import { visible } from "./visible.ts";

export const scenarios: readonly Scenario[] = [push1, push4, smallPush, rate833, pull, visible, save, search];
