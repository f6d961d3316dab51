import fc from "fast-check";
import { newTally, worldProperty } from "./property.ts";
const t=performance.now();
await fc.assert(worldProperty(newTally()), { seed: 20_200_325, numRuns: 20, endOnFailure: true });
console.log((performance.now()-t)/20, "ms a run");
