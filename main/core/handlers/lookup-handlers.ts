import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { LookupAnswers } from "../../../shared/bridge/lookup-calls.ts";
import { LOOKUP_SOURCES } from "../../../shared/bridge/lookup-views.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Workspace } from "../session/workspace.ts";

/** Calls about companies looked up. Locked, there is nothing to see and nothing to do (G1008). */
export function createLookupHandlers(workspace: () => Workspace | undefined): Pick<BridgeCalls, keyof LookupAnswers> {
  const locked = err({ code: "G1008" as const });
  return {
    "lookup.known": async (asked) => workspace()?.lookups.known(asked) ?? [],
    "lookup.view": async ({ file }) => workspace()?.lookups.view(file) ?? locked,
    "lookup.ask": async ({ file }) => workspace()?.lookups.ask(file) ?? locked,
    "lookup.forget": async ({ file }) => workspace()?.lookups.forget(file) ?? locked,
    "lookup.take": async (asked) => {
      const open = workspace();
      const taken = open?.lookups.take(asked) ?? locked;
      if (taken.ok) open?.quiet.typed(asked.file);
      return taken;
    },
    "lookup.undo": async (asked) => {
      const open = workspace();
      const undone = open?.lookups.undo(asked) ?? locked;
      if (undone.ok) open?.quiet.typed(asked.file);
      return undone;
    },
    "lookup.settings": async () => workspace()?.lookups.settings() ?? LOOKUP_SOURCES.map((source) => ({ source, on: false, waiting: 0 })),
    "lookup.switch": async ({ source, on }) => workspace()?.lookups.switch(source, on) ?? locked,
  };
}
