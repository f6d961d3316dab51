import type { ReactElement } from "react";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { Floating } from "../../components/floating.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

const keys: readonly { readonly keys: readonly string[]; readonly text: TextKey }[] = [
  { keys: ["Ctrl", "K"], text: "keys.palette" },
  { keys: ["N"], text: "keys.new" },
  { keys: ["/"], text: "keys.search" },
  { keys: ["J", "K"], text: "keys.move" },
  { keys: ["⏎"], text: "keys.open" },
  { keys: ["F2"], text: "keys.next" },
  { keys: ["Ctrl", "⏎"], text: "keys.submit" },
  { keys: ["Ctrl", "S"], text: "keys.seal" },
  { keys: ["Alt", "←"], text: "keys.back" },
  { keys: ["?"], text: "keys.help" },
  { keys: ["Esc"], text: "keys.escape" },
];

export function KeysPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t, find } = useWords();
  const single = useDeskState((state) => state.settings.singleKeys);
  return (
    <Floating title={t("keys.title")} onClose={onClose}>
      <dl className="lines">{keys.map((key) => <div key={key.text}><dt>{find(key.text)}</dt><dd><KeyCap keys={key.keys} /></dd></div>)}</dl>
      <p className="quiet small">{t(single ? "keys.on" : "keys.off")}</p>
    </Floating>
  );
}
