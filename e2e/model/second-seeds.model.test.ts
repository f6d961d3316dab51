import { modelSuite } from "./model-suite.ts";

modelSuite({ seed: 20_200_616, runs: 150 });
