import { useEffect, useState } from "react";
import type { KnownCompany } from "../../../shared/bridge/lookup-views.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";

/** Between two keys of a quick typist nothing is asked. */
const QUIET_MS = 60;
const LEAST = 2;
const NONE: readonly KnownCompany[] = [];

/** Companies of this workstation that begin so; none while nothing is typed, and none of what is no longer being typed. */
export function useKnownCompanies(text: string | undefined): readonly KnownCompany[] {
  const desk = useDesk();
  const file = useDeskState((state) => state.desk.file);
  const [found, setFound] = useState<{ readonly text: string; readonly known: readonly KnownCompany[] }>();
  const asked = text === undefined || text.trim().length < LEAST ? undefined : text;
  useEffect(() => {
    if (asked === undefined || file === undefined) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const look = async (): Promise<void> => {
        const known = await desk.ask("lookup.known", { text: asked.slice(0, 200), except: file });
        if (current && known !== undefined) setFound({ text: asked, known });
      };
      void look();
    }, QUIET_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, file, asked]);
  // While one goes on typing, what was proposed stays until its answer comes.
  return asked !== undefined && found !== undefined && (asked.startsWith(found.text) || found.text.startsWith(asked)) ? found.known : NONE;
}
