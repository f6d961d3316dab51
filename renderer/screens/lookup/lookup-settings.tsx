import { useEffect, useState, type ReactElement } from "react";
import type { SourceSetting } from "../../../shared/bridge/lookup-views.ts";
import { Choices } from "../../components/choices.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { switchSource } from "../../state/lookup-slice.ts";

/** Each public register by itself, with whom is told what. */
export function LookupSettings(): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [sources, setSources] = useState<readonly SourceSetting[]>([]);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const known = await desk.ask("lookup.settings", undefined);
      if (current && known !== undefined) setSources(known);
    };
    void load();
    const stop = desk.bridge.on("lookup.changed", () => void load());
    return () => { current = false; stop(); };
  }, [desk]);
  const change = async (source: SourceSetting["source"], on: boolean): Promise<void> => {
    setSources((before) => before.map((one) => (one.source === source ? { ...one, on } : one)));
    await switchSource(desk, { source, on });
  };
  return (
    <section className="settings" aria-labelledby="settings-lookup">
      <h2 id="settings-lookup">{t("lookup.title")}</h2>
      <p className="quiet small">{t("lookup.settings.why")}</p>
      {sources.map(({ source, on, waiting }) => (
        <Choices
          key={source} legend={t(`lookup.settings.${source}`)} hint={`${t(`lookup.settings.${source}.why`)}${waiting === 0 ? "" : ` ${count("lookup.settings.waiting", waiting)}`}`} value={on ? "on" : "off"}
          onChange={(value) => void change(source, value === "on")} options={[{ value: "on", label: t("lookup.settings.on") }, { value: "off", label: t("lookup.settings.off") }]}
        />
      ))}
    </section>
  );
}
