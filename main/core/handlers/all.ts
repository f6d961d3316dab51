import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import { DEMONSTRATION_DATES, isDemonstrationDate } from "../../../shared/pge/demonstration-dates.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { countPortfolio, transferPortfolio } from "../files/transfer-portfolio.ts";
import type { WeatherDesk } from "../deps.ts";
import type { NewsDesk } from "../news.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { PlainSettings } from "../session/plain-settings.ts";
import type { Session } from "../session/session.ts";
import type { Updater } from "../update/updater.ts";
import { createBulkHandlers } from "./bulk-handlers.ts";
import { createDeclarationHandlers } from "./declaration-handlers.ts";
import type { ErrorNotes } from "../diagnose/error-notes.ts";
import { createDiagnosticHandlers } from "./diagnostic-handlers.ts";
import { createDeviceHandlers } from "./device-handlers.ts";
import { createHoldHandlers } from "./hold-handlers.ts";
import { createDocumentHandlers } from "./document-handlers.ts";
import { createEvidenceHandlers } from "./evidence-handlers.ts";
import { createFileHandlers } from "./file-handlers.ts";
import { createInboxHandlers } from "./inbox-handlers.ts";
import { createLookupHandlers } from "./lookup-handlers.ts";
import { createOverviewHandlers } from "./overview-handlers.ts";
import { createPaperHandlers } from "./paper-handlers.ts";
import { createPeopleHandlers } from "./people-handlers.ts";
import { createReleaseHandlers } from "./release-handlers.ts";
import { createPolicyHandlers } from "./policy-handlers.ts";
import { createPremiumHandlers } from "./premium-handlers.ts";
import { createViewHandlers } from "./view-handlers.ts";
import { createWeatherHandler } from "./weather-handler.ts";

const LOCKED: SyncStatus = {
  kind: "signed-out", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined,
};

/** Every answer of the contract; a missing one does not compile. */
export function createHandlers(session: Session, centre: CentreInfo, settings: PlainSettings, news: NewsDesk, updater: Updater | undefined, weather: WeatherDesk | undefined, checkClock: () => Promise<void>, active: () => undefined, serverUrl: string, errors: Pick<ErrorNotes, "list">): BridgeCalls {
  const papers = createPaperHandlers(session.workspace, centre, serverUrl);
  return {
    ...createFileHandlers(session.workspace),
    ...createDocumentHandlers(session.workspace),
    ...createBulkHandlers(session.workspace),
    ...createDeclarationHandlers(session.workspace),
    ...createLookupHandlers(session.workspace),
    ...createViewHandlers(session.workspace),
    ...createOverviewHandlers(session.workspace),
    ...createPremiumHandlers(session.workspace),
    ...createInboxHandlers(session.workspace, centre),
    ...createDeviceHandlers(session),
    ...createDiagnosticHandlers(session.workspace, errors),
    ...createHoldHandlers(session),
    ...createPolicyHandlers(session.workspace),
    ...createReleaseHandlers(session.workspace),
    ...createPeopleHandlers(session.workspace),
    ...papers,
    ...createEvidenceHandlers(session.workspace, papers["paper.make"]),
    "app.info": async () => centre.info(),
    "app.checkClock": async () => {
      await checkClock();
      return centre.info();
    },
    "session.state": async () => session.state(),
    "session.beginSignIn": async () => await session.beginSignIn(),
    "session.demonstrationSignIn": async ({ login }) => await session.demonstrationSignIn(login),
    "session.choosePassphrase": async ({ passphrase }) => await session.choosePassphrase(passphrase),
    "session.unlock": async ({ profile, passphrase }) => await session.unlock(profile, passphrase),
    "session.recover": async ({ profile, passphrase }) => await session.recover(profile, passphrase),
    "session.changePassphrase": async ({ current, next }) => await session.changePassphrase(current, next),
    "session.unlockByVault": async ({ profile }) => await session.unlockByVault(profile),
    "recoveryKey.show": async () => (await session.workspace()?.recoveryKey.show()) ?? err({ code: "G1008" }),
    "recoveryKey.publish": async ({ x }) => (await session.workspace()?.recoveryKey.publish(x)) ?? err({ code: "G1008" }),
    "recoveryKey.withdraw": async () => (await session.workspace()?.recoveryKey.withdraw()) ?? err({ code: "G1008" }),
    "session.requestRecovery": async ({ profile, passphrase }) => await session.requestRecovery(profile, passphrase),
    "session.waitingRecovery": async ({ profile }) => session.waitingRecovery(profile),
    "session.cancelRecovery": async ({ profile }) => await session.cancelRecovery(profile),
    "session.answerRecovery": async ({ profile, answer, passphrase }) => await session.answerRecovery(profile, answer, passphrase),
    "session.judgePassphrase": async ({ passphrase }) => await session.judgePassphrase(passphrase),
    "session.active": async () => active(),
    "session.lock": async () => await session.lock(),
    "session.signOut": async () => await session.signOut(),
    "sync.compare": async () => {
      const workspace = session.workspace();
      return workspace === undefined ? err({ code: "G1008" }) : ok(await workspace.engine.compare());
    },
    "sync.prove": async () => (await session.workspace()?.prove()) ?? err({ code: "G1008" }),
    "sync.status": async () => session.workspace()?.engine.status() ?? LOCKED,
    "sync.now": async () => {
      const workspace = session.workspace();
      // Whoever asks by hand may also wait for what she may approve.
      void workspace?.identity.check();
      return (await workspace?.engine.now()) ?? LOCKED;
    },
    "sync.reissue": async () => await session.reissue(),
    "carry.plan": async () => session.workspace()?.carrier.plan() ?? err({ code: "G1008" }),
    "carry.part": async (asked) => session.workspace()?.carrier.part(asked) ?? err({ code: "G1008" }),
    "carry.deliver": async ({ line }) => (await session.workspace()?.carrier.deliver(line)) ?? err({ code: "G1008" }),
    "folder.choose": async ({ path }) => session.workspace()?.folder.choose(path) ?? err({ code: "G1008" }),
    "beside.people": async () => (session.workspace() === undefined ? [] : session.others()),
    "beside.record": async (asked) => await session.beside(asked),
    "portfolio.count": async ({ of }) => { const open = session.workspace(); return open === undefined ? 0 : countPortfolio(open.desk, of); },
    "portfolio.transfer": async (asked) => { const open = session.workspace(); return open === undefined ? err({ code: "G1008" }) : await transferPortfolio(open.desk, asked); },
    "absence.set": async ({ user, absence }) => (await session.workspace()?.absence.set({ ...(user === undefined ? {} : { user }), ...(absence === undefined ? {} : { absence }) })) ?? err({ code: "G1008" }),
    "quarantine.list": async () => (await session.workspace()?.quarantine.list()) ?? err({ code: "G1008" }),
    "quarantine.show": async ({ replica }) => (await session.workspace()?.quarantine.show(replica)) ?? err({ code: "G1008" }),
    "quarantine.decide": async (asked) => (await session.workspace()?.quarantine.decide(asked)) ?? err({ code: "G1008" }),
    "recovery.report": async () => (await session.workspace()?.recovery.report()) ?? err({ code: "G1008" }),
    "recovery.end": async () => (await session.workspace()?.recovery.end()) ?? err({ code: "G1008" }),
    "demonstration.setBusinessDate": async ({ businessDate }) => {
      const date = parseLegalDate(businessDate);
      if (!date.ok) return err({ code: "G4001", params: { path: "businessDate" } });
      if (!isDemonstrationDate(date.value)) return err({ code: "G4001", fields: [{ field: "businessDate", reason: "BUSINESS_DATE_RANGE" }], params: { path: "businessDate", ...DEMONSTRATION_DATES } });
      if (!centre.info().demonstration) return err({ code: "G3006" });
      const workspace = session.workspace();
      if (workspace === undefined) return err({ code: "G1008" });
      const set = await workspace.engine.setBusinessDate(date.value);
      return set.ok ? ok(centre.info()) : set;
    },
    "weather.act": createWeatherHandler(weather, () => centre.info().demonstration),
    "update.state": async () => updater?.state() ?? { kind: "none" },
    "update.install": async ({ openFile }) => (await updater?.install(openFile)) ?? err({ code: "G6004" }),
    "settings.get": async () => settings.get(),
    "settings.set": async (wanted) => {
      const now = settings.set(wanted);
      news.tell("settings.changed", now);
      return now;
    },
  } satisfies BridgeCalls;
}
