import { useEffect, useState } from "react";
import { coalesce } from "./coalesce.ts";
import { useDesk } from "./desk-context.tsx";
import type { Desk } from "./desk.ts";

/** What `ask` answers for that key, asked again as files change, at most once in `burstMs`; the answer before stays in sight until the next one is there. */
export function useAgain<T>(ask: (desk: Desk) => Promise<T | undefined>, key: string, burstMs: number): T | undefined {
  const desk = useDesk();
  const [answer, setAnswer] = useState<T>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const made = await ask(desk);
      if (current) setAnswer(made);
    };
    void load();
    const stop = desk.bridge.on("files.changed", coalesce(() => { if (current) void load(); }, burstMs));
    return () => { current = false; stop(); };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is asked is told by its key
  }, [desk, key]);
  return answer;
}
