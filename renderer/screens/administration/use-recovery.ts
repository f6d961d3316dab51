import { useCallback, useEffect, useState } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { askRecovery, type RecoveryReport } from "../../state/recovery.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";

/** What the centre last said, with when; `error` when it could not be asked since. */
export type RecoveryAsked = { readonly report: RecoveryReport | undefined; readonly askedAt: number | undefined; readonly error: CodedError | undefined; readonly asking: boolean; readonly again: () => Promise<void> };

/** As live as a person who watches needs it: while the recovery goes on and the page is in sight. */
const EVERY_MS = 10_000;

export function useRecovery(): RecoveryAsked {
  const desk = useDesk();
  const [state, setState] = useState<Omit<RecoveryAsked, "again" | "asking">>({ report: undefined, askedAt: undefined, error: undefined });
  const [asking, setAsking] = useState(false);
  const again = useCallback(async () => {
    setAsking(true);
    const answer = await askRecovery(desk);
    setAsking(false);
    setState((before) => (answer.ok ? { report: answer.value, askedAt: Date.now(), error: undefined } : { ...before, error: answer.error }));
  }, [desk]);
  // The workstation hears of a recovery's beginning and end by itself.
  const recovery = useDeskState(({ sync }) => sync?.recovery);
  const isOffline = useDeskState(({ sync }) => sync?.kind === "offline");
  useEffect(() => void again(), [again, recovery, isOffline]);
  const isLive = state.report?.recovering === true;
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => { if (document.visibilityState === "visible") void again(); }, EVERY_MS);
    return () => clearInterval(timer);
  }, [again, isLive]);
  return { ...state, asking, again };
}
