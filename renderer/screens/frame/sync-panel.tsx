import type { ReactElement } from "react";
import type { WaitingChange } from "../../../shared/bridge/sync-views.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount, accountOf } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { isJustNow, useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { syncNow } from "../../state/sync-slice.ts";
import { ReissueNote } from "./reissue-note.tsx";
import { CarryPart } from "./carry-part.tsx";
import { CheckPart } from "./check-part.tsx";
import { FolderPart } from "./folder-part.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import { WorkstationNote } from "./workstation-note.tsx";
import { mayReissue, syncTelling } from "./sync-telling.ts";

/** What waits, since when, why, and what to do about it. */
export function SyncPanel({ onClose }: { readonly onClose: () => void }): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const now = useNow();
  const { t, format } = words;
  const sync = useDeskState((state) => state.sync);
  const waiting = useDeskState((state) => state.waiting);
  if (sync === undefined) return null;
  const telling = syncTelling(sync, words);
  const open = (change: WaitingChange): void => {
    onClose();
    // What is held of a file that left is looked at, and given up, in the inbox.
    go(desk, change.error?.code === "G2008" ? { kind: "inbox" } : { kind: "files", filter: "all", file: change.file });
  };
  const openInbox = (): void => {
    onClose();
    go(desk, { kind: "inbox" });
  };
  const needing = sync.inbox ?? 0;
  return (
    <Floating title={t("sync.title")} onClose={onClose} look="wide">
      <p><strong>{telling.parts.join(" · ")}</strong></p>
      {needing === 0 ? null : <div className="foot start"><Button short look="plain" onPress={openInbox}>{t("inbox.open")}</Button></div>}
      {sync.progress === undefined ? null : <progress value={sync.progress.done} max={sync.progress.total} aria-label={telling.parts[0]} />}
      <p className="quiet small">
        {sync.lastContactAt === undefined ? t("sync.noContact") : t("sync.lastContact", { when: format.dayAndTime(sync.lastContactAt) })}
        {sync.oldestWaitingAt === undefined || isJustNow(sync.oldestWaitingAt, now) ? "" : ` ${t("sync.oldest", { age: format.age(now - sync.oldestWaitingAt) })}`}
        {sync.nextTryAt === undefined ? "" : ` ${t("sync.nextTry", { time: format.time(sync.nextTryAt) })}`}
      </p>
      {sync.newsHeldBack === true ? <p className="quiet small">{t("sync.heldBack")}</p> : null}
      {sync.recovery === undefined || sync.kind === "stopped" ? null : (
        <Note tone="plain"><p><strong>{t("sync.recovery.happened")}</strong></p><p>{t(`sync.recovery.work.${sync.recovery}`)} {t("sync.recovery.todo")}</p></Note>
      )}
      <WorkstationNote panel />
      {mayReissue(sync) ? <ReissueNote code={sync.error?.code ?? "G4009"} /> : null}
      {sync.error === undefined || mayReissue(sync) || sync.erase !== undefined ? null : <Note tone={sync.kind === "stopped" ? "stop" : "attend"}><ErrorAccount error={sync.error} /></Note>}
      {sync.kind === "signed-out" ? <SignInAgain /> : mayReissue(sync) || sync.erase !== undefined ? null : <div className="foot start"><Button look="main" onPress={() => void syncNow(desk)}>{t("sync.now")}</Button></div>}
      {waiting.length === 0 ? <p className="quiet">{sync.waiting === 0 ? t("sync.empty") : t("sync.unsealed")}</p> : (
        <section aria-labelledby="waiting-changes">
          <h3 id="waiting-changes">{t("sync.list")}</h3>
          <ul className="waiting">
            {waiting.map((change) => (
              <li key={change.change}>
                <div>
                  <strong>{change.name || t("list.unnamed")}</strong>
                  <p className="small quiet">{t(`sync.kind.${change.kind}`)}, {format.age(now - change.madeAt)} · {t(`sync.state.${change.state}`)}</p>
                  {change.error === undefined ? null : <p className="small">{accountOf(change.error, words).happened} <span className="quiet">{change.error.code}</span></p>}
                </div>
                <Button short onPress={() => open(change)}>{t(change.error?.code === "G2008" ? "inbox.open" : "sync.open")}</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sync.folder === undefined ? null : <FolderPart folder={sync.folder} />}
      <CheckPart check={sync.check} />
      <CarryPart />
    </Floating>
  );
}
