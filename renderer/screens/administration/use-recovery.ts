import { useCallback, useEffect, useState } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { askRecovery, type RecoveryReport } from "../../state/recovery.ts";
import { useDesk } from "../../state/desk-context.tsx";

/** What the centre last said, with when; `error` when it could not be asked since. */
export type RecoveryAsked = { readonly report: RecoveryReport | undefined; readonly askedAt: number | undefined; readonly error: CodedError | undefined; readonly asking: boolean; readonly again: () => Promise<void> };

/** As live as a person who watches needs it: while the recovery goes on and the page is in sight. */
const EVERY_MS = 10_000;

export function useRecovery(): RecoveryAsked {
  const desk = useDesk();
  const [state, setState] = useState<Omit<RecoveryAsked, "again" | "asking">>({ report: undefined, askedAt: undefined, error: undefined });
  const [asking, setAsking] = useState(false);
  const take = useCallback((answer: Awaited<ReturnType<typeof askRecovery>>): void => {
    setState((before) => (answer.ok ? { report: answer.value, askedAt: Date.now(), error: undefined } : { ...before, error: answer.error }));
  }, []);
  const again = async (): Promise<void> => {
    setAsking(true);
    take(await askRecovery(desk));
    setAsking(false);
  };
  useEffect(() => {
    // The workstation hears of a recovery's beginning and end, and of the centre's coming and going, by itself.
    let told = "";
    const load = (): void => void askRecovery(desk).then(take);
    load();
    return desk.bridge.on("sync.status", ({ recovery, kind }) => {
      const news = `${recovery ?? ""} ${String(kind === "offline")}`;
      if (told !== "" && news !== told) load();
      told = news;
    });
  }, [desk, take]);
  const isLive = state.report?.recovering === true;
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => { if (document.visibilityState === "visible") void askRecovery(desk).then(take); }, EVERY_MS);
    return () => clearInterval(timer);
  }, [desk, take, isLive]);
  return { ...state, asking, again };
}
