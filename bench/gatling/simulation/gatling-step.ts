import type { Step } from "../../load/journey.ts";

/**
 * What strangers ask is for our own runner only: their numbers are registered as the run goes on, and a page is asked for again by the mark
 * of the last answer, without anybody's token. Gatling is fed with lines written beforehand, each with the token of its workstation.
 */
type Strangers = { readonly route: "POST /v1/verify" | "GET /verification"; readonly body: "verification"; readonly answer: "verified" | "page" | "unchanged" };
export type GatlingStep = Omit<Step, keyof Strangers> & { readonly [Key in keyof Strangers]: Exclude<Step[Key], Strangers[Key]> };

export const isGatlingStep = (step: Step): step is GatlingStep =>
  step.route !== "POST /v1/verify" && step.route !== "GET /verification" && step.body !== "verification" && step.answer !== "verified" && step.answer !== "page" && step.answer !== "unchanged";
