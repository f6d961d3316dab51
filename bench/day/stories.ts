/** What becomes of one file in the course of the day. */
export const STORIES = [
  "plain", "edited", "corrected", "completed", "documented", "withdrawn", "left",
  "over", "ineligible", "large", "incomplete", "twin", "broken", "unknown", "early-scheme", "scheme",
] as const;
export type Story = (typeof STORIES)[number];

/** Of each thousand files. "scheme" and "early-scheme" are drawn where the hour allows them, else the file is a plain one. */
export const SHARES: { readonly [S in Story]: number } = {
  plain: 495, edited: 120, corrected: 60, completed: 40, documented: 15, withdrawn: 30, left: 20,
  over: 35, ineligible: 25, large: 10, incomplete: 25, twin: 25, broken: 10, unknown: 10, "early-scheme": 20, scheme: 60,
};

/** How a file stands at the end of the day, and why its last submission, or its creation, was refused. "twin": of the two files of one company, one. */
export type Ending = { readonly status: "registered" | "withdrawn" | "draft" | "none" | "twin"; readonly refused?: string };

export const ENDINGS: { readonly [S in Story]: Ending } = {
  plain: { status: "registered" }, edited: { status: "registered" }, corrected: { status: "registered" }, completed: { status: "registered" }, documented: { status: "registered" },
  withdrawn: { status: "withdrawn" }, left: { status: "draft" },
  over: { status: "draft", refused: "G2004" }, ineligible: { status: "draft", refused: "G2003" }, large: { status: "draft", refused: "G2005" }, incomplete: { status: "draft", refused: "G2002" },
  twin: { status: "twin" }, broken: { status: "none", refused: "G2002" }, unknown: { status: "draft", refused: "G2012" },
  "early-scheme": { status: "draft", refused: "G2003" }, scheme: { status: "registered" },
};
