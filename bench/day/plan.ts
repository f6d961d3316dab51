import { createRandom, type Random } from "../../shared/testing/random.ts";
import type { Country } from "./country.ts";
import { arrivalAt, LAST, type Minute } from "./hours.ts";
import { SHARES, STORIES, type Story } from "./stories.ts";
import { CUT_REGION, NOON } from "./timeline.ts";

export type Does = "create" | "edit" | "attach" | "annotate" | "submit" | "mend" | "submit-again" | "withdraw";
export type PlannedFile = {
  readonly index: number;
  readonly story: Story;
  readonly branch: number;
  /** Of the company asked for: two files of one number are two requests of one company. */
  readonly company: number;
  readonly steps: readonly { readonly at: Minute; readonly does: Does }[];
};

export type PlannedStep = { readonly at: Minute; readonly does: Does; readonly file: PlannedFile };

const STEPS: { readonly [S in Story]: readonly Does[] } = {
  plain: ["create", "submit"], edited: ["create", "edit", "submit"], corrected: ["create", "submit", "mend", "submit-again"], completed: ["create", "submit", "mend", "submit-again"],
  documented: ["create", "attach", "submit"], withdrawn: ["create", "withdraw"], left: ["create"],
  over: ["create", "submit"], ineligible: ["create", "submit"], large: ["create", "submit"], incomplete: ["create", "submit"], twin: ["create", "submit"],
  broken: ["create", "submit"], unknown: ["create", "annotate"], "early-scheme": ["create", "submit"], scheme: ["create", "submit"],
};
const WEIGHTS = STORIES.map((story) => [story, SHARES[story]] as const);
/** Minutes that an advisor takes between two steps, both included. */
const PAUSE = { shortest: 2, longest: 25 } as const;
/** Around noon nobody asks by the scheme that begins then. */
const AROUND_NOON = 20;

/**
 * The day as it is meant, drawn from its seed: which branch asks for whom and when. Files in order of their arrival; none has a step after
 * {@link LAST}. The twin of a file follows it, at another bank where there is one.
 */
export function planFiles(country: Country, files: number, seed: number): readonly PlannedFile[] {
  const random = createRandom(seed ^ 0x2f6e2b1);
  const draws = Array.from({ length: files }, () => random.next()).toSorted((a, b) => a - b);
  let first: PlannedFile | undefined;
  return draws.map((draw, index) => {
    const at = arrivalAt(draw);
    const twinOf = first;
    const story = twinOf === undefined ? atThatHour(drawStory(random, index === files - 1), at, random) : "twin";
    const branch = twinOf === undefined ? branchFor(country, story, random) : otherBank(country, twinOf.branch, random);
    const file: PlannedFile = { index, story, branch, company: twinOf?.company ?? index, steps: stepsOf(story, at, random) };
    first = story === "twin" && twinOf === undefined ? file : undefined;
    return file;
  });
}

/** The same, step by step in order of the clock. */
export const planDay = (country: Country, files: number, seed: number): readonly PlannedStep[] =>
  planFiles(country, files, seed).flatMap((file) => file.steps.map((step) => ({ ...step, file }))).toSorted((a, b) => a.at - b.at);

/** The last file has no twin that could follow it. */
function drawStory(random: Random, isLast: boolean): Story {
  const [first = ["plain", 1] as const, ...others] = WEIGHTS;
  const story = random.weighted([first, ...others]);
  return isLast && story === "twin" ? "plain" : story;
}

function atThatHour(story: Story, at: Minute, random: Random): Story {
  const isBefore = at + PAUSE.longest + AROUND_NOON < NOON;
  const isAfter = at > NOON + AROUND_NOON;
  if (story === "scheme") return isAfter ? story : "plain";
  if (story === "early-scheme") return isBefore ? story : isAfter && random.next() < 0.5 ? "scheme" : "plain";
  return story;
}

/** Who asks too early does so with a line that works: her refusal has to come before noon. */
function branchFor(country: Country, story: Story, random: Random): number {
  for (;;) {
    const branch = random.between(0, country.branches.length - 1);
    if (story !== "early-scheme" || country.regions[country.branches[branch]?.region ?? 0]?.code !== CUT_REGION || country.branches.length < 50) return branch;
  }
}

function otherBank(country: Country, than: number, random: Random): number {
  const bank = country.branches[than]?.bank;
  for (let tries = 0; tries < 50; tries += 1) {
    const branch = random.between(0, country.branches.length - 1);
    if (country.branches[branch]?.bank !== bank) return branch;
  }
  return than;
}

function stepsOf(story: Story, from: Minute, random: Random): PlannedFile["steps"] {
  let at = from;
  return STEPS[story].map((does, i) => {
    if (i > 0) at += PAUSE.shortest + random.next() * (PAUSE.longest - PAUSE.shortest);
    return { at: Math.min(at, LAST), does };
  });
}
