import { test } from "vitest";
import { OPEN_SEEDS } from "./known-seeds.ts";
import { modelSuite } from "./model-suite.ts";

modelSuite({ seed: 20_200_616, runs: 130 });

for (const { seed, path, says } of OPEN_SEEDS) test.skip(`open: seed ${seed}, run ${path}: ${says} (docs/reliability.md)`, () => undefined);
