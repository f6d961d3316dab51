import { useEffect, useEffectEvent, useState } from "react";
import { coalesce } from "./coalesce.ts";
import { useDesk } from "./desk-context.tsx";
import type { Desk } from "./desk.ts";

/** What `ask` answers for that key, asked again as files change, at most once in `burstMs`; the answer before stays in sight until the next one is there. */
export function useAgain<T>(ask: (desk: Desk, key: string) => Promise<T | undefined>, key: string, burstMs: number): T | undefined {
  const desk = useDesk();
  const [answer, setAnswer] = useState<T>();
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const made = await askNow(desk, key);
      if (current) setAnswer(made);
    };
    void load();
    const stop = desk.bridge.on("files.changed", coalesce(() => { if (current) void load(); }, burstMs));
    return () => { current = false; stop(); };
  }, [desk, key, burstMs]);
  return answer;
}
