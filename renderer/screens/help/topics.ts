import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";

/** The topics in the order that they are listed; their words are `help.topic.…`. */
export const HELP_GROUPS = [
  { group: "begin", topics: ["start", "guided", "entering", "undo", "fieldHelp", "keys"] },
  { group: "file", topics: ["verdict", "hypotheses", "documents", "submitting", "duplicates", "papers"] },
  { group: "network", topics: ["offline", "marks", "sealed", "carrying", "folder", "inbox"] },
  { group: "loan", topics: ["approving", "disbursing", "premiums", "amendments", "cancelling"] },
  { group: "desk", topics: ["import", "export", "signingIn", "passphrase", "recovery", "quarantine", "fleet", "updates"] },
] as const;

export type HelpGroup = (typeof HELP_GROUPS)[number]["group"];
export type HelpTopic = (typeof HELP_GROUPS)[number]["topics"][number];
export const HELP_TOPICS: readonly HelpTopic[] = HELP_GROUPS.flatMap(({ topics }): readonly HelpTopic[] => topics);
export const isHelpTopic = (name: string): name is HelpTopic => HELP_TOPICS.some((topic) => topic === name);
export const topicTitle = (topic: HelpTopic): `help.topic.${HelpTopic}.title` => `help.topic.${topic}.title`;

/** What explains each family of codes, the longest beginning first. */
const FAMILIES: readonly (readonly [beginning: string, topic: HelpTopic])[] = [
  ["G2006", "amendments"], ["G2007", "duplicates"], ["G91", "inbox"], ["G92", "start"], ["G93", "recovery"], ["G94", "recovery"], ["G9622", "fleet"], ["G9623", "fleet"], ["G9624", "fleet"], ["G9625", "fleet"], ["G97", "papers"], ["G98", "import"],
  ["G1001", "passphrase"], ["G1008", "passphrase"], ["G1009", "passphrase"], ["G1012", "passphrase"], ["G1", "recovery"], ["G2", "submitting"], ["G3", "signingIn"], ["G4", "offline"], ["G5", "offline"], ["G6", "updates"], ["G7", "documents"], ["G8", "carrying"],
];
export const topicOfCode = (code: ErrorCode): HelpTopic => FAMILIES.find(([beginning]) => code.startsWith(beginning))?.[1] ?? "start";
