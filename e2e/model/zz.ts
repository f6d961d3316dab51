import fc from "fast-check";
import { newTally, worldProperty } from "./property.ts";
const t=performance.now(); const tally=newTally();
await fc.assert(worldProperty(tally), { seed: 20_200_325, numRuns: 40, endOnFailure: true });
console.log((performance.now()-t)/40, "ms a run", tally.sentAway);
