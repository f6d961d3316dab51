import { useState, type ReactElement } from "react";
import type { GraceView } from "../../../shared/bridge/session-views.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { lock } from "../../state/session-slice.ts";
import { DoorFrame } from "../door/door-frame.tsx";
import { CarryPart } from "./carry-part.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

/** Too long without the centre: nothing of clients is shown until it answers. What waits can leave, or be carried out. */
export function GraceOver({ grace }: { readonly grace: GraceView }): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const sync = useDeskState((state) => state.sync);
  const again = async (): Promise<void> => {
    setBusy(true);
    const now = await desk.ask("sync.now", undefined);
    if (now !== undefined) desk.set({ sync: now });
    setBusy(false);
    setTried(true);
  };
  return (
    <DoorFrame title={t("grace.over.title")} arrives>
      <Note tone="stop" live>
        <p>{count("grace.over.happened", grace.days)}{sync?.lastContactAt === undefined ? "" : ` ${t("sync.lastContact", { when: format.dayAndTime(sync.lastContactAt) })}`}</p>
        <p>{t("grace.over.work")}</p>
        <p>{t("grace.over.todo")} <span className="quiet">G9583</span></p>
      </Note>
      {sync?.kind === "signed-out" ? <SignInAgain /> : <p><Button look="main" held={busy} onPress={() => void again()}>{t(busy ? "grace.over.asking" : "grace.over.ask")}</Button></p>}
      {tried && !busy && sync?.error !== undefined ? <Note tone="attend" live>{sync.error.code === "G5004" ? <p><strong>{t("door.signIn.away")}</strong> <span className="quiet">G5004</span></p> : <ErrorAccount error={sync.error} />}</Note> : null}
      <section className="door-block" aria-labelledby="grace-waiting">
        <h2 id="grace-waiting">{t("grace.over.waiting")}</h2>
        <p>{count("grace.over.count", sync?.waiting ?? 0)}</p>
        <CarryPart />
      </section>
      <p className="door-links"><Button look="plain" onPress={() => void lock(desk)}>{t("frame.lock")}</Button></p>
    </DoorFrame>
  );
}
