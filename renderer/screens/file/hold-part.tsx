import { useEffect, useState, type ReactElement } from "react";
import type { HoldView } from "../../../shared/bridge/hold-calls.ts";
import { holdReason } from "../../../shared/i18n/hold-words.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useMay } from "../../state/desk-context.tsx";
import { askHolds } from "../../state/holds.ts";
import { HoldPanel } from "./hold-panel.tsx";

/** For those who may: whether the file is held, so that it is not erased, and the way to change that. Away from the centre only the way is there, and says so. */
export function HoldPart({ file }: { readonly file: FileId }): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const may = useMay("files.hold");
  const [open, setOpen] = useState(false);
  const [holds, setHolds] = useState<readonly HoldView[]>([]);
  useEffect(() => {
    let current = may;
    const ask = async (): Promise<void> => {
      const answer = await askHolds(desk, file);
      if (current && answer.ok) setHolds(answer.value);
    };
    if (may) void ask();
    return () => { current = false; };
  }, [desk, file, may]);
  if (!may) return null;
  return (
    <div className="hold">
      <Button look="plain" short onPress={() => setOpen(true)}>{t("hold.open")}</Button>
      {holds.length === 0 ? null : <span className="small attend hold-mark">{t("hold.mark", { reasons: holds.map(({ reason }) => holdReason(reason, words)).join(", ") })}</span>}
      {open ? <HoldPanel file={file} onHolds={setHolds} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
