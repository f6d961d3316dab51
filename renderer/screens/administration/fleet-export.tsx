import { useState, type ReactElement } from "react";
import type { FleetQuery } from "../../../shared/fleet/fleet.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { exportFleet } from "../../state/devices.ts";

type Told = { readonly name: string } | { readonly error: CodedError };

/** The list as it is filtered, as a table to keep. */
export function FleetExport({ query, none }: { readonly query: FleetQuery; readonly none: boolean }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  const take = async (): Promise<void> => {
    setBusy(true);
    const answer = await exportFleet(desk, query);
    setBusy(false);
    setTold(answer.ok ? { name: answer.value.name } : { error: answer.error });
  };
  return (
    <>
      <Button short held={busy || none} onPress={() => void take()}>{t(busy ? "devices.fleet.exporting" : "devices.fleet.export")}</Button>
      {told === undefined ? null : "error" in told ? <Note tone="stop" live><ErrorAccount error={told.error} /></Note> : <Note tone="done" live><p>{t("devices.fleet.exported", { name: told.name })}</p></Note>}
    </>
  );
}
