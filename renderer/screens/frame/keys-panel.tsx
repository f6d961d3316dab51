import type { ReactElement } from "react";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { Button } from "../../components/button.tsx";
import { Floating } from "../../components/floating.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { setSettings } from "../../state/settings-slice.ts";

const keys: readonly { readonly keys: readonly string[]; readonly text: TextKey }[] = [
  { keys: ["Ctrl", "K"], text: "keys.palette" },
  { keys: ["N"], text: "keys.new" },
  { keys: ["/"], text: "keys.search" },
  { keys: ["J", "K"], text: "keys.move" },
  { keys: ["⏎"], text: "keys.open" },
  { keys: ["F2"], text: "keys.next" },
  { keys: ["Ctrl", "⏎"], text: "keys.submit" },
  { keys: ["Ctrl", "S"], text: "keys.seal" },
  { keys: ["Ctrl", "P"], text: "papers.make.summary" },
  { keys: ["Ctrl", "Z"], text: "undo.undo" },
  { keys: ["Ctrl", "Y"], text: "undo.redo" },
  { keys: ["F1"], text: "keys.fieldHelp" },
  { keys: ["H"], text: "keys.helpScreen" },
  { keys: ["Alt", "←"], text: "keys.back" },
  { keys: ["?"], text: "keys.help" },
  { keys: ["Esc"], text: "keys.escape" },
];

export function KeysPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t, find } = useWords();
  const single = useDeskState((state) => state.settings.singleKeys);
  return (
    <Floating title={t("keys.title")} onClose={onClose}>
      <dl className="lines">{keys.map((key) => <div key={key.text}><dt>{find(key.text)}</dt><dd><KeyCap keys={key.keys} /></dd></div>)}</dl>
      <div className="settings-row">
        <output className="quiet small">{t(single ? "keys.on" : "keys.off")}</output>
        <Button short onPress={() => void setSettings(desk, { singleKeys: !single })}>{t(single ? "keys.turnOff" : "keys.turnOn")}</Button>
      </div>
    </Floating>
  );
}
