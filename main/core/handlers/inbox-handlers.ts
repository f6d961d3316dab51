import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { err } from "../../../shared/kernel/result.ts";
import { dismissEntry } from "../inbox/dismiss.ts";
import { giveUpLeftWork, listGivenUpWork, readLeftWork } from "../inbox/left-work.ts";
import { listInbox } from "../inbox/list-inbox.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { Workspace } from "../session/workspace.ts";

type InboxCalls = Pick<BridgeCalls, "inbox.list" | "inbox.left" | "inbox.giveUp" | "inbox.dismiss" | "inbox.givenUp">;

/** Calls about what needs the advisor. Locked, there is nothing to see and nothing to do (G1008). */
export function createInboxHandlers(workspace: () => Workspace | undefined, centre: CentreInfo): InboxCalls {
  const locked = err({ code: "G1008" as const });
  return {
    "inbox.list": async (asked) => {
      const open = workspace();
      return open === undefined ? { entries: [], total: 0, isMore: false } : listInbox(open.desk, { status: open.engine.status(), clockOffMs: centre.info().clockOffMs }, asked);
    },
    "inbox.left": async ({ file }) => {
      const open = workspace();
      return open === undefined ? locked : readLeftWork(open.desk.db.read, file);
    },
    "inbox.giveUp": async ({ file, changes }) => {
      const open = workspace();
      return open === undefined ? locked : giveUpLeftWork(open.desk, file, changes);
    },
    "inbox.dismiss": async (asked) => {
      const open = workspace();
      return open === undefined ? locked : dismissEntry(open.desk, asked);
    },
    "inbox.givenUp": async () => {
      const open = workspace();
      return open === undefined ? [] : listGivenUpWork(open.desk);
    },
  };
}
