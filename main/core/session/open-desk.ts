import { createHash } from "node:crypto";
import { uuidV7, type BranchId } from "../../../shared/kernel/ids.ts";
import { helloSchema, meSchema, type Hello, type Me } from "../../../shared/sync/protocol.ts";
import type { ReadableDb } from "../db/connection.ts";
import { findSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { createJourneys } from "../files/journeys.ts";
import type { Desk, DeskNews } from "../files/desk.ts";
import { createFileRules } from "../files/file-rules.ts";
import type { CentreInfo } from "./centre-info.ts";
import type { Unlocked } from "./open-profile.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** What the database kept of its owner. Written by this program; damage here is a bug and throws. */
export const readMe = (db: ReadableDb): Me => meSchema.parse(JSON.parse(findSetting(db, "me") ?? "null"));
export function readHello(db: ReadableDb): Hello | undefined {
  const text = findSetting(db, "hello");
  return text === undefined ? undefined : helloSchema.parse(JSON.parse(text));
}

/** The desk as its workspace holds it. */
export type OwnedDesk = Desk & { readonly setMe: (me: Me) => void; readonly shut: () => void };

/** A person's desk over her open database. `told` hears what changed, for windows and for the engine. */
export function createDesk(deps: Pick<CoreDeps, "now" | "randomBytes">, { db, replica }: Unlocked, centre: CentreInfo, told: (news: DeskNews) => void): OwnedDesk {
  let me = readMe(db.read);
  let isOpen = true;
  return {
    db, told, rules: createFileRules(centre.packs),
    me: () => me,
    setMe: (known) => void (me = known),
    isOpen: () => isOpen,
    shut: () => void (isOpen = false),
    ownBranch: () => {
      const [own] = me.branches;
      if (own === undefined) throw new Error("a person without a branch has no desk");
      // The gate: meSchema checked that it is a uuid.
      return own.id as BranchId;
    },
    sealer: {
      bank: replica.bank, replica: replica.replica, author: replica.owner, sha256,
      get rules() { return centre.ownRules(); },
      get reference() { return centre.hello()?.reference ?? "none"; },
      newSalt: () => Buffer.from(deps.randomBytes(16)).toString("hex"),
    },
    businessDate: centre.businessDate,
    centreRules: centre.rules,
    journeys: createJourneys(),
    expiry: () => centre.hello()?.expiry,
    now: deps.now,
    newId: () => uuidV7(deps.now(), deps.randomBytes(16)),
  };
}
