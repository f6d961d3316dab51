import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { carryIn, carryOut, type CarriedIn, type CarriedOut, type CarryProgress } from "../../state/carry.ts";
import { useDesk } from "../../state/desk-context.tsx";

type Carried =
  | { readonly kind: "working"; readonly progress: CarryProgress }
  | { readonly kind: "out"; readonly done: CarriedOut }
  | { readonly kind: "in"; readonly done: CarriedIn }
  | { readonly kind: "failed"; readonly error: CodedError };

/** Work that leaves, or arrives, without the network: a sealed file that anybody may carry. */
export function CarryPart(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [carried, setCarried] = useState<Carried>();
  const isWorking = carried?.kind === "working";
  const tell = (progress: CarryProgress): void => setCarried({ kind: "working", progress });
  const takeOut = async (): Promise<void> => {
    const done = await carryOut(desk, tell);
    setCarried(done.ok ? { kind: "out", done: done.value } : { kind: "failed", error: done.error });
  };
  const bring = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (file === undefined || isWorking) return;
    const done = await carryIn(desk, file, tell);
    // The same file may be chosen again.
    input.value = "";
    setCarried(done.ok ? { kind: "in", done: done.value } : { kind: "failed", error: done.error });
  };
  return (
    <section aria-labelledby="carry-title">
      <h3 id="carry-title">{t("carry.title")}</h3>
      <p className="quiet small">{t("carry.why")}</p>
      <div className="foot start">
        <Button held={isWorking} onPress={() => void takeOut()}>{t("carry.out")}</Button>
        <label className="button file-choice">{t("carry.in")}<input type="file" accept=".guichet" onChange={(event) => void bring(event.target)} /></label>
      </div>
      {carried === undefined ? null : <Outcome carried={carried} />}
    </section>
  );
}

function Outcome({ carried }: { readonly carried: Carried }): ReactElement {
  const { t, count } = useWords();
  switch (carried.kind) {
    case "working": {
      const { done, total } = carried.progress;
      return <progress value={done} max={total} aria-label={t("carry.progress", { done: done + 1, total })} />;
    }
    case "out":
      return <Note tone="done" live><p>{count("carry.outDone", carried.done.changes)} <span className="mono">{carried.done.name}</span></p></Note>;
    case "in":
      return <Note tone={carried.done.quarantined ? "attend" : "done"} live><p>{carried.done.quarantined ? t("carry.inQuarantine") : carried.done.fresh === 0 ? t("carry.inKnown") : count("carry.inDone", carried.done.fresh)}</p></Note>;
    case "failed": {
      const { part, from } = carried.error.params ?? {};
      return (
        <Note tone={carried.error.code === "G8007" ? "plain" : "stop"} live>
          <ErrorAccount error={carried.error} />
          {carried.error.code === "G8001" && part !== undefined ? <p className="small">{t("carry.damagedAt", { part: String(part) })}</p> : null}
          {carried.error.code === "G8005" && from !== undefined ? <p className="small">{t("carry.missingFrom", { from: String(from) })}</p> : null}
        </Note>
      );
    }
  }
}
