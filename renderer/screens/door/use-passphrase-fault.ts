import { useEffect, useState } from "react";
import type { PassphraseFault } from "../../../shared/bridge/door-calls.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { judgePassphrase } from "../../state/session-slice.ts";
import { MIN_LENGTH } from "./passphrase-strength.ts";

/** Typing is not followed letter by letter. */
const PAUSE_MS = 250;

/** What the core would refuse in what is typed, a moment after it was: names and common passphrases, which only it knows. Of what was typed before, nothing is said. */
export function usePassphraseFault(passphrase: string): PassphraseFault | undefined {
  const desk = useDesk();
  const [judged, setJudged] = useState<{ readonly of: string; readonly fault: PassphraseFault | undefined }>();
  useEffect(() => {
    if ([...passphrase].length < MIN_LENGTH) return undefined;
    let isOver = false;
    const judge = async (): Promise<void> => {
      const fault = await judgePassphrase(desk, passphrase);
      if (!isOver) setJudged({ of: passphrase, fault });
    };
    const timer = setTimeout(() => void judge(), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, passphrase]);
  return judged?.of === passphrase ? judged.fault : undefined;
}
