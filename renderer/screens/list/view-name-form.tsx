import { useEffect, useId, useRef, useState, type ReactElement } from "react";
import type { ViewNameFault } from "../../../shared/bridge/saved-views.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";

export type ViewNameFormProps = {
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  /** The name to change; empty: a new one. */
  readonly start: string;
  readonly fault: (name: string) => ViewNameFault | undefined;
  /** True: it was kept, and the box is emptied for another. */
  readonly onName: (name: string) => Promise<boolean>;
};

/** One name for a view; what is wrong with it stands beside it once it was tried. */
export function ViewNameForm({ label, hint, action, start, fault, onName }: ViewNameFormProps): ReactElement {
  const { t } = useWords();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(start);
  const [tried, setTried] = useState(false);
  const wrong = tried ? fault(name) : undefined;
  useEffect(() => { if (start !== "") box.current?.select(); }, [start]);
  const submit = async (): Promise<void> => {
    if (fault(name) !== undefined) {
      setTried(true);
      box.current?.focus();
      return;
    }
    if (await onName(name.trim())) {
      setName("");
      setTried(false);
    }
  };
  return (
    <form className="view-name" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <p className="quiet small" id={`${id}-hint`}>{hint}</p>
        <input id={id} ref={box} className="input" autoComplete="off" value={name} required aria-invalid={wrong !== undefined || undefined} aria-describedby={wrong === undefined ? `${id}-hint` : `${id}-hint ${id}-fault`} onChange={(event) => setName(event.target.value)} />
        {wrong === undefined ? null : <p className="fault" id={`${id}-fault`}>{t(`views.fault.${wrong}`)}</p>}
      </div>
      <Button look="main" submit onPress={() => undefined}>{action}</Button>
    </form>
  );
}
