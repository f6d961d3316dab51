import type { Journey } from "../../load/journey.ts";
import { createRateCurve } from "../../support/rate-curve.ts";
import type { Prepared } from "../simulation/prepared.ts";

export const CENTRE = "01890a5d-ac96-7b7c-8d2c-000000000001";
export const EPOCH = "01890a5d-ac96-7b7c-8d2c-000000000002";

/** What a prepared folder says of a journey, before anyone changes a word of it. */
export const aPrepared = (journey: Journey): Prepared => ({
  journey, url: "https://centre.example", centre: CENTRE, epoch: EPOCH, arrivals: createRateCurve(journey.rates).total, changes: 0, files: 0, tokensEndAt: Date.now() + 3_600_000,
});
