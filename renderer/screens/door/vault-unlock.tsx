import { useState, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { unlockByVault } from "../../state/session-slice.ts";

/** Where the bank lets the computer's vault open: one press, never by itself. Where it wants both, that is said. */
export function VaultUnlock({ profile }: { readonly profile: Profile }): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  if (profile.opensBy === "both") return <p className="quiet small">{t("door.vault.both")}</p>;
  if (profile.opensBy === undefined) return null;
  const open = async (): Promise<void> => {
    setBusy(true);
    setError(await unlockByVault(desk, profile.id));
    setBusy(false);
  };
  return (
    <div className="door-block">
      <Button wide held={busy} onPress={() => void open()}>{t(busy ? "door.opening" : "door.vault.open")}</Button>
      <p className="quiet small">{t("door.vault.why")}</p>
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
    </div>
  );
}
