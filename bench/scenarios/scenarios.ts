import { save } from "../local/save.ts";
import { search } from "../local/search.ts";
import { swiftFile } from "../local/swift-file.ts";
import { administration } from "./administration.ts";
import { drain } from "./drain.ts";
import { flatBranches, flatFiles } from "./flat.ts";
import { flood } from "./flood.ts";
import { pull } from "./pull.ts";
import { peerPush1, peerPush4, push1, push4 } from "./push.ts";
import { rate833, smallPush, smallPush128 } from "./rate.ts";
import type { Scenario } from "./scenario.ts";
import { visible } from "./visible.ts";

export const scenarios: readonly Scenario[] = [push1, push4, peerPush1, peerPush4, smallPush, smallPush128, rate833, drain, flood, flatFiles, flatBranches, administration, pull, visible, save, search, swiftFile];
