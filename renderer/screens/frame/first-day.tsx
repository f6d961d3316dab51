import type { ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { startGuide } from "../guide/start-guide.ts";
import { startFile } from "./commands.ts";

const steps = ["enter", "read", "submit"] as const;

/** The day before the first file: what a file takes, and the first thing to do. */
export function FirstDay(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const enters = useMay("files.enter");
  const demonstration = useDeskState((state) => state.info?.demonstration ?? false);
  if (!enters) return <p className="quiet">{t("today.calm")}</p>;
  return (
    <section className="first-day" aria-labelledby="first-day">
      <div>
        <h2 id="first-day">{t("today.first.title")}</h2>
        <p className="quiet">{t("today.nothing")}</p>
      </div>
      <ol>{steps.map((step) => <li key={step}><div><strong>{t(`today.first.${step}`)}</strong><p className="quiet">{t(`today.first.${step}.why`)}</p></div></li>)}</ol>
      {demonstration ? <p className="quiet">{t("today.first.demo")}</p> : null}
      <div className="foot">
        <Button look="main" onPress={() => void startFile(desk)}><Icon name="plus" />{t("list.new")}</Button>
        <Button look="plain" onPress={() => go(desk, { kind: "import" })}>{t("list.import")}</Button>
      </div>
      <div className="guide-offer">
        <p className="quiet small">{t("guide.why")}</p>
        <Button onPress={() => void startGuide(desk)}>{t("guide.start")}</Button>
      </div>
    </section>
  );
}
