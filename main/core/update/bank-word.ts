import { z } from "zod";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import { releaseRulesSchema } from "../../../shared/release/bank-rules-schema.ts";
import { releaseRulesOf } from "../../../shared/release/bank-rules.ts";
import { policyOf } from "../session/unlock-way.ts";

/** What the bank of one profile decided on releases, as the centre told it last: kept beside the program, for an update is decided while every desk is locked. Nothing of clients, no name. */
export const bankWordSchema = z.object({ profile: z.uuid(), replica: z.uuid(), branches: z.array(z.uuid()), rules: releaseRulesSchema });
export type BankWord = z.infer<typeof bankWordSchema>;

export const bankWordOf = ({ profile, me }: Extract<SessionState, { kind: "open" }>, replica: string): BankWord =>
  ({ profile: profile.id, replica, branches: me.branches.map(({ id }) => id), rules: releaseRulesOf(policyOf(me)) });
