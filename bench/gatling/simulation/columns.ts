import type { Step } from "../../load/journey.ts";

/** Columns of every arrival: which workstation, her how many-th arrival from 0 on, who speaks, and how far she had read her branch. */
export const COMMON_COLUMNS = ["workstation", "turn", "token", "replica", "branch", "from"] as const;
export type CommonColumn = (typeof COMMON_COLUMNS)[number];

/** What an answer must be, as the maker of the body knows it. */
export const EXPECTATIONS = ["have", "right"] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** Columns of a step begin with its place, since two steps may have one name. */
export const columnOf = (place: number, step: Step, what: "body" | Expectation): string => `${place + 1}-${step.name}-${what}`;

/** Whether a body's text is made and signed beforehand. The others are none, or known only while it runs. */
export const isPrepared: Readonly<Record<Step["body"], boolean>> = { none: false, enrolment: true, change: true, cursor: false, verification: true };

/** Which expectations an answer is judged by. */
export const expectationsOf: Readonly<Record<Step["answer"], readonly Expectation[]>> = {
  healthy: [], hello: [], me: [], enrolled: [], verdict: ["have", "right"], feed: [], verified: [], page: [], unchanged: [],
};

/** The first line of the file. */
export const columnsOf = (steps: readonly Step[]): readonly string[] => [
  ...COMMON_COLUMNS,
  ...steps.flatMap((step, place) => [...(isPrepared[step.body] ? ["body" as const] : []), ...expectationsOf[step.answer]].map((what) => columnOf(place, step, what))),
];
