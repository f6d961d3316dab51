import { useEffect, useMemo, type ReactElement } from "react";
import { words } from "../../shared/i18n/texts.ts";
import { withPackWords } from "../../shared/i18n/pack-words.ts";
import { usePacks } from "../state/packs.ts";
import { WordsContext } from "../components/words.ts";
import { followActivity } from "../state/activity.ts";
import { useDesk, useDeskState } from "../state/desk-context.tsx";
import { listenToCore } from "../state/listen.ts";
import { followWeather } from "../state/weather-slice.ts";
import { HostLost } from "./door/blocked.tsx";
import { Door } from "./door/door.tsx";
import { GraceOver } from "./frame/grace-over.tsx";
import { DeskScreen } from "./frame/desk-screen.tsx";

/** The whole window: its language, its theme, and which of the door or the desk is open. */
export function App(): ReactElement | null {
  const desk = useDesk();
  const link = useDeskState((state) => state.link);
  const settings = useDeskState((state) => state.settings);
  const session = useDeskState((state) => state.session);
  const joined = link === "joined";
  const isDemonstration = useDeskState((state) => state.info?.demonstration === true);
  const packs = usePacks();
  const said = useMemo(() => withPackWords(words[settings.language], packs), [settings.language, packs]);
  useEffect(() => (joined ? listenToCore(desk) : undefined), [desk, joined]);
  useEffect(() => (joined ? followActivity(desk) : undefined), [desk, joined]);
  useEffect(() => (joined && isDemonstration ? followWeather(desk) : undefined), [desk, joined, isDemonstration]);
  useEffect(() => {
    document.documentElement.lang = settings.language;
    if (settings.theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = settings.theme;
  }, [settings.language, settings.theme]);
  return (
    <WordsContext value={said}>
      {link === "no-address" || link === "gone" ? <HostLost kind={link} />
        : session === undefined ? null
        : session.kind === "open" && session.grace?.over === true ? <GraceOver grace={session.grace} />
        : session.kind === "open" ? <DeskScreen session={session} />
        : <Door session={session} />}
    </WordsContext>
  );
}
