import { useId, useState, type ReactElement } from "react";
import type { DayAccount } from "../../../shared/bridge/overview-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { DAY, parseDay } from "../../../shared/life/fact-entry.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { compareDay, exportDay, useDayAccount } from "../../state/overview.ts";
import { FactControl } from "../life/fact-control.tsx";
import { BranchChoice } from "./branch-choice.tsx";
import { CheckNote } from "./check-note.tsx";
import { DayTables } from "./day-tables.tsx";
import { branchId } from "./places.ts";

type Told = { readonly kind: "compared"; readonly account: DayAccount } | { readonly kind: "exported"; readonly name: string } | { readonly kind: "failed"; readonly error: CodedError };

/** The end of a day in a branch: its account here, compared with the centre on demand, and taken out. */
export function DayPart({ branches }: { readonly branches: Me["branches"] }): ReactElement | null {
  const desk = useDesk();
  const { t, format } = useWords();
  const id = useId();
  const today = useDeskState((state) => state.info?.businessDate);
  const [branch, setBranch] = useState(branchId(branches[0]?.id));
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState<"comparing" | "exporting">();
  const [told, setTold] = useState<Told>();
  const [turn, setTurn] = useState(0);
  const text = typed ?? (today === undefined ? "" : format.date(today));
  const read = parseDay(text, format);
  const day = read.ok ? read.value : undefined;
  const asked = branch === undefined || day === undefined ? undefined : { branch, day };
  const made = useDayAccount(asked, turn);
  const choose = (change: () => void): void => { change(); setTold(undefined); };
  const compare = async (): Promise<void> => {
    if (asked === undefined) return;
    setBusy("comparing");
    const answer = await compareDay(desk, asked);
    setBusy(undefined);
    setTurn((before) => before + 1);
    setTold(answer.ok ? { kind: "compared", account: answer.value } : { kind: "failed", error: answer.error });
  };
  const takeOut = async (): Promise<void> => {
    if (asked === undefined) return;
    setBusy("exporting");
    const answer = await exportDay(desk, asked);
    setBusy(undefined);
    setTold(answer.ok ? { kind: "exported", name: answer.value.name } : { kind: "failed", error: answer.error });
  };
  const isShown = made?.ok === true && asked !== undefined && made.value.day === day && made.value.branch === branch;
  return (
    <>
      <div className="overview-asked">
        {branches.length < 2 ? null : <BranchChoice id={`${id}-branch`} branches={branches} value={branch} onChoose={(next) => choose(() => setBranch(next))} />}
        <FactControl id={`${id}-day`} name="on" label={t("overview.day.on")} spec={DAY} text={text} fault={read.ok ? undefined : read.error} onType={(next) => choose(() => setTyped(next))} />
        <div className="foot start">
          <Button look="main" held={busy !== undefined || asked === undefined} onPress={() => void compare()}>{t(busy === "comparing" ? "overview.day.comparing" : "overview.day.compare")}</Button>
          <Button held={busy !== undefined || asked === undefined} onPress={() => void takeOut()}>{t("overview.day.export")}</Button>
        </div>
      </div>
      {told?.kind === "compared" && told.account.asked !== undefined ? <CheckNote check={told.account.asked} /> : null}
      {told?.kind === "exported" ? <Note tone="done" live><p>{t("overview.day.exported", { name: told.name })}</p></Note> : null}
      {told?.kind === "failed" ? <Note tone="stop" live><ErrorAccount error={told.error} /></Note> : null}
      {asked === undefined ? null : made?.ok === false ? <Note tone="stop" live><ErrorAccount error={made.error} /></Note> : isShown ? <DayTables account={made.value} /> : <output className="quiet">{t("overview.reading")}</output>}
    </>
  );
}
