import { z } from "zod";
import { releaseRulesSchema } from "../release/bank-rules-schema.ts";
import { count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** As many of those who wait as a person reads. */
export const HELD_SHOWN = 200;
/** How far back it is told when workstations took the version they have. */
export const ADOPTION_DAYS = 30;

const version = z.string();
const ofVersion = z.object({ /** Empty: never told. */ version, workstations: count });
/** How many workstations said the same of the release: `ready`, `announced`, `current`, or why they wait. */
const standing = z.object({ is: z.string(), workstations: count });

/** POST /v1/releases: how the bank's workstations stand with releases, as each told it. `preview`: whom other rules would reach. It changes nothing. */
export const releasesRequestSchema = z.object({ ...ofCentre, preview: releaseRulesSchema.optional() });
export type ReleasesRequest = z.infer<typeof releasesRequestSchema>;
export const releasesAnswerSchema = z.object({
  epoch: epochSchema,
  /** In force for the bank. */
  rules: releaseRulesSchema,
  workstations: count,
  /** Those that told of no channel: of IT alone, or of a version before it told. */
  followNone: count,
  /** By channel, the newest manifest that a workstation told of. `reached`: workstations that the bank's rules do not hold back, `preview` by the rules asked about; of `of`, that follow the channel. */
  channels: z.array(z.object({ channel: z.string(), version, /** UTC ms. */ issuedAt: count, /** Of the signed manifest, percent. */ staging: z.int(), of: count, reached: count, preview: count.optional(), standings: z.array(standing) })),
  /** The newest first. */
  versions: z.array(ofVersion),
  /** All branches of the bank, by name; a workstation counts where its owner's own branch is. */
  branches: z.array(z.object({ id: uuid, name: z.string(), workstations: count, versions: z.array(ofVersion) })),
  /** When workstations were first heard of in the version that they have, by day of Paris. */
  days: z.array(z.object({ day: z.string(), version, workstations: count })),
  /** Those that wait, and why they say so. */
  held: z.array(z.object({ name: z.string(), branch: z.string(), label: z.string(), version, channel: z.string(), offered: version, is: z.string(), heardAt: count })),
  /** How many more wait. */
  heldMore: count,
});
export type ReleasesAnswer = z.infer<typeof releasesAnswerSchema>;
