import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { useTitle } from "../../components/use-title.ts";
import { useWords } from "../../components/words.ts";
import { WeatherMark } from "../weather/weather-mark.tsx";
import { LanguageChoice } from "./language-choice.tsx";

export type DoorFrameProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** The heading takes the focus: where the screen comes in the place of what had it. */
  readonly arrives?: boolean;
};

/** What stands around every screen before the desk: the name, the purpose, and the language. */
export function DoorFrame({ title, children, wide = false, arrives = false }: DoorFrameProps): ReactElement {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    if (arrives) heading.current?.focus();
  }, [arrives]);
  return (
    <div className="door">
      <header className="door-head">
        <p className="brand"><svg aria-hidden="true" width="26" height="26" viewBox="0 0 32 32"><path d="M8 24V13a8 8 0 0 1 16 0v11" /><path d="M6 24h20M12 18h8" /></svg>Guichet</p>
        <WeatherMark />
        <LanguageChoice />
      </header>
      <main className={wide ? "door-main wide" : "door-main"} id="content">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {children}
      </main>
      <footer className="door-foot">{t("door.tagline")}</footer>
    </div>
  );
}
