import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { AppInfo } from "../../../../shared/bridge/app-views.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { unlock } from "../open-desk.ts";
import { stayedLocked, withCore, type Surroundings } from "./command.ts";
import { syncLine } from "./sync.ts";

/** `status`: who, where, and what waits. A locked folder is a status too: 0, unless a passphrase was given and is wrong. */
export const status = (given: Surroundings, mayUnlock: boolean): Promise<ExitCode> =>
  withCore(given, async (core) => {
    const { bridge, own, dataDir } = core;
    const { out } = given;
    if (mayUnlock) {
      const open = await unlock(core, given);
      if (!open.ok) return stayedLocked(given, open.error);
    }
    const [app, session, sync] = [await knownInfo(bridge), await bridge.call("session.state", undefined), await bridge.call("sync.status", undefined)];
    // Until the centre has spoken, the core goes by this computer's clock, which in a demonstration says nothing.
    const isDateKnown = app.centre !== undefined;
    out.document({ folder: dataDir, running: own === undefined, app: { ...app, businessDate: isDateKnown ? app.businessDate : null }, session, sync });
    out.line(out.words.say("status.folder", { folder: dataDir, version: app.version }));
    if (own === undefined) out.line(out.words.say("status.running"));
    out.line(isDateKnown ? out.words.say("status.date", { date: out.format.date(app.businessDate), rules: app.rules }) : out.words.say("status.dateUnknown", { rules: app.rules }));
    if (session.kind === "open") {
      out.line(out.words.say("status.open", { name: session.profile.name, bank: session.profile.bank, branch: session.profile.branch }));
      out.line(syncLine(out, sync));
    } else if (session.kind === "choosing-passphrase") out.line(out.words.say("status.choosing", { name: session.me.name }));
    else if (session.profiles.length === 0) out.line(out.words.say("status.nobody"));
    else {
      out.line(out.words.say("status.locked", { names: session.profiles.map(({ name }) => name).join(", ") }));
      const waiting = session.profiles.filter((profile) => (profile.waiting ?? 0) > 0).map((profile) => `${profile.name} ${profile.waiting ?? 0}`);
      if (waiting.length > 0) out.line(out.words.say("status.waiting", { waiting: waiting.join(", ") }));
    }
    return EXIT.done;
  });

const GREETING_MS = 1_500;

/** What the core knows; a locked one that has just started is given a moment to hear who the centre is. */
async function knownInfo(bridge: Bridge): Promise<AppInfo> {
  const told = Promise.withResolvers<undefined>();
  const stop = bridge.on("app.info", (info) => void (info.centre !== undefined && told.resolve(undefined)));
  try {
    const info = await bridge.call("app.info", undefined);
    if (info.centre !== undefined) return info;
    await Promise.race([told.promise, new Promise((resolve) => setTimeout(resolve, GREETING_MS))]);
    return await bridge.call("app.info", undefined);
  } finally {
    stop();
  }
}
