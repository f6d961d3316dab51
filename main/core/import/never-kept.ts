import { plainTitle } from "./columns.ts";

/** Names under which banks keep it: the rating, its two parts (activity, credit), the register that tells it. */
const RATING = /cotation|fiben|(cote|note)(dela)?(banquedefrance|bdf)|cotedecredit|cotedactivite|(bdf|banquedefrance|ofthebanquedefrance)rating|ratingofthebanquedefrance/;

/** A column that would hold the rating of the Banque de France. It is confidential (CMF L. 144-1) and no field holds it, so what such a column says is not even kept beside what is imported. */
export const isNeverKept = (title: string): boolean => RATING.test(plainTitle(title));
