import { useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Refusal } from "../../../shared/bridge/paper-order.ts";
import { REASON_LENGTH, REFUSAL_KINDS } from "../../../shared/bridge/paper-views.ts";
import { departmentOfPostalCode } from "../../../shared/entry/department.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { Floating } from "../../components/floating.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { entryOfLife, readRefusal, type RefusalBox, type RefusalEntry } from "./refusal-entry.ts";

/** The words of the letter, and where its mediator is. Nothing of it is kept in the file. */
export function RefusalDialog({ view, onMake, onClose }: { readonly view: FileView; readonly onMake: (refusal: Refusal) => void; readonly onClose: () => void }): ReactElement {
  const { t, format } = useWords();
  const id = useId();
  const me = useDeskState((state) => (state.session?.kind === "open" ? state.session.me.name : ""));
  const today = useDeskState((state) => state.info?.businessDate);
  const { postalCode } = view.fields;
  const derived = departmentOfPostalCode(typeof postalCode === "string" ? postalCode : "");
  const [entry, setEntry] = useState<RefusalEntry>({ kind: "loan", reason: "", decidedOn: today === undefined ? "" : format.date(today), name: me, role: "", department: derived ?? "", ...entryOfLife(view.life, format) });
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { refusal, faults } = readRefusal(entry);
  const change = (patch: Partial<RefusalEntry>): void => setEntry({ ...entry, ...patch });
  const make = (): void => {
    if (refusal !== undefined) return onMake(refusal);
    setTried(true);
    form.current?.querySelector<HTMLElement>(`[name="${faults[0] ?? "reason"}"]`)?.focus();
  };
  const faultOf = (box: RefusalBox, text: string): string | undefined => (tried && faults.some((one) => one === box) ? text : undefined);
  return (
    <Floating title={t("papers.refusal.title")} onClose={onClose}>
      <form ref={form} className="refusal-form" noValidate onSubmit={(event) => { event.preventDefault(); make(); }}>
        <p>{t("papers.refusal.why")}</p>
        <Choices legend={t("papers.refusal.kind")} value={entry.kind} onChange={(kind) => change({ kind })} options={REFUSAL_KINDS.map((kind) => ({ value: kind, label: t(`papers.refusal.kind.${kind}`) }))} />
        <Box id={`${id}-reason`} label={t("papers.refusal.reason")} hint={t("papers.refusal.reason.hint")} fault={faultOf("reason", t("papers.refusal.reason.fault", { n: format.count(entry.reason.trim().length) }))}>
          {(box) => <textarea {...box} name="reason" className="input" rows={5} lang="fr" maxLength={REASON_LENGTH.most * 2} required value={entry.reason} onChange={(event) => change({ reason: event.target.value })} />}
        </Box>
        <Box id={`${id}-on`} label={t("papers.refusal.decidedOn")} fault={faultOf("decidedOn", t("papers.refusal.decidedOn.fault"))}>
          {(box) => <input {...box} name="decidedOn" className="input short" inputMode="numeric" autoComplete="off" required value={entry.decidedOn} onChange={(event) => change({ decidedOn: event.target.value })} />}
        </Box>
        <Box id={`${id}-name`} label={t("papers.refusal.signatory")} fault={faultOf("name", t("papers.refusal.signatory.fault"))}>
          {(box) => <input {...box} name="name" className="input" autoComplete="off" maxLength={120} required value={entry.name} onChange={(event) => change({ name: event.target.value })} />}
        </Box>
        <Box id={`${id}-role`} label={t("papers.refusal.role")}>
          {(box) => <input {...box} name="role" className="input" autoComplete="off" maxLength={120} value={entry.role} onChange={(event) => change({ role: event.target.value })} />}
        </Box>
        <Box id={`${id}-department`} label={t("papers.refusal.department")} hint={t(derived === undefined ? "papers.refusal.department.unknown" : "papers.refusal.department.hint")} fault={faultOf("department", t("papers.refusal.department.fault"))}>
          {(box) => <input {...box} name="department" className="input short" autoComplete="off" maxLength={3} value={entry.department} onChange={(event) => change({ department: event.target.value })} />}
        </Box>
        <div className="foot end">
          <Button onPress={onClose}>{t("papers.refusal.close")}</Button>
          <Button look="main" submit onPress={make}>{t("papers.refusal.make")}</Button>
        </div>
      </form>
    </Floating>
  );
}

type Described = { readonly id: string; readonly "aria-invalid": true | undefined; readonly "aria-describedby": string | undefined };

/** A label, its hint before the box and its fault after it, each read with the box. */
function Box({ id, label, hint, fault, children }: { readonly id: string; readonly label: string; readonly hint?: string; readonly fault?: string | undefined; readonly children: (box: Described) => ReactNode }): ReactElement {
  const described = [hint === undefined ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {children({ id, "aria-invalid": fault === undefined ? undefined : true, "aria-describedby": described === "" ? undefined : described })}
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`}><Icon name="alert" size={14} />{fault}</p>}
    </div>
  );
}
