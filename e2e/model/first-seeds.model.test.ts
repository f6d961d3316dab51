import { modelSuite } from "./model-suite.ts";

modelSuite({ seed: 20_200_325, runs: 170 });
